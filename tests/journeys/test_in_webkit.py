"""Both tracks work in WebKitGTK, the closest browser to Safari that runs on Linux."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.promises import webkit
from tests.promises.webkit import WebKit
from tests.proving import left_to_prove

pytestmark = [pytest.mark.browser, webkit.NEEDED]
TOPICS = "return [...document.querySelectorAll('.topic')].map(one => one.dataset.topic)"
FIRST_ANSWER = """.topic[data-topic="{}"] label:has([data-option]:not([data-option=""]))"""


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Callable[[bool], WebKit]]:
    """Opens the browser, with or without JavaScript."""
    running: list[WebKit] = []

    def open_(script: bool) -> WebKit:
        running.append(WebKit(tmp_path / "profile", script=script))
        return running[-1]

    yield open_
    for browser in running:
        browser.kill()


def _walk(browser: WebKit, *, script: bool) -> None:
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
    ("track", "script"),
    [
        pytest.param("self", True, id="self-script-on"),
        left_to_prove("self", False, id="self-script-off"),
        left_to_prove("bystander", True, id="bystander-script-on"),
        left_to_prove("bystander", False, id="bystander-script-off"),
    ],
)
def test_in_webkit_a_track_leads_to_results_that_say_who_to_call(
    opened: Callable[[bool], WebKit], server: str, track: str, script: bool
) -> None:
    browser = opened(script)
    browser.go(f"{server}/en/")
    browser.follow(f'main a[href*="/en/{track}"]')
    assert browser.is_shown(".topic")
    _walk(browser, script=script)
    assert browser.is_shown(".outcome h1")
    assert browser.is_shown('.contact a[href^="tel:"]')
    assert browser.is_shown(".exit")
    assert not browser.is_shown(".topic")
