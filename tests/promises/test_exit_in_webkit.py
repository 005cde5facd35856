"""In WebKit, leaving blanks the page at once, and a hidden tab is blank."""

import socket
import time
from collections.abc import Callable, Iterator

import pytest

from tests.promises import webkit
from tests.promises.servers import LEAKY, served
from tests.promises.test_exit import TOOK, ZERO_WIDTH
from tests.promises.test_exit_in_firefox import ENTER, LOOK, PROBE, RIGHT_SHIFT, SEEN, SHIFT
from tests.promises.webkit import WebKit

pytestmark = [pytest.mark.browser, webkit.NEEDED]
SPACE = " "
AWAY = b"HTTP/1.0 200 OK\r\ncontent-type: text/html\r\n\r\n<title>Away</title><p>Away"


def _key(key: str) -> Callable[[WebKit], None]:
    def press(window: WebKit) -> None:
        window.run('document.querySelector(".exit").focus()')
        window.press(key)

    return press


WAYS: dict[str, Callable[[WebKit], None]] = {
    "click": lambda window: window.tap(".exit"),
    "enter": _key(ENTER),
    "space": _key(SPACE),
    "shift": lambda window: window.press(SHIFT, RIGHT_SHIFT, SHIFT),
}


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebKit]:
    browser = WebKit(tmp_path_factory.mktemp("webkit") / "profile", script=True)
    yield browser
    browser.kill()


def _seen(window: WebKit) -> list[str]:
    """The page's text, title, and icon, and the milliseconds until its second frame.

    The milliseconds are None if WebKit draws no more frames once the page is being left.
    """
    for _ in range(20):
        seen: list[str] = window.run(SEEN)
        if seen[-1]:
            break
        time.sleep(0.1)
    return seen


@pytest.mark.caught("test_in_webkit_the_leaky_copy_stays_visible")
@pytest.mark.prove
@pytest.mark.parametrize("way", WAYS)
def test_in_webkit_leaving_blanks_the_page_at_once_and_the_back_button_does_not_restore_it(
    window: WebKit, server: str, way: str, record_property: Callable[[str, object], None]
) -> None:
    window.go(f"{server}/en/help")
    window.go(f"{server}/en/self")
    window.click('[data-question="danger_now"] label:has([data-option="yes"])')
    window.click('[data-step="results"]')
    with socket.create_server(("127.0.0.1", 0)) as silence:
        silence.settimeout(10)
        window.run(PROBE.format(dead=f"http://127.0.0.1:{silence.getsockname()[1]}/"))
        WAYS[way](window)
        *seen, took = _seen(window)
        if took:
            record_property(TOOK, took)
        assert seen == ["", ZERO_WIDTH, "data:,"]
        with silence.accept()[0] as asked:
            asked.recv(4096)
            asked.sendall(AWAY)
        window.wait_for("document.title === 'Away'")
    window.back()
    assert window.address() == f"{server}/en/help"


@pytest.mark.caught("test_in_webkit_the_leaky_copy_stays_visible")
@pytest.mark.prove
def test_in_webkit_a_page_is_blank_in_a_background_tab(window: WebKit, server: str) -> None:
    window.go(f"{server}/en/self")
    assert window.run(LOOK) == "visible"
    window.open_tab()
    assert window.run("return document.visibilityState") == "hidden"
    assert window.run(LOOK) == "hidden"


@pytest.mark.prove
def test_in_webkit_the_leaky_copy_stays_visible(window: WebKit) -> None:
    with served(command=LEAKY) as copy:
        window.go(f"{copy.address}/en/self")
        window.open_tab()
        assert window.run(LOOK) == "visible"
        window.click("a.exit")
        assert window.run("return document.body.innerText") != ""
