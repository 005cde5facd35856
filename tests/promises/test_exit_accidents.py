"""Accidental input does not leave the site, because answers that took courage would be lost."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

Act = Callable[[Page], None]


def _keys(*names: str) -> Act:
    """Press keys one after the other, as fast as possible."""

    def acts(page: Page) -> None:
        for name in names:
            page.keyboard.press(name)

    return acts


def _slowly(page: Page) -> None:
    """Press Shift as somebody does to pause and resume a screen reader."""
    for _ in range(5):
        page.keyboard.press("Shift")
        page.wait_for_timeout(900)


def _held(page: Page) -> None:
    for _ in range(3):
        page.keyboard.press("Shift", delay=600)


def _repeated(page: Page) -> None:
    """Hold a key down, so that the system repeats it."""
    for _ in range(3):
        for _ in range(4):
            page.keyboard.down("Shift")
        page.keyboard.up("Shift")


def _both_at_once(page: Page) -> None:
    for _ in range(2):
        page.keyboard.down("ShiftLeft")
        page.keyboard.down("ShiftRight")
        page.keyboard.up("ShiftLeft")
        page.keyboard.up("ShiftRight")


def _around(act: Act) -> Act:
    """Do something three times while Shift is held."""

    def acts(page: Page) -> None:
        for _ in range(3):
            page.keyboard.down("Shift")
            act(page)
            page.keyboard.up("Shift")

    return acts


def _between(act: Act) -> Act:
    """Do something between presses of Shift."""

    def acts(page: Page) -> None:
        for _ in range(4):
            page.keyboard.press("Shift")
            act(page)

    return acts


def _click(page: Page) -> None:
    page.mouse.click(8, 300)


def _wheel(page: Page) -> None:
    page.mouse.wheel(0, 40)
    page.wait_for_timeout(60)


def _touch(page: Page) -> None:
    page.touchscreen.tap(8, 300)


ACCIDENTS: dict[str, Act] = {
    "two presses": _keys("ShiftLeft", "ShiftRight"),
    "another key between": _keys("ShiftLeft", "ShiftLeft", "a", "ShiftLeft"),
    "capitals": _keys("Shift+A", "Shift+B", "Shift+C"),
    "with Control": _keys("Control+Shift", "Control+Shift", "Control+Shift"),
    "Escape": _keys("Escape", "Escape", "Escape"),
    "slowly": _slowly,
    "held": _held,
    "held until it repeats": _repeated,
    "both at once": _both_at_once,
    "Shift and click": _around(_click),
    "Shift and wheel": _around(_wheel),
    "Shift and touch": _around(_touch),
    "click between": _between(_click),
    "wheel between": _between(_wheel),
    "touch between": _between(_touch),
}


@pytest.fixture
def page(chromium: Browser, server: str) -> Iterator[Page]:
    """A page that accepts keyboard, mouse, and touch input."""
    context = chromium.new_context(has_touch=True, base_url=server)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("accident", ACCIDENTS)
def test_accidental_input_does_not_leave_the_site(page: Page, accident: str) -> None:
    page.goto("/en/learn")
    ACCIDENTS[accident](page)
    page.wait_for_timeout(50)
    assert page.locator("#main h1").is_visible()
    for key in ("ShiftLeft", "ShiftRight", "ShiftLeft"):
        page.keyboard.press(key)
    page.locator("#main h1").wait_for(state="hidden")


def test_the_skip_link_adds_no_history_entry(page: Page) -> None:
    page.goto("/en/self")
    steps = page.evaluate("history.length")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    assert page.evaluate("[history.length, location.hash]") == [steps, ""]
