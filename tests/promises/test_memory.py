"""What stays in the server's memory: counted and written down, since nobody can promise nothing."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.formposts import submit
from tests.promises.servers import Served, served

CANARY = "canary7f3a91"
OTHERS = 500
MEGABYTE = 1024 * 1024
pytestmark = [
    pytest.mark.prove,
    pytest.mark.skipif(os.getuid() != 0, reason="only root can read the memory of the server"),
]
Record = Callable[[str, object], None]


def _copies(pid: int, word: bytes) -> int:
    """How often a word stands in the memory that a process can write."""
    found = 0
    maps = Path(f"/proc/{pid}/maps").read_text(encoding="ascii")
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for start, end in re.findall(r"^(\w+)-(\w+) rw", maps, re.MULTILINE):
            memory.seek(int(start, 16))
            found += memory.read(int(end, 16) - int(start, 16)).count(word)
    return found


def _visit(client: httpx.Client, area: str) -> None:
    answers = {"danger_now": "no", "debt_owed": "yes"}
    assert submit(client, "self", answers, area=area).status_code == 200


def test_what_one_reader_sent_is_soon_written_over(record_property: Record) -> None:
    with served() as site, httpx.Client(base_url=site.address, timeout=20) as client:
        _visit(client, CANARY)
        before = _copies(site.process.pid, CANARY.encode())
        for _ in range(OTHERS):
            _visit(client, "")
        after = _copies(site.process.pid, CANARY.encode())
    record_property("copies of a reader's words in memory, right after", before)
    record_property(f"copies of a reader's words in memory, {OTHERS} visits later", after)
    assert after <= before


def test_memory_does_not_grow_with_the_number_of_readers(record_property: Record) -> None:
    with served() as site, httpx.Client(base_url=site.address, timeout=20) as client:
        sizes = []
        for _ in range(3):
            for _ in range(OTHERS):
                _visit(client, "us-ca")
            sizes.append(_resident(site))
    record_property(f"MB of memory after each {OTHERS} visits", sizes)
    assert sizes[-1] - sizes[0] < 5


def _resident(site: Served) -> float:
    return round(site.memory() / MEGABYTE, 1)


def test_a_word_that_is_in_memory_is_counted() -> None:
    kept = bytes(f"{CANARY}-{os.getpid()}", "ascii")
    assert _copies(os.getpid(), kept) > 0
