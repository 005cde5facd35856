"""The nginx configuration that we ship, in a real nginx in front of a real server."""

import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from assessment.resources import root
from tests.formposts import fields
from tests.promises.servers import is_cut, served
from tests.promises.tls import Certificate, certificate

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
CANARY = "canary7f3a"
pytestmark = pytest.mark.skipif(
    not NGINX, reason="no nginx: install nginx-light, as `make browser` does"
)


class Proxied(NamedTuple):
    """A running nginx: its ports, its folder, and what to trust."""

    secure: int
    plain: int
    folder: Path
    papers: Certificate

    def client(self) -> httpx.Client:
        return httpx.Client(
            base_url=f"https://127.0.0.1:{self.secure}",
            verify=ssl.create_default_context(cafile=str(self.papers.chain)),
            timeout=20,
            trust_env=False,
        )


def _free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as made:
        return int(made.getsockname()[1])


def _fitted(folder: Path, papers: Certificate, behind: int) -> tuple[str, int, int]:
    """The shipped file, with only ports, paths and the certificate changed."""
    secure, plain = _free(), _free()
    text = (root() / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    changes = {
        r"listen \[::\]:\d+[^;]*;": "",
        r"listen 80;": f"listen 127.0.0.1:{plain};",
        r"listen 443 ": f"listen 127.0.0.1:{secure} ",
        r"/etc/ssl/assessment/fullchain.pem": str(papers.chain),
        r"/etc/ssl/assessment/privkey.pem": str(papers.key),
        r"/run/nginx.pid": str(folder / "nginx.pid"),
        r"127\.0\.0\.1:8000": f"127.0.0.1:{behind}",
    }
    for old, new in changes.items():
        text, count = re.subn(old, new, text)
        assert count, f"the shipped file has no {old}"
    temporary = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{name}_temp_path {folder / 'temp' / name};\n" for name in temporary)
    user = "user nobody nogroup;\n" if os.getuid() == 0 else ""
    return user + text.replace("http {", "http {\n" + places, 1), secure, plain


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    folder = tmp_path_factory.mktemp("nginx")
    (folder / "temp").mkdir()
    papers = certificate(folder)
    with served() as site:
        text, secure, plain = _fitted(folder, papers, site.port)
        (folder / "nginx.conf").write_text(text, encoding="utf-8")
        command = [str(NGINX), "-p", str(folder), "-c", "nginx.conf", "-g", "daemon off;"]
        with (folder / "said").open("wb") as said:
            process = subprocess.Popen(command, stdout=said, stderr=said)
        try:
            _wait(secure)
            yield Proxied(secure, plain, folder, papers)
        finally:
            process.terminate()
            process.wait(10)


def _wait(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("nginx did not start")


def _files(folder: Path) -> dict[str, bytes]:
    return {str(f.relative_to(folder)): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_a_whole_visit_leaves_no_file_and_no_line(proxied: Proxied) -> None:
    before = _files(proxied.folder)
    with proxied.client() as client:
        page = client.get("/en/self", headers={"user-agent": CANARY, "cookie": f"a={CANARY}"})
        data = dict([*fields(page.text, {"danger_now": "yes"}), ("do", "results"), ("area", "")])
        assert client.post("/en/self", data=data).status_code == 200
        client.get(f"/{CANARY}?{CANARY}")
        client.post("/en/self", content=CANARY.encode() * 1000)
        client.post("/en/self", content=CANARY.encode() * 100_000)
    after = _files(proxied.folder)
    assert after.keys() == before.keys()
    assert not [name for name, data in after.items() if CANARY.encode() in data]
    assert not [name for name, data in after.items() if name == "said" and b"127.0.0.1" in data]


def test_bodies_and_headers_that_are_too_large_are_refused_with_numbers(proxied: Proxied) -> None:
    with proxied.client() as client:
        for answer in (
            client.post("/en/self", content=b"a" * 100_000),
            client.get("/en/", headers={"x": "a" * 40_000}),
        ):
            assert 400 <= answer.status_code < 600
            assert "tel:911" in answer.text
            assert answer.headers["cache-control"] == "no-store"


def test_plain_http_is_led_to_tls_and_tls_promises_to_stay(proxied: Proxied) -> None:
    led = httpx.get(f"http://127.0.0.1:{proxied.plain}/en/", trust_env=False)
    assert led.status_code == 308
    assert led.headers["location"].startswith("https://")
    with proxied.client() as client:
        answer = client.get("/en/")
    assert "max-age" in answer.headers["strict-transport-security"]
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.prove
def test_a_reader_is_served_beside_many_silent_senders(proxied: Proxied) -> None:
    silent = [socket.create_connection(("127.0.0.1", proxied.secure), timeout=5) for _ in range(90)]
    with proxied.client() as client:
        assert [client.get("/en/").status_code for _ in range(5)] == [200] * 5
    end = time.monotonic() + 75
    left = silent
    while left and time.monotonic() < end:
        left = [connection for connection in left if not is_cut(connection)]
        time.sleep(0.5)
    for connection in silent:
        connection.close()
    assert not left


def test_when_the_server_is_down_the_proxy_still_names_who_to_call(tmp_path: Path) -> None:
    (tmp_path / "temp").mkdir()
    papers = certificate(tmp_path)
    text, secure, plain = _fitted(tmp_path, papers, _free())
    (tmp_path / "nginx.conf").write_text(text, encoding="utf-8")
    command = [str(NGINX), "-p", str(tmp_path), "-c", "nginx.conf", "-g", "daemon off;"]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        _wait(secure)
        with Proxied(secure, plain, tmp_path, papers).client() as client:
            answer = client.get("/en/self")
        assert answer.status_code in (502, 503)
        assert "tel:911" in answer.text
    finally:
        process.terminate()
        process.wait(10)
