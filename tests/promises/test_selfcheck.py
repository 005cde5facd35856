"""`assessment selfcheck` distinguishes a good copy from a leaky one."""

import gzip
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest
import zstandard

from assessment.selfcheck import checked
from assessment.selfcheck.copy import Copy, length
from tests.promises.servers import LEAKY, served
from tests.proving import left_to_prove

COMPRESSED: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "zstd": zstandard.compress,
}


def _report(address: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "assessment", "selfcheck", address]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@contextmanager
def compressing_proxy(server: str, encoding: str) -> Iterator[str]:
    """The address of a proxy that compresses every body for clients that accept the encoding."""

    class Proxy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", 0)))
            headers = {k: v for k, v in self.headers.items() if k != "host"}
            headers["accept-encoding"] = "identity"
            answer = behind.request(self.command, self.path, content=body, headers=headers)
            wanted = encoding in self.headers.get("accept-encoding", "")
            self._send(answer, COMPRESSED[encoding] if wanted else None)

        do_HEAD = do_POST = do_PUT = do_GET

        def _send(self, answer: httpx.Response, packed: Callable[[bytes], bytes] | None) -> None:
            self.send_response(answer.status_code)
            sent = packed(answer.content) if packed else answer.content
            headers = {**answer.headers, "content-length": str(len(sent))}
            for name, value in headers.items():
                self.send_header(name, value)
            if packed:
                self.send_header("content-encoding", encoding)
            self.end_headers()
            self.wfile.write(b"" if self.command == "HEAD" else sent)

        def log_message(self, *_: object) -> None:
            pass

    with (
        httpx.Client(base_url=server, verify=False) as behind,  # noqa: S501  (no TLS here)
        ThreadingHTTPServer(("127.0.0.1", 0), Proxy) as proxy,
    ):
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{proxy.server_port}"
        proxy.shutdown()


def test_a_good_copy_passes_every_check(small_server: str) -> None:
    said = _report(small_server)
    assert said.returncode == 0, said.stdout
    assert "FAIL" not in said.stdout
    assert said.stdout.count("pass  ") == len(list(checked(small_server)))


def test_the_leaky_copy_fails_the_matching_checks() -> None:
    with served(command=LEAKY) as copy:
        faults = {check.promise: check.faults for check in checked(copy.address)}
        assert _report(copy.address).returncode == 1
    for promise in ("headers", "external", "who to call", "repeats", "same length"):
        assert [found for name, found in faults.items() if promise in name and found], promise


@pytest.mark.prove
@pytest.mark.parametrize("encoding", COMPRESSED)
def test_a_compressing_proxy_is_detected_by_its_lengths(server: str, encoding: str) -> None:
    with compressing_proxy(server, encoding) as address:
        failed = [check.promise for check in checked(address) if check.faults]
    assert [promise for promise in failed if "same length" in promise]


@pytest.mark.parametrize("encoding", COMPRESSED)
def test_a_compressed_page_is_decoded_and_counted_as_sent(server: str, encoding: str) -> None:
    plain = httpx.get(f"{server}/en/help", headers={"accept-encoding": "identity"})
    with compressing_proxy(server, encoding) as address:
        seen = Copy(address).ask("GET", "/en/help")
    assert seen.text == plain.text
    assert length(seen) < len(plain.content)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9",
        *map(left_to_prove, ["http://[::1", "http://a b", "http://x:99999", "ftp://x", "", "//"]),
    ],
)
def test_an_unreachable_copy_is_reported_in_one_line(address: str) -> None:
    said = _report(address)
    assert said.returncode == 1
    assert said.stderr.count("\n") == 1
    assert "Traceback" not in said.stderr
