"""Hosts for exported files, each of which records the requests that it gets."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tests.promises.servers import free_port
from tests.promises.test_nginx import NGINX

REQUEST = re.compile(r'"[A-Z]+ (\S+) HTTP')
CONFIGURATION = """
pid {work}/pid;
error_log {work}/errors;
{user}
events {{}}
http {{
  types {{ text/html html; }}
  client_body_temp_path {work}/body;
  proxy_temp_path {work}/proxy;
  fastcgi_temp_path {work}/fastcgi;
  uwsgi_temp_path {work}/uwsgi;
  scgi_temp_path {work}/scgi;
  server {{
    listen 127.0.0.1:{port};
    root {folder};
    include {folder}/_nginx.conf;
    {logged}
  }}
}}
"""
"""The example in docs/export.md, with a log, which the snippet of an export turns off."""


class Hosted(NamedTuple):
    """Files on a running host: their address, and the host's log."""

    address: str
    log: Path

    def asked(self) -> list[str]:
        """The path of each request so far."""
        return REQUEST.findall(self.log.read_text(errors="replace"))


@contextmanager
def on_nginx(folder: Path, *, log: bool = True) -> Iterator[Hosted]:
    """The files on nginx, with the snippet of the export."""
    with TemporaryDirectory() as work:
        port, user = free_port(), "user root;" if os.getuid() == 0 else ""
        logged = f"location / {{ access_log {work}/log; }}" if log else ""
        shown = {"work": work, "port": port, "folder": folder, "user": user, "logged": logged}
        file = Path(work, "nginx.conf")
        file.write_text(CONFIGURATION.format(**shown), encoding="utf-8")
        Path(work, "log").touch()
        with _running([str(NGINX), "-c", str(file), "-g", "daemon off;"], port, Path(work, "said")):
            yield Hosted(f"http://127.0.0.1:{port}", Path(work, "log"))


@contextmanager
def on_python(folder: Path) -> Iterator[Hosted]:
    """The files on Python's own file server, as docs/export.md shows."""
    with TemporaryDirectory() as work:
        port, log = free_port(), Path(work, "log")
        command = [sys.executable, "-m", "http.server", "--bind", "127.0.0.1"]
        with _running([*command, "--directory", str(folder), str(port)], port, log):
            yield Hosted(f"http://127.0.0.1:{port}", log)


HOSTS: Mapping[str, Callable[[Path], AbstractContextManager[Hosted]]] = {
    "nginx": on_nginx,
    "python": on_python,
}


@contextmanager
def _running(command: list[str], port: int, log: Path) -> Iterator[None]:
    with log.open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said)
    try:
        _wait(port, process)
        yield
    finally:
        process.terminate()
        process.wait(10)


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert process.poll() is None, "the host did not start"
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("the host did not start")
