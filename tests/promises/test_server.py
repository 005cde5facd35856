"""The server stores nothing and logs nothing about readers."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.formposts import fields, submit
from tests.promises.servers import INSTALLED, LEAKY, START, served
from tests.proving import left_to_prove, needs

STRACE = shutil.which("strace")
CANARY = "canary7f3a"
QUIET = (
    "execve,openat,open,creat,mkdir,mkdirat,rename,renameat2,unlink,unlinkat,write,writev,pwrite64"
)
NOISY = [
    sys.executable,
    "-X",
    "dev",
    "-c",
    "import logging, sys; logging.basicConfig(level=1, format='%(asctime)s %(message)s');"
    "import json; f = logging.Formatter();"
    "f.format = lambda r: json.dumps({k: repr(v) for k, v in vars(r).items()});"
    "logging.getLogger().handlers[0].setFormatter(f);"
    "sys.argv = ['assessment', 'serve', '--port', '0'];"
    "from assessment.cli import main; main()",
]
"""The real server, with every library at its most verbose level and complete log records."""


def _run(address: str) -> None:
    """Visit both tracks and cause every error, with a canary value in every possible place."""
    marked = {
        "User-Agent": CANARY,
        "Referer": f"http://{CANARY}.example/",
        "Cookie": f"a={CANARY}",
        "X-Forwarded-For": "203.0.113.77",
        "Accept-Language": CANARY,
    }
    with httpx.Client(base_url=address, headers=marked, timeout=20) as client:
        for track in ("self", "bystander"):
            page = client.get(f"/en/{track}")
            for answers in ({}, {"danger_now": "yes"}, {"danger_now": "no"}):
                data = dict([*fields(page.text, answers), ("do", "results"), ("area", CANARY)])
                client.post(f"/en/{track}", data=data)
                client.post(f"/en/{track}", data={**data, "do": "edit"})
                client.post(f"/en/{track}", data={**data, CANARY: CANARY})
        _fail(client)
    _send_malformed_bytes(address)


def _fail(client: httpx.Client) -> None:
    client.get(f"/{CANARY}?a={CANARY}")
    client.get(f"/en/self?area={CANARY}&lang={CANARY}")
    client.request(CANARY.upper(), "/en/")
    client.post("/en/self", data={CANARY: CANARY})
    client.post("/en/self", json={CANARY: CANARY})
    client.post("/en/self", content=CANARY.encode() * 4000)
    client.post("/en/self", files={"f": (CANARY, CANARY.encode() * 200_000)})
    client.post("/api/v1/assessment", json={"track": "self", "answers": {CANARY: CANARY}})
    client.post("/api/v1/assessment", json={"track": CANARY, CANARY: [CANARY]})
    client.post("/api/v1/assessment", content=b'{"track": "' + CANARY.encode())
    client.get("/api/v1/questionnaire", params={"track": CANARY})


def _send_malformed_bytes(address: str) -> None:
    url = httpx.URL(address)
    for request in (
        f"GET /{CANARY} HTTP/1.1\r\nHost: {CANARY}/{CANARY}\r\nConnection: close\r\n\r\n",
        f"{CANARY}\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: x\r\n{CANARY}: {'a' * 90_000}\r\n\r\n",
        f"POST /en/self HTTP/1.1\r\nHost: x\r\nContent-Length: 999\r\n\r\n{CANARY}",
    ):
        with socket.create_connection(("127.0.0.1", url.port or 80), timeout=5) as wire:
            wire.sendall(request.encode())
            try:
                wire.shutdown(socket.SHUT_WR)
                while wire.recv(65536):
                    pass
            except OSError:
                pass


@pytest.mark.caught("test_the_leaky_copy_is_caught_by_its_log")
@pytest.mark.parametrize(
    "command",
    [left_to_prove(INSTALLED, id="usual"), pytest.param(NOISY, id="debug")],
)
def test_nothing_is_logged_about_any_request(command: list[str]) -> None:
    with served(command=command) as site:
        _run(site.address)
        said = site.stop()
    assert CANARY not in said
    assert "203.0.113.77" not in said
    assert "127.0.0.1" not in said
    assert "Traceback" not in said


def test_the_leaky_copy_is_caught_by_its_log() -> None:
    with served(command=LEAKY) as copy:
        _run(copy.address)
        said = copy.stop()
    assert CANARY in said
    assert "127.0.0.1" in said


def _traced(command: list[str], folder: Path) -> str:
    """A trace of the files that a server opens for writing and of its writes during a run."""
    trace = folder / "trace"
    watch = [str(STRACE), "-f", "-qq", "-s", "4096", "-e", f"trace={QUIET}", "-o", str(trace)]
    folder.joinpath("tmp").mkdir()
    env = {"TMPDIR": str(folder / "tmp"), "PYTHONDONTWRITEBYTECODE": "1"}
    with served(command=[*watch, *command], env=env) as site:
        httpx.get(site.address)
        began = len(trace.read_text(errors="replace").splitlines())
        _run(site.address)
        site.stop()
    return "\n".join(trace.read_text(errors="replace").splitlines()[began:])


def _written(trace: str) -> list[str]:
    """System calls that create, change, remove, or write a file, but not responses on sockets."""
    changing = ("O_WRONLY", "O_RDWR", "O_CREAT", "O_TMPFILE", "creat(", "mkdir", "rename", "unlink")
    return [line for line in trace.splitlines() if any(word in line for word in changing)]


@pytest.mark.caught("test_the_leaky_copy_is_caught_by_its_files")
@needs(STRACE, "strace")
def test_no_file_is_created_or_changed_while_readers_are_served(tmp_path: Path) -> None:
    trace = _traced(INSTALLED, tmp_path)
    assert _written(trace) == []
    assert list((tmp_path / "tmp").iterdir()) == []
    assert not [line for line in trace.splitlines() if CANARY in line and "write" in line]


@needs(STRACE, "strace")
def test_the_leaky_copy_is_caught_by_its_files(tmp_path: Path) -> None:
    trace = _traced(LEAKY, tmp_path)
    assert _written(trace)
    assert [line for line in trace.splitlines() if CANARY in line and "write" in line]
    assert list((tmp_path / "tmp").iterdir())


AS_ROOT = [] if os.getuid() == 0 else ["--map-root-user"]
BOX = ["unshare", "--mount", *AS_ROOT, "sh", "-c"]
READ_ONLY = [*BOX, 'mount --bind / / && mount -o remount,ro,bind / && exec "$@"', "sh"]
"""Runs the following command on a read-only file system."""


def _can_box() -> bool:
    try:
        done = subprocess.run([*READ_ONLY, "true"], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


boxed = pytest.mark.skipif(
    not _can_box(), reason="this system does not allow mounts in a namespace"
)


@pytest.mark.caught("test_the_leaky_copy_fails_on_a_read_only_disk")
@boxed
def test_the_server_works_on_a_read_only_disk() -> None:
    with served(command=[*READ_ONLY, *START]) as site:
        _run(site.address)
        with httpx.Client(base_url=site.address, timeout=20) as client:
            answer = submit(client, "self", {"danger_now": "yes"}, lang="es")
        assert answer.status_code == 200
        assert "error" not in site.stop()


@boxed
def test_the_leaky_copy_fails_on_a_read_only_disk() -> None:
    copy = served(command=[*READ_ONLY, *LEAKY])
    with copy as running, pytest.raises(httpx.TransportError):
        httpx.post(f"{running.address}/en/self", data={"q1": "yes"}, timeout=20)
