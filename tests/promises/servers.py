"""Starts separate servers for tests that would disturb other tests, and records their output."""

import contextlib
import os
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from tests.promises import leaky

INSTALLED = [sys.executable, "-m", "assessment", "serve", "--port", "0"]
QUICK = """
from assessment.cli import main
from assessment.web.editions import Editions
Editions.compress = lambda self: None
main()
"""
START = [sys.executable, "-c", QUICK, "serve", "--port", "0"]
"""Starts the server without the best compression, which keeps a core busy for half a minute."""
LEAKY = [sys.executable, leaky.__file__]
"""Starts the leaky copy of the site."""


class Served(NamedTuple):
    """A running server: its address, its process, and the file with its output."""

    address: str
    process: subprocess.Popen[bytes]
    output: Path

    @property
    def port(self) -> int:
        """The port of the server."""
        port = urlsplit(self.address).port
        assert port
        return port

    def memory(self) -> int:
        """Resident memory in bytes, including the workers."""
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
        return sum(_resident(Path(f"/proc/{p}/status")) for p in [str(pid), *children])

    def stop(self) -> str:
        """Stop the server, and return what it printed after its address."""
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(15)
        return self.output.read_text(errors="replace").partition("\n")[2]


def _resident(status: Path) -> int:
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) * 1024


@contextlib.contextmanager
def served(
    *options: str,
    command: list[str] | None = None,
    env: dict[str, str] | None = None,
    cwd: str | None = None,
) -> Iterator[Served]:
    """A server started by START, or by another command that prints its address first."""
    handle, name = tempfile.mkstemp(prefix="said-")
    process = subprocess.Popen(
        [*(command or START), *options],
        stdout=handle,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        cwd=cwd,
        # Without coverage, which slows the server and writes a file when it stops.
        env={k: v for k, v in os.environ.items() if "COV" not in k} | (env or {}),
    )
    os.close(handle)
    try:
        yield Served(_address(Path(name), process), process, Path(name))
    finally:
        if process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
        process.wait(15)
        os.unlink(name)


def _address(said: Path, process: subprocess.Popen[bytes]) -> str:
    """The address on the first line of the output, as soon as it is printed."""
    for _ in range(600):
        words = said.read_text(errors="replace").split()
        if found := next((word for word in words if word.startswith("http")), None):
            return found.rstrip("/")
        assert process.poll() is None, " ".join(words)
        time.sleep(0.05)
    raise TimeoutError("the server did not start")


def is_cut(connection: socket.socket) -> bool:
    """Whether the other side has closed the connection."""
    connection.setblocking(False)
    try:
        return connection.recv(1) == b""
    except (BlockingIOError, ssl.SSLWantReadError):
        return False
    except (ConnectionError, ssl.SSLError):
        return True


def sends(connection: socket.socket, data: bytes) -> bool:
    """Whether the other side still accepts data."""
    try:
        connection.sendall(data)
    except OSError:
        return False
    return True


def free_port() -> int:
    """A free port."""
    with socket.create_server(("127.0.0.1", 0)) as made:
        return int(made.getsockname()[1])
