"""Tests the promises on the pages that no other module covers."""

import re
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Page

from assessment.content.loading import Content
from assessment.resources import root
from tests.formposts import submit
from tests.journeys.walking import follow, step
from tests.promises.servers import LEAKY, served
from tests.small import CLEAR_ANSWERS, TRACKS

STORED = """async () => [
  document.cookie, localStorage.length, sessionStorage.length,
  (await indexedDB.databases()).length,
  "caches" in window ? (await caches.keys()).length : 0,
  (await navigator.serviceWorker.getRegistrations()).length,
]"""
NOTHING = ["", 0, 0, 0, 0, 0]
SCORE = re.compile(r"<(meter|progress)|\bscore\b|\b\d+ (of|out of) \d+\b|\d ?%")


@pytest.mark.caught("test_data_stored_by_the_leaky_copy_is_found")
def test_the_site_stores_nothing_of_its_own_in_the_browser(phone: Page) -> None:
    phone.goto("/en/self")
    phone.locator('[data-question="danger_now"] [data-option="yes"]').check()
    step(phone, "results")
    assert phone.evaluate(STORED) == NOTHING


def test_data_stored_by_the_leaky_copy_is_found(phone: Page) -> None:
    with served(command=LEAKY) as copy:
        phone.goto(f"{copy.address}/en/self")
        follow(phone, "button")
        assert phone.evaluate(STORED) != NOTHING


def _numbers(value: object) -> Iterator[object]:
    if isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _numbers(inner)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield value


@pytest.mark.parametrize("track", TRACKS)
def test_no_result_contains_a_score(small_client: httpx.Client, track: str) -> None:
    everything = {k: v for answers in CLEAR_ANSWERS.values() for k, v in answers.items()}
    for answers in (*CLEAR_ANSWERS.values(), everything):
        request = {"track": track, "answers": answers}
        told = small_client.post("/api/v1/assessment", json=request).json()
        assert told["indicators"]
        assert list(_numbers({**told, "contacts": []})) == []
        page = submit(small_client, track, answers).text
        assert not SCORE.search(page[page.index("<main") :])


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_helpers_reporting_duties_come_before_its_number(
    client: httpx.Client, content: Content, language: str
) -> None:
    cards = client.get(f"/{language}/help").text.split('<li class="card contact">')[1:]
    assert len(cards) > 10
    for card in cards:
        before, way, _ = card.partition('href="')
        assert way
        assert re.search(r'class="contact__reports">[^<]+<', before)


PROMISES = ("privacy.html", "start.html")
PROOF = re.compile(r"\{# Proof: ([\w/.]+)::(\w+) #\}$")


def _promises(page: str) -> list[str]:
    """The items of a page's first list of promises."""
    text = (root() / "templates" / page).read_text(encoding="utf-8")
    listed = re.search(r'<ul class="ticks">\n(.*?)\n *</ul>', text, re.DOTALL)
    assert listed
    return [line for line in listed[1].splitlines() if not line.strip().startswith("{%")]


@pytest.mark.parametrize("page", PROMISES)
def test_every_promise_on_a_page_names_the_test_that_proves_it(page: str) -> None:
    lines = _promises(page)
    assert len(lines) > 3
    for line in lines:
        proof = PROOF.search(line)
        assert proof, line
        source = (root() / "tests" / proof[1]).read_text(encoding="utf-8")
        assert f"\ndef {proof[2]}(" in source, line
