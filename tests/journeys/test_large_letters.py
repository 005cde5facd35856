"""Readers who double the font size can read the pages and call."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.conftest import NOWHERE
from tests.journeys.test_accessibility_layout import WIDE
from tests.journeys.walking import choose, step
from tests.promises.chromium import PATH

SIZES = {"phone": (390, 32), "small phone": (320, 24)}
"""Screen width and font size, in pixels."""
PAGES = ("", "self", "bystander", "help", "learn", "privacy", "nowhere")
CUT = """() => [...document.querySelectorAll(".number")].filter(one => one.offsetParent)
    .filter(one => one.scrollWidth > one.clientWidth + 1 && one.clientWidth)
    .map(one => one.textContent)"""


@pytest.fixture(params=SIZES)
def large(
    request: pytest.FixtureRequest, chromium: Browser, server: str, tmp_path: Path
) -> Iterator[Page]:
    """A page in a browser with a large default font size."""
    width, size = SIZES[request.param]
    chosen = {"webkit": {"webprefs": {"default_font_size": size}}}
    (tmp_path / "Default").mkdir()
    (tmp_path / "Default" / "Preferences").write_text(json.dumps(chosen))
    context = chromium.browser_type.launch_persistent_context(
        tmp_path,
        executable_path=PATH,
        args=["--no-sandbox", "--disable-gpu", NOWHERE],
        viewport={"width": width, "height": 780},
        base_url=server,
    )
    yield context.pages[0]
    context.close()


def test_everything_stays_on_the_screen_with_large_text(large: Page) -> None:
    faults: dict[str, object] = {}

    def look(name: str) -> None:
        wide, cut = large.evaluate(WIDE), large.evaluate(CUT)
        bar = large.locator(".bar").evaluate("one => one.offsetHeight")
        if wide or cut or bar > 120:
            faults[name] = (wide, cut, bar)

    for page in PAGES:
        large.goto(f"/en/{page}")
        look(page)
    large.goto("/en/self")
    assert large.evaluate("getComputedStyle(document.documentElement).fontSize") in ("32px", "24px")
    choose(large, {"danger_now": "yes"})
    look("danger")
    step(large, "results")
    look("results")
    assert not faults
