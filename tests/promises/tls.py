"""TLS for tests: a self-signed certificate, and the sizes of the records on the wire."""

import contextlib
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

APPLICATION_DATA = 23


class Certificate(NamedTuple):
    """A certificate for 127.0.0.1 and its key."""

    chain: Path
    key: Path


def certificate(folder: Path) -> Certificate:
    """Create a certificate that is valid for a day."""
    made = Certificate(folder / "chain.pem", folder / "key.pem")
    asked = "-x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=127.0.0.1"
    names = ["-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(made.key), "-out", str(made.chain)]
    subprocess.run(
        [str(shutil.which("openssl")), "req", *asked.split(), *names, *files],
        check=True,
        capture_output=True,
    )
    return made


class Spoken(NamedTuple):
    """An exchange as seen on the wire, and its plain text."""

    sent: tuple[int, ...]
    received: tuple[int, ...]
    plain: bytes


def spoken(port: int, chain: Path, request: bytes) -> Spoken:
    """Send a request on its own connection, and count the bytes of its data records."""
    context = ssl.create_default_context(cafile=str(chain))
    inward, outward = ssl.MemoryBIO(), ssl.MemoryBIO()
    session = context.wrap_bio(inward, outward, server_hostname="127.0.0.1")
    with socket.create_connection(("127.0.0.1", port), timeout=20) as wire:
        while True:
            with contextlib.suppress(ssl.SSLWantReadError):
                session.do_handshake()
                break
            wire.sendall(outward.read())
            inward.write(wire.recv(65536))
        wire.sendall(outward.read())
        session.write(request)
        sent = outward.read()
        wire.sendall(sent)
        received, plain = b"", b""
        while piece := wire.recv(65536):
            received += piece
            inward.write(piece)
            part, is_over = _read(session)
            plain += part
            if is_over:
                break
    return Spoken(tuple(_sizes(sent)), tuple(_sizes(received)), plain)


def _read(session: ssl.SSLObject) -> tuple[bytes, bool]:
    """The data available so far, and whether the other side has closed the session."""
    plain = b""
    try:
        while part := session.read(65536):
            plain += part
    except ssl.SSLWantReadError:
        return plain, False
    except ssl.SSLZeroReturnError:
        pass
    return plain, True


def _sizes(data: bytes) -> Iterator[int]:
    """Lengths of the application data records; in TLS 1.3, these include tickets and alerts."""
    at = 0
    while at + 5 <= len(data):
        length = int.from_bytes(data[at + 3 : at + 5], "big")
        if data[at] == APPLICATION_DATA:
            yield length
        at += 5 + length
