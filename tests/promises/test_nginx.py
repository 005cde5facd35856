"""Tests the shipped nginx configuration in a real nginx in front of a real server."""

import os
import re
import shlex
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from assessment.resources import root
from tests.formposts import fields
from tests.promises.servers import free_port, is_cut, sends, served
from tests.promises.tls import Certificate, certificate
from tests.proving import needs

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
TOR = shutil.which("tor")
CANARY = "canary7f3a"
PATIENCE = 60
"""Seconds; the time limits are ten seconds, and a busy machine is slow."""
pytestmark = needs(NGINX, "nginx-light")


class Proxied(NamedTuple):
    """A running nginx: its ports, its folders, and the certificate to trust."""

    secure: int
    plain: int
    folder: Path
    challenges: Path
    papers: Certificate

    @property
    def onion(self) -> Path:
        """The socket to which Tor connects."""
        return self.folder / "onion.sock"

    @property
    def trusted(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.papers.chain))

    def client(self, address: str = "127.0.0.1") -> httpx.Client:
        """A reader with their own address, because limits apply per address."""
        line = httpx.HTTPTransport(verify=self.trusted, local_address=address, trust_env=False)
        return httpx.Client(base_url=f"https://127.0.0.1:{self.secure}", transport=line, timeout=20)

    def connected(self) -> ssl.SSLSocket:
        """A TLS connection on which nothing has been sent."""
        line = socket.create_connection(("127.0.0.1", self.secure), timeout=5)
        return self.trusted.wrap_socket(line, server_hostname="127.0.0.1")


def _fitted(proxied: Proxied, behind: int) -> str:
    """The shipped file, with only the ports, the paths, and the certificate changed."""
    text = (root() / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    changes = {
        r"listen \[::\]:\d+[^;]*;": "",
        r"listen 80;": f"listen 127.0.0.1:{proxied.plain};",
        r"listen 443 ": f"listen 127.0.0.1:{proxied.secure} ",
        r"/run/nginx-onion.sock": str(proxied.onion),
        r"/etc/ssl/assessment/fullchain.pem": str(proxied.papers.chain),
        r"/etc/ssl/assessment/privkey.pem": str(proxied.papers.key),
        r"/var/lib/assessment-acme": str(proxied.challenges),
        r"/run/nginx.pid": str(proxied.folder / "nginx.pid"),
        r"127\.0\.0\.1:8000": f"127.0.0.1:{behind}",
    }
    for old, new in changes.items():
        text, count = re.subn(old, new, text)
        assert count, f"the shipped file has no {old}"
    temporary = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{name}_temp_path {proxied.folder / 'temp' / name};\n" for name in temporary)
    user = "user nobody nogroup;\n" if os.getuid() == 0 else ""
    return user + text.replace("http {", "http {\n" + places, 1)


@contextmanager
def running_nginx(folder: Path, behind: int, *changes: tuple[str, str]) -> Iterator[Proxied]:
    """A real nginx in front of a port, with the shipped file and `changes` to it."""
    (folder / "temp").mkdir()
    with tempfile.TemporaryDirectory() as challenges:
        Path(challenges).chmod(0o755)  # so that nginx's user can read it
        ports = (free_port(), free_port())
        proxied = Proxied(*ports, folder, Path(challenges), certificate(folder))
        text = _fitted(proxied, behind)
        for old, new in changes:
            assert old in text, f"the shipped file has no {old}"
            text = text.replace(old, new)
        (folder / "nginx.conf").write_text(text, encoding="utf-8")
        command = [str(NGINX), "-p", str(folder), "-c", "nginx.conf", "-g", "daemon off;"]
        with (folder / "said").open("wb") as said:
            process = subprocess.Popen(command, stdout=said, stderr=said)
        try:
            wait_for(proxied.secure)
            yield proxied
        finally:
            process.terminate()
            process.wait(10)


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxied]:
    with served() as site, running_nginx(tmp_path_factory.mktemp("nginx"), site.port) as running:
        yield running


def wait_for(port: int) -> None:
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


def _traces_of_a_visit(proxied: Proxied) -> list[str]:
    """The files that a visit created, or that contain traces of it."""
    before = _files(proxied.folder)
    with proxied.client() as client:
        page = client.get("/en/self", headers={"user-agent": CANARY, "cookie": f"a={CANARY}"})
        data = dict([*fields(page.text, {"danger_now": "yes"}), ("do", "results"), ("area", "")])
        assert client.post("/en/self", data=data).status_code == 200
        client.get(f"/{CANARY}?{CANARY}")
        client.post("/en/self", content=CANARY.encode() * 1000)
        client.post("/en/self", content=CANARY.encode() * 100_000)
    after = _files(proxied.folder)
    made = [name for name in after if name not in before]
    said = [name for name, data in after.items() if CANARY.encode() in data]
    return [*made, *said, *(["said"] if b"127.0.0.1" in after["said"] else [])]


@pytest.mark.caught("test_with_a_log_the_same_visit_leaves_a_line")
def test_a_whole_visit_leaves_no_file_and_no_log_line(proxied: Proxied) -> None:
    assert _traces_of_a_visit(proxied) == []


def test_with_a_log_the_same_visit_leaves_a_line(server: str, tmp_path: Path) -> None:
    change = ("access_log off;", f"access_log {tmp_path}/said;")
    with running_nginx(tmp_path, int(server.rpartition(":")[2]), change) as copy:
        assert "said" in _traces_of_a_visit(copy)


def test_oversized_bodies_and_headers_are_rejected_with_a_page_of_phone_numbers(
    proxied: Proxied,
) -> None:
    with proxied.client() as client:
        for answer in (
            client.post("/en/self", content=b"a" * 100_000),
            client.get("/en/", headers={"x": "a" * 40_000}),
        ):
            assert answer.status_code in (413, 431)
            assert "tel:911" in answer.text
            assert answer.headers["cache-control"] == "no-store"


def _plain(proxied: Proxied, path: str) -> httpx.Response:
    return httpx.get(f"http://127.0.0.1:{proxied.plain}{path}", trust_env=False)


def test_http_redirects_to_tls_and_tls_sends_hsts(proxied: Proxied) -> None:
    led = _plain(proxied, "/en/?area=us")
    assert led.status_code == 308
    assert re.fullmatch(r"https://[^/]+/en/\?area=us", led.headers["location"])
    # A browser may store a permanent redirect, and with it a trace of the visit.
    assert led.headers["cache-control"] == "no-store"
    with proxied.client() as client:
        answer = client.get("/en/")
    assert "max-age" in answer.headers["strict-transport-security"]
    assert answer.headers["cache-control"] == "no-store"


def test_the_certificate_authority_finds_its_challenge_without_tls(proxied: Proxied) -> None:
    """Otherwise, the certificate would expire after three months and lock everybody out."""
    folder = proxied.challenges / ".well-known" / "acme-challenge"
    folder.mkdir(parents=True)
    (folder / "token").write_text("proof", encoding="ascii")
    found = _plain(proxied, "/.well-known/acme-challenge/token")
    assert (found.status_code, found.text) == (200, "proof")
    assert found.headers["cache-control"] == "no-store"
    assert _plain(proxied, "/.well-known/acme-challenge/other").status_code == 404


def test_the_self_signed_certificate_can_be_created_and_replaced(tmp_path: Path) -> None:
    guide = (root() / "deploy" / "README.md").read_text(encoding="utf-8")
    command = next(line for line in guide.splitlines() if line.strip().startswith("openssl req"))
    with running_nginx(tmp_path, free_port()) as running:
        before = ssl.get_server_certificate(("127.0.0.1", running.secure))
        made = command.replace("/etc/ssl/assessment/fullchain.pem", str(running.papers.chain))
        made = made.replace("/etc/ssl/assessment/privkey.pem", str(running.papers.key))
        subprocess.run(shlex.split(made), check=True, capture_output=True)
        os.kill(int((tmp_path / "nginx.pid").read_text(encoding="ascii")), signal.SIGHUP)
        for _ in range(100):
            after = ssl.get_server_certificate(("127.0.0.1", running.secure))
            if after != before:
                break
            time.sleep(0.1)
    assert after == running.papers.chain.read_text(encoding="ascii")


def _refused(address: str, client: httpx.Client) -> bool:
    """Whether the rate limit rejects one of many rapid requests."""
    return any(client.get(f"{address}/healthz").status_code == 429 for _ in range(400))


def test_many_requests_from_one_address_are_rejected(proxied: Proxied) -> None:
    with proxied.client("127.0.0.3") as client:
        assert _refused("", client)


@contextmanager
def _with_onion(folder: Path, server: str, *more: tuple[str, str]) -> Iterator[Proxied]:
    """nginx with the changes that the shipped file describes for an onion service."""
    behind = int(server.rpartition(":")[2])
    with running_nginx(folder, behind, ("# listen unix:", "listen unix:"), *more) as running:
        yield running


def _through_tor(proxied: Proxied) -> httpx.Client:
    line = httpx.HTTPTransport(uds=str(proxied.onion), trust_env=False)
    return httpx.Client(base_url=f"http://{'a' * 56}.onion", transport=line, timeout=20)


@pytest.mark.prove
def test_readers_who_share_an_onion_service_are_not_rejected(server: str, tmp_path: Path) -> None:
    with _with_onion(tmp_path, server) as running, _through_tor(running) as client:
        assert client.get("/en/").status_code == 200
        assert not _refused("", client)


@pytest.mark.prove
def test_a_flood_through_an_onion_service_does_not_lock_other_readers_out(
    server: str, tmp_path: Path
) -> None:
    lower = [("rate=200r/s", "rate=1r/s"), ("zone=together burst=400", "zone=together burst=4")]
    with _with_onion(tmp_path, server, *lower) as running:
        with _through_tor(running) as client:
            assert _refused("", client)
        with running.client() as reader:
            assert reader.get("/en/").status_code == 200


@pytest.mark.prove
def test_the_clear_site_can_name_its_onion_service(server: str, tmp_path: Path) -> None:
    named = ("# add_header Onion-Location", "add_header Onion-Location")
    with _with_onion(tmp_path, server, named) as running, running.client() as client:
        answer = client.get("/en/help?area=us")
    assert answer.headers["onion-location"] == "http://ADDRESS.onion/en/help?area=us"
    assert "max-age" in answer.headers["strict-transport-security"]


@needs(TOR, "tor")
def test_tor_accepts_its_configuration(tmp_path: Path) -> None:
    file = root() / "deploy" / "onion" / "torrc"
    command = [str(TOR), "--verify-config", "-f", str(file), "--DataDirectory", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert "unix:/run/nginx-onion.sock" in file.read_text(encoding="utf-8")


BEGINNINGS = {
    "nothing": b"",
    "headers": b"GET /en/ HTTP/1.1\r\n",
    "body": b"POST /en/self HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\n\r\n",
}


@pytest.mark.prove
@pytest.mark.parametrize("kind", BEGINNINGS)
def test_silent_and_slow_clients_are_disconnected_while_readers_are_served(
    proxied: Proxied, kind: str
) -> None:
    with ExitStack() as open_ones, proxied.client("127.0.0.2") as reader:
        left = [open_ones.enter_context(proxied.connected()) for _ in range(500)]
        left = [sender for sender in left if sends(sender, BEGINNINGS[kind])]
        end = time.monotonic() + PATIENCE
        while left and time.monotonic() < end:
            assert reader.get("/en/").status_code == 200
            left = [s for s in left if (sends(s, b"a") if BEGINNINGS[kind] else not is_cut(s))]
            time.sleep(0.5)
    assert not left


def test_when_the_server_is_down_the_proxy_still_says_who_to_call(tmp_path: Path) -> None:
    with running_nginx(tmp_path, free_port()) as alone, alone.client() as client:
        answer = client.get("/en/self")
    assert answer.status_code in (502, 503)
    assert "tel:911" in answer.text


OF_THE_PAGE = {
    "content-encoding",
    "content-length",
    "content-type",
    "date",
    "permissions-policy",
    "vary",
}
"""Headers that depend on the page; the proxy's own page has no script."""


def test_the_proxys_own_page_has_the_headers_of_the_server(
    proxied: Proxied, tmp_path: Path
) -> None:
    with proxied.client() as client:
        wanted = dict(client.get("/en/nowhere").headers)
    with running_nginx(tmp_path, free_port()) as alone, alone.client() as client:
        sent = dict(client.get("/en/").headers)
    assert sent.pop("content-security-policy").startswith("default-src 'none'")
    del wanted["content-security-policy"]
    same = wanted.keys() - OF_THE_PAGE
    assert {name: sent.get(name) for name in same} == {name: wanted[name] for name in same}


@pytest.mark.prove
def test_selfcheck_passes_behind_the_proxy(proxied: Proxied) -> None:
    address = f"https://127.0.0.1:{proxied.secure}"
    said = subprocess.run(
        [sys.executable, "-m", "assessment", "selfcheck", address],
        env={**os.environ, "SSL_CERT_FILE": str(proxied.papers.chain)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stdout + said.stderr


@pytest.mark.prove
@pytest.mark.parametrize("passed_on", ["/screen/", "/"], ids=["kept", "taken-off"])
def test_every_step_stays_under_the_sub_path_of_a_proxy(tmp_path: Path, passed_on: str) -> None:
    """Some proxies pass on the sub-path, and some remove it."""
    shipped = "location / {\n            proxy_pass http://assessment;"
    below = f"location /screen/ {{\n            proxy_pass http://assessment{passed_on};"
    with (
        served(env={"ASSESSMENT_ROOT_PATH": "/screen"}) as site,
        running_nginx(tmp_path, site.port, (shipped, below)) as running,
        running.client() as client,
    ):
        assert client.get("/screen/").headers["location"] == "/screen/en/"
        pages = [client.get(f"/screen/en/{page}") for page in ("", "help", "learn", "self")]
        assert [page.status_code for page in pages] == [200] * 4
        links = {
            link for page in pages for link in re.findall(r'(?:href|action)="(/[^"]*)', page.text)
        }
        assert links
        assert [link for link in links if not re.match(r"/screen/(?!screen)", link)] == []
        data = dict([*fields(pages[-1].text, {"danger_now": "yes"}), ("do", "results")])
        assert client.post("/screen/en/self", data=data).status_code == 200
