"""Several processes behave like one server: they share a key and content, and stop together."""

import http.client
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import httpx
import pytest
from anyio.from_thread import start_blocking_portal

from assessment.serving.server import RENEW_SECONDS, TICKS_A_SECOND, Server, configured
from tests.formposts import fields
from tests.promises.servers import START, Served, served

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="these tests read /proc")


@pytest.fixture
def several() -> Iterator[Served]:
    with served("--workers", "3") as running:
        yield running


def _workers(running: Served) -> list[int]:
    pid = running.process.pid
    return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _are_gone(workers: list[int]) -> bool:
    for _ in range(100):
        if not any(Path(f"/proc/{worker}").exists() for worker in workers):
            return True
        time.sleep(0.1)
    return False


def _form(address: str) -> dict[str, str]:
    page = httpx.get(f"{address}/en/self", timeout=20)
    return dict([*fields(page.text, {"danger_now": "yes"}), ("do", "results"), ("area", "")])


def test_every_worker_can_read_forms_from_the_others(several: Served) -> None:
    """Any worker may accept a request; thirty requests reach all three workers."""
    data = _form(several.address)
    with httpx.Client(base_url=several.address, timeout=20) as client:
        client.headers["connection"] = "close"
        for _ in range(30):
            assert client.post("/en/self", data=data).status_code == 200
    for worker in _workers(several):
        assert b"Max core file size        0" in Path(f"/proc/{worker}/limits").read_bytes()


@pytest.mark.prove
def test_one_worker_is_one_process() -> None:
    with served("--workers", "1") as running:
        httpx.get(running.address, timeout=20)
        assert _workers(running) == []


def test_a_dead_worker_is_reported_and_replaced_and_the_form_still_works(several: Served) -> None:
    data = _form(several.address)
    before = _workers(several)
    for worker in before:
        os.kill(worker, signal.SIGKILL)
    with httpx.Client(transport=httpx.HTTPTransport(retries=10), timeout=20) as client:
        assert client.post(f"{several.address}/en/self", data=data).status_code == 200
    assert not set(before) & set(_workers(several))
    assert several.stop().count("worker stopped unexpectedly (exit code -9)") == 3


def test_all_workers_stop_with_their_parent(several: Served) -> None:
    httpx.get(several.address, timeout=20)
    workers = _workers(several)
    several.process.terminate()
    assert several.process.wait(15) == 0
    assert not [worker for worker in workers if Path(f"/proc/{worker}").exists()]


@pytest.mark.prove
def test_workers_stop_if_their_parent_is_killed(several: Served) -> None:
    httpx.get(several.address, timeout=20)
    workers = _workers(several)
    assert workers
    several.process.kill()
    assert _are_gone(workers)


@pytest.mark.prove
@pytest.mark.parametrize("delay", [0, 0.01, 0.02, 0.04])
def test_a_stop_signal_right_after_startup_reaches_every_worker(delay: float) -> None:
    with served("--workers", "8") as running:
        time.sleep(delay)
        running.process.terminate()
        assert running.process.wait(15) == 0


def _visits(port: int, headers: dict[str, str], seen: Counter[str]) -> None:
    """Repeat requests until nothing is listening, and count how each request ends."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    while True:
        try:
            if line.sock is None:
                line.connect()
        except OSError:
            return
        try:
            line.request("GET", "/en/self", headers=headers)
            line.getresponse().read()
            seen["answered"] += 1
        except (OSError, http.client.HTTPException):
            seen["cut"] += 1
            line.close()


@pytest.mark.prove
@pytest.mark.parametrize(
    ("workers", "number"),
    [
        pytest.param("3", signal.SIGTERM, id="three-by-systemd"),
        pytest.param("1", signal.SIGHUP, id="one-by-its-terminal"),
        pytest.param("1", signal.SIGTERM, id="one-by-systemd"),
        pytest.param("3", signal.SIGINT, id="three-by-ctrl-c"),
        pytest.param("3", signal.SIGHUP, id="three-by-their-terminal"),
    ],
)
def test_every_accepted_request_is_answered_during_shutdown(
    workers: str, number: signal.Signals
) -> None:
    seen: Counter[str] = Counter()
    with served("--workers", workers) as running:
        httpx.get(f"{running.address}/en/self", timeout=20)
        readers = [
            threading.Thread(target=_visits, args=(running.port, headers, seen))
            for headers in [{}, {"Connection": "close"}] * 8
        ]
        for reader in readers:
            reader.start()
        time.sleep(1)
        running.process.send_signal(number)
        running.process.wait(15)
        for reader in readers:
            reader.join(15)
    assert seen["answered"] > 20
    # One request may arrive between the last check and the closing of the socket.
    assert seen["cut"] <= 1


@pytest.mark.prove
def test_a_server_started_with_nohup_outlives_its_terminal() -> None:
    nohup = ["sh", "-c", 'trap "" HUP; exec "$@"', "sh", *START]
    with served(command=nohup) as running:
        running.process.send_signal(signal.SIGHUP)
        time.sleep(0.5)
        assert httpx.get(f"{running.address}/healthz", timeout=20).text == "ok"


PROBE = """
import os, signal, socket, sys, time
from assessment.serving import workers
workers.STOP_SECONDS = 1
def say(line):
    os.write(1, f"{{line}}\\n".encode())
def work():
    say("started")
    {work}
listening = socket.create_server(("127.0.0.1", 0))
try:
    workers.Workers(listening, work, lambda: None, say).run(2)
finally:
    say("cleaned up")
"""


def _probe(work: str, seconds: float) -> tuple[str, str, int]:
    """The output of two workers that run `work`, when their parent is stopped after a delay."""
    program = textwrap.dedent(PROBE).format(work=work)
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        first = process.stdout.readline()
        time.sleep(seconds)
        process.terminate()
        said, errors = process.communicate(timeout=20)
    return first + said, errors, process.returncode


@pytest.mark.prove
def test_a_worker_that_fails_at_once_is_restarted_at_most_once_a_second() -> None:
    said, _, code = _probe("raise RuntimeError('canary')", 2.5)
    assert 4 <= said.count("started") <= 6
    assert "A worker stopped unexpectedly (exit code 1)" in said
    assert code == 0


@pytest.mark.parametrize("error", ["RuntimeError('canary')", "SystemExit('canary')"])
def test_an_exception_in_a_worker_does_not_propagate(error: str) -> None:
    said, errors, _ = _probe(f"raise {error}", 0.5)
    assert said.count("cleaned up") == 1
    assert "canary" not in said + errors


@pytest.mark.prove
def test_a_hanging_worker_is_eventually_killed() -> None:
    hangs = "signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    said, _, code = _probe(hangs, 0.5)
    assert said.endswith("cleaned up\n")
    assert code == 0


def test_expired_keys_are_discarded_even_if_the_system_time_is_set_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    renew = Mock()
    server = Server(configured(Mock()), renew)
    server.config.load()
    with start_blocking_portal() as portal:
        for minute in range(3):
            monkeypatch.setattr(time, "time", lambda back=minute * 3600: 2_000_000_000 - back)
            for tick in range(RENEW_SECONDS * TICKS_A_SECOND):
                portal.call(server.on_tick, minute * RENEW_SECONDS * TICKS_A_SECOND + tick)
    assert renew.call_count == 3
