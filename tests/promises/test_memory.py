"""Measures and reports how much data stays in the server's memory, which cannot be zero."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.formposts import submit
from tests.promises.servers import Served, served
from tests.small import ABROAD, VARIABLES

CANARY = "canary7f3a91"
OTHERS = 500
FEW = 20
"""Copies that buffers can contain by chance; if data were kept, each visit would leave one."""
MEGABYTE = 1024 * 1024
pytestmark = [
    pytest.mark.prove,
    pytest.mark.skipif(os.getuid() != 0, reason="only root can read the memory of the server"),
]
Record = Callable[[str, object], None]


def _copies(pid: int, word: bytes) -> int:
    """The number of copies of a word in the writable memory of a process."""
    found = 0
    maps = Path(f"/proc/{pid}/maps").read_text(encoding="ascii")
    with open(f"/proc/{pid}/mem", "rb", buffering=0) as memory:
        for start, end in re.findall(r"^(\w+)-(\w+) rw", maps, re.MULTILINE):
            memory.seek(int(start, 16))
            found += memory.read(int(end, 16) - int(start, 16)).count(word)
    return found


def _visit(client: httpx.Client, area: str) -> None:
    answers = {"danger": "no", "key": "yes"}
    assert submit(client, "self", answers, area=area).status_code == 200


@pytest.fixture
def site() -> Iterator[Served]:
    with served(env=VARIABLES) as running:
        yield running


def test_readers_data_does_not_accumulate_in_memory(site: Served, record_property: Record) -> None:
    counts = []
    with httpx.Client(base_url=site.address, timeout=20) as client:
        for visits in (1, OTHERS):
            for _ in range(visits):
                _visit(client, CANARY)
            counts.append(_copies(site.process.pid, CANARY.encode()))
    record_property("copies of a reader's words in memory, right after a visit", counts[0])
    record_property(
        f"copies of a reader's words in memory, after {OTHERS} more such visits", counts[1]
    )
    assert max(counts) < FEW


def test_memory_does_not_grow_with_the_number_of_readers(
    site: Served, record_property: Record
) -> None:
    with httpx.Client(base_url=site.address, timeout=20) as client:
        sizes = []
        for _ in range(3):
            for _ in range(OTHERS):
                _visit(client, ABROAD)
            sizes.append(_resident(site))
    record_property(f"MB of memory after each {OTHERS} visits", sizes)
    assert sizes[-1] - sizes[0] < 5


def _resident(site: Served) -> float:
    return round(site.memory() / MEGABYTE, 1)


def test_a_word_in_memory_is_counted() -> None:
    kept = bytes(f"{CANARY}-{os.getpid()}", "ascii")
    assert _copies(os.getpid(), kept) > 0
