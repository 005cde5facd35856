"""One machine cannot bring down the server, even without a proxy."""

import socket
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from unittest.mock import Mock

import httpx
import pytest
from anyio.from_thread import start_blocking_portal
from uvicorn.server import ServerState

from assessment.serving.guarded import Guarded
from assessment.serving.limits import WANTED_FILES
from assessment.serving.server import configured
from tests.formposts import submit
from tests.promises.servers import START, Served, is_cut, sends, served

MEGABYTE = 1024 * 1024
MANY = 500
PATIENCE = 20
"""Seconds within which the server must disconnect; its own time limit is ten."""


@pytest.fixture(scope="module")
def bare() -> Iterator[Served]:
    """A server without a proxy, which must survive all tests in this module and print nothing."""
    with served() as running:
        httpx.get(f"{running.address}/en/self")
        yield running
        assert running.process.poll() is None
        assert running.stop() == ""


def _connected(port: int, count: int) -> list[socket.socket]:
    return [socket.create_connection(("127.0.0.1", port), timeout=5) for _ in range(count)]


def _close(sockets: list[socket.socket]) -> None:
    for connection in sockets:
        connection.close()


def _person(address: str) -> float:
    """The duration of a whole visit without JavaScript, in seconds."""
    began = time.monotonic()
    # Without TLS, because loading all certificates takes longer than the visit.
    with httpx.Client(base_url=address, timeout=10, verify=False) as client:  # noqa: S501
        assert submit(client, "self", {"debt_owed": "yes"}).status_code == 200
    return time.monotonic() - began


BEGINNINGS = {
    "nothing": b"",
    "headers": b"GET /en/ HTTP/1.1\r\n",
    "body": b"POST /en/self HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n",
}


@pytest.mark.prove
def test_silent_and_slow_clients_are_disconnected_while_readers_are_served(
    bare: Served, record_property: Callable[[str, object], None]
) -> None:
    before = bare.memory()
    senders = {kind: _connected(bare.port, MANY) for kind in BEGINNINGS}
    visits = []
    end = time.monotonic() + PATIENCE
    rest = {kind: [c for c in all_ if sends(c, BEGINNINGS[kind])] for kind, all_ in senders.items()}
    while any(rest.values()) and time.monotonic() < end:
        visits += [_person(bare.address) for _ in range(5)]
        rest["nothing"] = [c for c in rest["nothing"] if not is_cut(c)]
        for kind in ("headers", "body"):
            rest[kind] = [c for c in rest[kind] if sends(c, b"a")]
        time.sleep(0.3)
    assert not any(rest.values())
    slowest = sorted(visits)[len(visits) * 95 // 100]
    record_property(
        "milliseconds per visit during 1,500 bad connections, 95th percentile", slowest * 1000
    )
    assert bare.memory() - before < 50 * MEGABYTE
    for all_ in senders.values():
        _close(all_)


@pytest.mark.prove
def test_clients_that_never_read_the_response_are_disconnected(bare: Served) -> None:
    unread = [socket.socket() for _ in range(20)]
    for connection in unread:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        connection.connect(("127.0.0.1", bare.port))
        connection.sendall(b"GET /en/self HTTP/1.1\r\nHost: x\r\n\r\n" * 80)
    end = time.monotonic() + 60
    while _open_at(bare) and time.monotonic() < end:
        time.sleep(0.5)
    assert _open_at(bare) == 0
    _close(unread)


def _open_at(running: Served) -> int:
    """The number of open connections to the server."""
    with open(f"/proc/{running.process.pid}/net/tcp", encoding="ascii") as table:
        rows = [line.split() for line in table.readlines()[1:]]
    local = f"0100007F:{running.port:04X}"
    return sum(row[1] == local and row[3] in ("01", "08") for row in rows)


def _answer(port: int, *sent: bytes, seconds: float = 15) -> bytes:
    """The response to raw bytes; sending stops once the server has closed the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as connection:
        for piece in sent:
            if not sends(connection, piece):
                break
        answer = b""
        try:
            while piece := connection.recv(65536):
                answer += piece
        except (ConnectionError, TimeoutError):
            pass
        return answer


def _status(answer: bytes) -> int | None:
    """The status, or None if the server closed the connection without a response."""
    return int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/") else None


FORM = b"POST /en/self HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n"


def test_a_huge_header_is_rejected_and_not_kept_in_memory(bare: Served) -> None:
    before = bare.memory()
    pieces = [b"a" * MEGABYTE] * 24
    answer = _answer(bare.port, b"GET / HTTP/1.1\r\nHost: x\r\nX: ", *pieces)
    assert _status(answer) in (400, None)
    assert bare.memory() - before < 20 * MEGABYTE


def test_an_endless_chunked_body_is_rejected_and_not_kept_in_memory(bare: Served) -> None:
    before = bare.memory()
    chunk = b"%x\r\n" % MEGABYTE + b"a" * MEGABYTE + b"\r\n"
    answer = _answer(bare.port, FORM + b"Transfer-Encoding: chunked\r\n\r\n", *[chunk] * 200)
    assert _status(answer) in (413, None)
    assert bare.memory() - before < 20 * MEGABYTE


@pytest.mark.prove
def test_one_byte_chunks_with_huge_framing_are_not_kept_in_memory(bare: Served) -> None:
    before = bare.memory()
    chunk = b"1;" + b"x" * 4000 + b"\r\na\r\n"
    chunks = [*[chunk] * 5000, b"0\r\n\r\n"]
    answer = _answer(bare.port, FORM + b"Transfer-Encoding: chunked\r\n\r\n", *chunks)
    assert _status(answer) in (200, 400, 413, None)
    assert bare.memory() - before < 20 * MEGABYTE


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"&".join(b"f%d=1" % n for n in range(100_000)), 413),
        (b"a=" + b"x" * 20 * MEGABYTE, 413),
        (b"&".join(b"f%d=1" % n for n in range(1500)), 400),
        (b"&" * 16_000, 400),
    ],
    ids=["hundred-thousand-fields", "twenty-megabytes", "many-fields", "only-ampersands"],
)
def test_an_oversized_form_gets_a_page_that_says_so(bare: Served, body: bytes, status: int) -> None:
    before = bare.memory()
    head = FORM + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body)
    answer = _answer(bare.port, head, body)
    assert _status(answer) == status
    assert bare.memory() - before < 20 * MEGABYTE


SMUGGLED = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.mark.parametrize(
    "shape",
    [
        b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nabcdef",
        b"Content-Length: -1\r\n\r\n",
        b"Content-Length: 0x10\r\n\r\n",
        b"Content-Length: +3\r\n\r\nabc",
        b"Content-Length : 5\r\n\r\nabcde",
        b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
        b"Transfer-Encoding: chunked\r\n\r\n1\nab\r\n0\r\n\r\n",
        b"Bad\x00Name: x\r\n\r\n",
        b"Name: a\x00b\r\n\r\n",
    ],
    ids=repr,
)
def test_a_request_that_two_servers_could_parse_differently_is_rejected(
    bare: Served, shape: bytes
) -> None:
    answer = _answer(bare.port, FORM + shape, SMUGGLED)
    assert _status(answer) in (400, 501)
    assert answer.count(b"HTTP/1.1 ") == 1


def test_content_length_with_chunked_encoding_closes_the_connection(bare: Served) -> None:
    """In RFC 9112 (6.3), chunked encoding wins, and later bytes must not be read as a request."""
    shape = b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    answer = _answer(bare.port, FORM + shape, SMUGGLED)
    assert answer.count(b"HTTP/1.1 ") == 1


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        (b"GET /en/ HTTP/1.0\r\n\r\n", 200),
        (b"GET /en/ HTTP/1.1\r\nConnection: close\r\n\r\n", 400),
        (b"GET /en/ HTTP/1.1\r\nHost: a\r\nHost: b\r\nConnection: close\r\n\r\n", 400),
        (b"GET /en/ HTTP/1.1\r\nHost: a/b?c\r\nConnection: close\r\n\r\n", 400),
        (b"GET /en/ HTTP/1.1\r\nHost: x y\r\nConnection: close\r\n\r\n", 400),
        (b"GET /en/ HTTP/1.1\r\nHost: [::1\r\nConnection: close\r\n\r\n", 400),
        (b"GET /en/ HTTP/1.1\r\nHost: \r\nConnection: close\r\n\r\n", 200),
        (b"GET /en/ HTTP/1.1\r\nHost: [::1]:80\r\nConnection: close\r\n\r\n", 200),
        (b"GET /en/ HTTP/1.1\r\nHost: x\r\n folded: y\r\nConnection: close\r\n\r\n", 400),
        (b"GET http://evil.example/en/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", 404),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
        (b"GET /en/ HTTP/9.9\r\nHost: x\r\n\r\n", 400),
        (b"GET  /en/ HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        (b"GET\r\n\r\n", 400),
    ],
    ids=repr,
)
def test_old_and_malformed_requests_get_the_standard_status(
    bare: Served, request_: bytes, status: int
) -> None:
    answer = _answer(bare.port, request_)
    assert _status(answer) == status
    assert b"Traceback" not in answer
    assert b"evil.example" not in answer


@pytest.mark.skipif(sys.platform != "linux", reason="needs prctl and /proc, which only Linux has")
def test_core_dumps_are_off_and_other_programs_cannot_read_the_memory(bare: Served) -> None:
    """The `/proc` entry of a process that is not dumpable always belongs to root."""
    pid = bare.process.pid
    with open(f"/proc/{pid}/limits", encoding="ascii") as limits:
        core = next(line for line in limits if line.startswith("Max core file size"))
    assert core.split()[4:6] == ["0", "0"]
    probe = textwrap.dedent("""
        import ctypes
        from assessment.serving.limits import keep_memory_private as keep
        dumpable = lambda: ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)
        before = dumpable(); keep(); print(before, dumpable())
    """)
    said = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert said.stdout.split() == ["1", "0"]


def test_a_burst_leaves_no_more_connections_than_the_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Guarded, "most", 40)

    async def burst() -> tuple[int, int]:
        config = configured(Mock())
        config.load()
        lines = [Mock() for _ in range(90)]
        for line in lines:
            Guarded(config, ServerState(), {}).connection_made(line)
        cut = [line.abort.called for line in lines]
        return sum(cut), sum(cut[:50])

    with start_blocking_portal() as portal:
        assert portal.call(burst) == (50, 50)


FEW_FILES = ["sh", "-c", 'ulimit -n 300; exec "$@"', "sh", *START]
"""A low limit, so that this process itself has enough file descriptors for the test."""
ONE_ANSWER = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
NEVER_READING = b"GET /en/self HTTP/1.1\r\nHost: x\r\n\r\n" * 20


@pytest.mark.prove
@pytest.mark.parametrize(
    "said", [b"", ONE_ANSWER, NEVER_READING], ids=["silent", "answered", "never-reading"]
)
def test_more_connections_than_file_descriptors_do_not_lock_readers_out(said: bytes) -> None:
    with served(command=FEW_FILES) as running:
        httpx.get(f"{running.address}/en/self", timeout=20)
        idle = []
        for _ in range(4):
            idle += _connected(running.port, 100)
            for connection in idle[-100:]:
                sends(connection, said)
            assert httpx.get(f"{running.address}/en/", timeout=20).status_code == 200
        _close(idle)


def test_the_limit_on_open_files_is_raised_as_far_as_the_system_allows() -> None:
    usual = ["sh", "-c", 'ulimit -S -n 256; exec "$@"', "sh", *START]
    with served(command=usual) as running, open(f"/proc/{running.process.pid}/limits") as limits:
        soft, hard = next(line for line in limits if "open files" in line).split()[3:5]
    assert int(soft) == min(WANTED_FILES, int(hard))
