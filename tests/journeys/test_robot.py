"""A robot that taps hastily selects only its targets, and can always leave.

It looks at the screen, chooses a target, and taps there up to three times, 30 to 400 ms apart, as a
frightened or shaking hand would. The page may load only in part, and another language may load
late or never.
"""

import os
import random
import re
import time
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Browser, Error, Page

from tests.journeys.lines import Line, line_to
from tests.journeys.states import TRACKS, device

WIDTHS = (320, 390, 1280)
HEAD, WHOLE = 40_000, 140_000
"""The first bytes of a page: enough for at least its bar, and nearly all of the page."""
BLINK = 0.4
"""Maximum seconds between two taps on one target; after that, the robot looks again."""
JOURNEYS = int(os.environ.get("JOURNEYS", "66"))
"""Number of journeys. The environment variable can request more, such as JOURNEYS=1000."""

LOOK = """() => [...document.querySelectorAll("button, summary, .option, nav a, .actions a")]
  .map(one => {
    const box = one.getBoundingClientRect();
    const x = box.x + box.width / 2, y = box.y + box.height / 2;
    const top = document.elementFromPoint(x, y);
    const asked = one.closest("[data-question]"), input = one.querySelector("[data-option]");
    return {x, y, there: one.contains(top) && !one.matches(".exit, .leave"),
            answer: input ? `${asked.dataset.question}=${input.dataset.option}` : ""};
  }).filter(one => one.there)"""
CHOSEN = """() => [...document.querySelectorAll("[data-question] input:checked")]
  .map(one => `${one.closest("[data-question]").dataset.question}=${one.dataset.option}`)
  .filter(one => !one.endsWith("="))"""
COMPLETE = "() => document.readyState === 'complete'"
CALLS = """addEventListener("click", event => {
  const link = event.target.closest && event.target.closest("a[href^='tel:'], a[href^='sms:']");
  if (link && !event.defaultPrevented) console.log("called " + link.href);
});"""


CALLED = re.compile("called .*")


class Journey(NamedTuple):
    """What happened during a robot's journey."""

    seed: int
    unwanted: list[str]
    has_exit: bool
    has_number: bool
    leaves: bool

    @property
    def is_good(self) -> bool:
        """Whether the journey would be acceptable for somebody in danger."""
        return not self.unwanted and self.has_exit and self.has_number and self.leaves


def _asked(page: Page, script: str, value: object = None) -> Any:
    """The result of a script, which is retried if the page has just changed."""
    for _ in range(20):
        try:
            return page.evaluate(script, value)
        except Error:
            page.wait_for_timeout(100)
    raise TimeoutError("the page did not respond")


def _tap(page: Page, chance: random.Random, aimed: set[str]) -> None:
    """Look, choose a target, and tap it once or more."""
    _asked(page, "share => scrollTo(0, document.body.scrollHeight * share)", chance.random())
    seen = _asked(page, LOOK)
    if not seen:
        return
    target = chance.choice(seen)
    aimed.add(target["answer"])
    last = time.monotonic()
    for _ in range(chance.randint(1, 3)):
        if time.monotonic() - last > BLINK:
            return
        last = time.monotonic()
        page.mouse.click(target["x"], target["y"])
        due = last + chance.uniform(0.03, BLINK - 0.02)
        page.wait_for_timeout(max(0, due - time.monotonic()) * 1000)


def _leaves(page: Page, chance: random.Random) -> bool:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    if chance.random() < 0.5:
        page.locator(".exit").first.click(no_wait_after=True)
    else:
        for _ in range(3):
            page.keyboard.press("Shift")
    for _ in range(40):
        if any(url.startswith("https:") for url in asked):
            return True
        page.wait_for_timeout(50)
    return False


def journey(browser: Browser, line: Line, seed: int) -> Journey:
    """One visit, generated from a seed."""
    chance = random.Random(seed)  # noqa: S311  (so that a journey can be repeated)
    context = device(
        browser, line.address, viewport={"width": chance.choice(WIDTHS), "height": 700}
    )
    page = context.new_page()
    page.add_init_script(CALLS)
    unwanted: list[str] = []
    page.on("console", lambda message: unwanted.extend(CALLED.findall(message.text)))
    is_cut = chance.random() < 0.3
    line.late, line.stalls = 0, chance.random() < 0.5
    line.cut = chance.randint(HEAD, WHOLE) if is_cut else None
    page.goto(f"/en/{chance.choice(TRACKS)}", wait_until="commit" if is_cut else "load")
    page.locator(".exit").wait_for()
    if chance.random() < 0.3:
        line.late, line.cut = chance.random(), chance.choice((None, HEAD))
    aimed: set[str] = set()
    for _ in range(chance.randint(4, 9)):
        _tap(page, chance, aimed)
        unwanted += sorted(set(_asked(page, CHOSEN)) - aimed)
    line.cut, line.late = None, 0
    made = Journey(
        seed,
        unwanted,
        page.locator(".exit").is_visible(),
        not _asked(page, COMPLETE) or page.locator("a[href^='tel:']:visible").count() > 0,
        _leaves(page, chance),
    )
    context.close()
    return made


@pytest.mark.prove
def test_hasty_taps_select_only_their_target_and_the_exit_always_works(
    chromium: Browser, server: str
) -> None:
    with line_to(server) as line:
        made = [journey(chromium, line, seed) for seed in range(JOURNEYS)]
    assert [one for one in made if not one.is_good] == []
