"""All pages in one file, opened from the disk in a real browser."""

import json
import random
import re
import time
import zlib
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from assessment.pages.layout import layout
from assessment.publishing.single import single
from assessment.screening.results import Screening
from assessment.settings import Settings
from assessment.web.app import read_inputs
from tests.journeys.test_export import IN_PAGE
from tests.journeys.walking import all_words, choose, step, walk, words
from tests.pages.test_parity import as_data, random_answers
from tests.promises import firefox, webkit
from tests.promises.firefox import Firefox
from tests.promises.webkit import WebKit
from tests.small import CLEAR_ANSWERS, DAY, EMERGENCY, HOME, SETTINGS, TRACKS

MOST_BYTES, MOST_ZIPPED = 450_000, 90_000
FIRST, CHOSEN = {"danger": "yes"}, '[data-question="danger"] [data-option="yes"]:checked'
"""An answer to the first question."""
VISIT = """
document.querySelector('a[href="#self"]').click();
document.querySelector('[data-question="danger"] [data-option="yes"]').click();
document.querySelector('[data-step="results"]').click();
"""
OTHERS = ("help", "learn", "guide", "privacy", "about")


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small content as one file, with a neutral name."""
    made = tmp_path_factory.mktemp("single") / "a b.html"
    inputs, _ = read_inputs(SETTINGS, DAY)
    made.write_bytes(single(inputs, DAY, "en", HOME))
    return made


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """A small phone without a network."""
    made = chromium.new_context(viewport={"width": 360, "height": 640}, offline=True)
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, file: Path) -> Page:
    """The opened file; any error in a script fails the test."""
    made = context.new_page()
    made.on("pageerror", lambda error: pytest.fail(str(error)))
    made.goto(file.as_uri())
    return made


def turn(page: Page, name: str) -> None:
    """Open another page of the file with the keyboard."""
    page.locator(f'a[href="#{name}"]:visible').first.press("Enter")
    page.locator(f"#{name}").wait_for(state="visible")


@pytest.mark.parametrize("track", TRACKS)
def test_a_whole_visit_to_the_file_sends_nothing_and_adds_no_history(
    page: Page, track: str
) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    before, address = page.evaluate("history.length"), page.url
    for name in OTHERS:
        turn(page, name)
    turn(page, "start")
    turn(page, track)
    walk(page, CLEAR_ANSWERS["keys"])
    step(page, "edit")
    turn(page, "help")
    assert sent == []
    assert (page.evaluate("history.length"), page.url) == (before, address)


@pytest.mark.parametrize("track", TRACKS)
def test_the_file_and_the_server_give_the_same_results(
    page: Page, track: str, small_screenings: dict[str, Screening]
) -> None:
    compare(page, small_screenings[track], 200)


@pytest.mark.prove
@pytest.mark.parametrize("track", TRACKS)
def test_the_file_and_the_server_give_the_same_results_for_many_answers(
    page: Page, track: str, small_screenings: dict[str, Screening]
) -> None:
    compare(page, small_screenings[track], 5000)


def compare(page: Page, screening: Screening, sets: int) -> None:
    """Compare the results that the file computes with those of the server."""
    rng = random.Random(screening.track)  # noqa: S311  (a fixed seed: the same sets on each run)
    given = [random_answers(screening.asked, rng) for _ in range(sets)]
    turn(page, screening.track)
    ran = page.evaluate(IN_PAGE, json.dumps(given))
    for answers, device in zip(given, json.loads(ran), strict=True):
        result = screening.assess(answers)
        assert device == [as_data(result), as_data(layout(result))], answers


@pytest.mark.parametrize("track", TRACKS)
def test_results_match_those_of_the_server(
    page: Page, chromium: Browser, small_server: str, track: str
) -> None:
    answers = CLEAR_ANSWERS["keys"] | CLEAR_ANSWERS["money"]
    turn(page, track)
    walk(page, answers)
    served = chromium.new_page(base_url=small_server)
    served.goto(f"/en/{track}")
    walk(served, answers)
    assert _without_places(page) == _without_places(served)
    served.close()


def _without_places(page: Page) -> str:
    """The results without the choice of a place, and without what depends on the time."""
    page.evaluate("document.querySelectorAll('.place, .tag').forEach(one => one.remove())")
    said = all_words(page, "#results").replace("For this place: Ásbay", "")
    return re.sub(r"\s", "", said)


def test_answers_stay_while_the_reader_looks_at_help(page: Page) -> None:
    turn(page, "self")
    choose(page, FIRST)
    turn(page, "help")
    page.locator("[data-return]").press("Enter")
    assert page.locator(CHOSEN).is_visible()


def test_the_start_page_deletes_the_answers(page: Page) -> None:
    turn(page, "self")
    choose(page, FIRST)
    assert page.locator(CHOSEN).count() == 1
    turn(page, "start")
    assert not page.locator("[data-return]").is_visible()
    assert page.locator("[data-question]").count() == 0
    turn(page, "self")
    assert page.locator(CHOSEN).count() == 0


def test_leaving_the_file_blanks_it_without_a_network(page: Page) -> None:
    turn(page, "self")
    choose(page, FIRST)
    page.evaluate("document.documentElement.setAttribute('data-exit', 'https://192.0.2.1/')")
    page.locator(".exit").click(no_wait_after=True)
    page.wait_for_function("!document.body || !document.body.innerText.includes('Leave')")
    assert page.locator("[data-question]").count() == 0


def test_only_the_numbers_are_printed(page: Page) -> None:
    turn(page, "self")
    walk(page, CLEAR_ANSWERS["keys"])
    page.emulate_media(media="print")
    assert page.locator("#results .sheet").is_visible()
    assert not page.locator("#results .outcome").is_visible()


def test_each_id_is_used_once(page: Page) -> None:
    for track in TRACKS:
        turn(page, "start")
        turn(page, track)
        ids = page.locator("[id]").evaluate_all("all => all.map(one => one.id)")
        assert [name for name, times in Counter(ids).items() if times > 1] == []


def test_every_link_within_the_file_leads_to_a_part(page: Page, file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert not re.search(r'(?:href|action)="/', text)
    for name in set(re.findall(r'href="#([a-z]+)"', text)) - {"main"}:
        assert page.locator(f"#{name}[data-page]").count() == 1, name


def test_without_javascript_all_pages_are_shown_and_questions_lead_to_help(
    chromium: Browser, file: Path
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(file.as_uri())
    for name in ("start", *OTHERS):
        assert page.locator(f"#{name} h1").is_visible()
    for track in TRACKS:
        assert page.locator(f'#{track} a[href="#help"]').is_visible()
    assert "results" in words(page, "#self")
    context.close()


@pytest.mark.prove
@pytest.mark.browser
@pytest.mark.parametrize(
    "engine",
    [pytest.param(Firefox, marks=firefox.NEEDED), pytest.param(WebKit, marks=webkit.NEEDED)],
)
def test_the_file_gives_results_in_other_browsers(
    engine: type[Firefox] | type[WebKit], file: Path, tmp_path: Path
) -> None:
    window = engine(tmp_path / "profile", script=True)
    try:
        window.go(file.as_uri())
        before = window.run("return history.length")
        window.run(VISIT)
        assert EMERGENCY in window.run("return document.querySelector('.results').innerText")
        assert window.run("return [history.length, location.hash]") == [before, ""]
        window.run("document.querySelector('a[href=\"#help\"]').click()")
        assert not window.run("return document.getElementById('help').hidden")
        window.tap(".exit")
        time.sleep(1)
        assert "Leave now" not in window.source()
    finally:
        window.kill()


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_shipped_file_is_small_enough_for_a_chat(language: str, day: date) -> None:
    inputs, _ = read_inputs(Settings(), day)
    made = single(inputs, day, language, inputs.area)
    assert len(made) <= MOST_BYTES
    assert len(zlib.compress(made, 9)) <= MOST_ZIPPED
