"""In a stock Firefox, leaving blanks the page at once, and a hidden tab is blank."""

import socket
import time
from collections.abc import Callable, Iterator

import pytest

from tests.promises import firefox
from tests.promises.firefox import Firefox
from tests.promises.servers import LEAKY, served
from tests.promises.test_exit import TOOK, ZERO_WIDTH
from tests.proving import left_to_prove

pytestmark = [pytest.mark.browser, firefox.NEEDED]
SHIFT, RIGHT_SHIFT, ENTER = "\ue008", "\ue050", "\ue007"


def _keyboard(window: Firefox) -> None:
    window.run('document.querySelector("a.exit").focus()')
    window.press(ENTER)


WAYS: dict[str, Callable[[Firefox], None]] = {
    "click": lambda window: window.tap("a.exit"),
    "keyboard": _keyboard,
    "shift": lambda window: window.press(SHIFT, RIGHT_SHIFT, SHIFT),
}
PROBE = """document.documentElement.setAttribute("data-exit", "{dead}");
const tell = act => requestAnimationFrame(() => requestAnimationFrame(() =>
  document.documentElement.setAttribute("data-took", performance.now() - act.timeStamp)));
addEventListener("click", tell);
addEventListener("keyup", tell);"""
SEEN = """return [document.body.innerText, document.title,
  document.querySelector("link[rel=icon]").href,
  document.documentElement.getAttribute("data-took")];"""

LOOK = 'return getComputedStyle(document.querySelector("form, h1")).visibility'


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    browser = Firefox(tmp_path_factory.mktemp("firefox") / "profile", script=True)
    yield browser
    browser.kill()


@pytest.mark.caught("test_in_firefox_the_leaky_copy_stays_visible")
@pytest.mark.parametrize("way", [left_to_prove(way, unless=way == "shift") for way in WAYS])
def test_in_firefox_leaving_blanks_the_page_at_once_and_the_back_button_does_not_restore_it(
    window: Firefox, server: str, way: str, record_property: Callable[[str, object], None]
) -> None:
    window.go(f"{server}/en/help")
    window.go(f"{server}/en/self")
    window.click('[data-question="danger_now"] label:has([data-option="yes"])')
    window.click('[data-step="results"]')
    with socket.create_server(("127.0.0.1", 0)) as silence:
        silence.settimeout(5)
        window.run(PROBE.format(dead=f"http://127.0.0.1:{silence.getsockname()[1]}/"))
        WAYS[way](window)
        time.sleep(0.3)  # until both frames have been drawn
        *seen, took = window.run(SEEN)
        record_property(TOOK, took)
        silence.accept()[0].close()
    assert seen == ["", ZERO_WIDTH, "data:,"]
    window.back()
    assert window.address() == f"{server}/en/help"


@pytest.mark.caught("test_in_firefox_the_leaky_copy_stays_visible")
def test_in_firefox_a_page_is_blank_in_a_background_tab(window: Firefox, server: str) -> None:
    window.go(f"{server}/en/self")
    assert window.run(LOOK) == "visible"
    window.turn_to_tab(1)
    assert window.run("return document.visibilityState") == "hidden"
    assert window.run(LOOK) == "hidden"
    window.turn_to_tab(0)
    assert window.run(LOOK) == "visible"


def test_in_firefox_the_leaky_copy_stays_visible(window: Firefox) -> None:
    with served(command=LEAKY) as copy:
        window.go(f"{copy.address}/en/self")
        window.turn_to_tab(1)
        assert window.run(LOOK) == "visible"
        window.turn_to_tab(0)
        window.click("a.exit")
        assert window.run("return document.body.innerText") != ""
