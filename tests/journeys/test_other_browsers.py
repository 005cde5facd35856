"""Both tracks work in Firefox, and in WebKitGTK, the closest browser to Safari on Linux."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.journeys.languages import offered
from tests.promises import firefox, webkit
from tests.promises.firefox import Firefox
from tests.promises.webkit import WebKit
from tests.proving import left_to_prove

pytestmark = pytest.mark.browser
OTHER_SCRIPTS = {"ar", "zh-hans"}.intersection(offered())
"""A language that runs from right to left, and one without spaces between words."""
ENGINES = {"firefox": (Firefox, firefox.NEEDED), "webkit": (WebKit, webkit.NEEDED)}
SAMPLE = {"firefox-ar-self-off", "webkit-en-self-on"}
TOPICS = "return [...document.querySelectorAll('.topic')].map(one => one.dataset.topic)"
FIRST_ANSWER = """.topic[data-topic="{}"] label:has([data-option]:not([data-option=""]))"""
SHOWN = "return [...document.querySelectorAll('{}')].some(one => one.getClientRects().length > 0)"


class Way(NamedTuple):
    """A track in a language, with or without JavaScript."""

    lang: str
    track: str
    script: bool

    def __str__(self) -> str:
        return f"{self.lang}-{self.track}-{'on' if self.script else 'off'}"


WAYS = [
    Way(lang, track, script)
    for lang in ("en", *sorted(OTHER_SCRIPTS))
    for track in ("self", "bystander")
    for script in (True, False)
]


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[str, bool], Firefox | WebKit]]:
    """Opens one of the browsers, with or without JavaScript."""
    running: list[Firefox | WebKit] = []

    def open_(engine: str, script: bool) -> Firefox | WebKit:
        running.append(ENGINES[engine][0](tmp_path / "profile", script=script))
        return running[-1]

    yield open_
    for browser in running:
        browser.kill()


def _is_shown(browser: Firefox | WebKit, css: str) -> bool:
    return bool(browser.run(SHOWN.format(css)))


def _walk(browser: Firefox | WebKit, *, script: bool) -> None:
    """Answer the first question of each topic and go to the results."""
    browser.run("document.querySelectorAll('.more').forEach(one => { one.open = true; })")
    for topic in browser.run(TOPICS):
        browser.click(FIRST_ANSWER.format(topic))
        if script:
            browser.click('[data-step="next"]')
            time.sleep(0.6)  # The page ignores taps that come right after a step.
    if not script:
        browser.follow(".send button")


@pytest.mark.parametrize(
    ("engine", "way"),
    [
        left_to_prove(engine, way, id=name, unless=name in SAMPLE, marks=[needed])
        for engine, (_, needed) in ENGINES.items()
        for way in WAYS
        for name in [f"{engine}-{way}"]
    ],
)
def test_a_track_leads_to_results_that_say_who_to_call(
    opened: Callable[[str, bool], Firefox | WebKit], server: str, engine: str, way: Way
) -> None:
    browser = opened(engine, way.script)
    browser.go(f"{server}/{way.lang}/")
    browser.follow(f'main a[href*="/{way.lang}/{way.track}"]')
    assert _is_shown(browser, ".topic")
    _walk(browser, script=way.script)
    assert f'lang="{way.lang}"' in browser.source()
    for part in (".outcome h1", '.contact a[href^="tel:"]', ".exit"):
        assert _is_shown(browser, part)
    assert not _is_shown(browser, ".topic")
