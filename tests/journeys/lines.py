"""Simulates a bad connection: a proxy delays or cuts off the responses of the real server."""

import contextlib
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

HEADERS = ("content-type", "content-security-policy", "cache-control", "location")


class Line:
    """How the connection treats the server's responses; tests can change it.

    `cut`: the number of body bytes that are sent, or None for all. `stalls`: whether the
    connection then stays open. `late`: seconds before the first byte. `body`: a page that the
    network sends in place of each response.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self.cut: int | None = None
        self.stalls = False
        self.late = 0.0
        self.body: str | None = None
        self.go_on = threading.Event()


@contextlib.contextmanager
def line_to(server: str) -> Iterator[Line]:
    """A connection to a server, with its own address."""
    own = ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    own.daemon_threads = True
    line = Line(f"http://127.0.0.1:{own.server_port}")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._pass_on(b"")

        def do_POST(self) -> None:
            self._pass_on(self.rfile.read(int(self.headers["content-length"])))

        def _pass_on(self, sent: bytes) -> None:
            cut, stalls, other = line.cut, line.stalls, line.body
            time.sleep(line.late)
            kinds = {"content-type": self.headers.get("content-type", "")} if sent else {}
            answer = httpx.request(
                self.command, server + self.path, content=sent, headers=kinds, timeout=20
            )
            body = answer.content if other is None else other.encode()
            self.send_response(answer.status_code if other is None else 200)
            for name in HEADERS if other is None else HEADERS[:1]:
                if name in answer.headers:
                    self.send_header(name, answer.headers[name])
            self.send_header("content-length", str(len(body)))
            self.send_header("connection", "close")
            self.end_headers()
            with contextlib.suppress(OSError):
                self.wfile.write(body[:cut])
                self.wfile.flush()
                if cut is not None:
                    time.sleep(0.3)  # until the browser has read the response
                if stalls and cut is not None:
                    line.go_on.wait(60)
                    self.wfile.write(body[cut:])

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    own.RequestHandlerClass = Handler
    thread = threading.Thread(target=own.serve_forever, daemon=True)
    thread.start()
    yield line
    line.go_on.set()
    own.shutdown()
    own.server_close()
