"""Leaving takes one action: the page is blank at once, and the Back button does not bring it back.

With JavaScript, the leaky copy in each test is the same page without the exit's script. Without
JavaScript, it is the history entry of a plain link, which no site can prevent.
"""

import contextlib
import json
import socket
from collections.abc import Callable, Iterator
from itertools import product
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page

from tests.journeys.walking import follow
from tests.proving import left_to_prove

PAGES = ("", "self", "bystander", "help", "learn", "privacy", "nowhere")
WIDTHS = (320, 1280)
LANGUAGES = ("en", "es")
BEFORE = "data:text/html,<title>Before</title><p>Before"
ZERO_WIDTH = "\u200b"
TOOK = "milliseconds from the action to the second frame of the blank page"


class Place(NamedTuple):
    """One page in one language and width."""

    language: str
    page: str
    width: int


def _places(*, kept: int) -> list[object]:
    """`make test` tests some pages once; `make prove` tests each in every language and width."""
    few = [Place("en" if i % 2 else "es", p, WIDTHS[i // 2 % 2]) for i, p in enumerate(PAGES)]
    return [
        left_to_prove(place, id="-".join(map(str, place)), unless=place in few[:kept])
        for place in (Place(*parts) for parts in product(LANGUAGES, PAGES, WIDTHS))
    ]


def _shift(page: Page) -> None:
    for key in ("ShiftLeft", "ShiftRight", "ShiftLeft"):
        page.keyboard.press(key)


def _keyboard(page: Page) -> None:
    page.locator("a.exit").focus()
    page.keyboard.press("Enter")


def _space(page: Page) -> None:
    page.locator("a.exit").focus()
    page.keyboard.press("Space")


def _click(page: Page) -> None:
    page.locator("a.exit").click(no_wait_after=True)


def _middle(page: Page) -> None:
    page.locator("a.exit").click(button="middle", no_wait_after=True)


PROBE = """dead => {
  document.documentElement.setAttribute("data-exit", dead);
  const tell = act => requestAnimationFrame(() => requestAnimationFrame(() => {
    if (document.title.startsWith("\u200b")) console.log(JSON.stringify({
      text: document.body.innerText, title: document.title,
      icon: document.querySelector("link[rel=icon]").href,
      took: performance.now() - act.timeStamp}));
  }));
  for (const name of ["click", "auxclick", "keydown", "keyup"]) addEventListener(name, tell);
}"""
"""Chromium does not let tests query a page that is being left, so the page logs its state."""

WAYS: dict[str, Callable[[Page], None]] = {
    "click": _click,
    "middle": _middle,
    "keyboard": _keyboard,
    "space": _space,
    "shift": _shift,
}


@pytest.fixture
def opened(chromium: Browser, server: str) -> Iterator[Callable[..., Page]]:
    """Opens a page in a new window, with a previous page in its history and a dead destination."""
    contexts: list[BrowserContext] = []

    def open_(place: Place, *, script: bool = True) -> Page:
        context = chromium.new_context(
            viewport={"width": place.width, "height": 568}, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(BEFORE)
        page.goto(f"{server}/{place.language}/{place.page}")
        return page

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def silence() -> Iterator[socket.socket]:
    """A destination that accepts connections but never responds, like a server that hangs."""
    with socket.create_server(("127.0.0.1", 0)) as made:
        made.settimeout(5)
        yield made


@pytest.mark.caught("test_without_the_script_the_back_button_returns_and_the_test_detects_it")
@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("place", _places(kept=1))
def test_leaving_blanks_the_page_at_once_even_if_the_destination_is_down(
    opened: Callable[..., Page],
    silence: socket.socket,
    place: Place,
    way: str,
    record_property: Callable[[str, object], None],
) -> None:
    page = opened(place)
    page.on("dialog", lambda dialog: pytest.fail(f"unexpected dialog: {dialog.type}"))
    dead = f"http://127.0.0.1:{silence.getsockname()[1]}/"
    page.evaluate(PROBE, dead)
    # The second frame after the action is the one that stays on the screen.
    with page.expect_console_message() as seen:
        WAYS[way](page)
    told = json.loads(seen.value.text)
    record_property(TOOK, told.pop("took"))
    assert told == {"text": "", "title": ZERO_WIDTH, "icon": "data:,"}
    assert len(page.context.pages) == 1
    silence.accept()[0].close()  # The browser did request the destination.


@pytest.mark.caught("test_without_the_script_the_back_button_returns_and_the_test_detects_it")
@pytest.mark.parametrize("way", [left_to_prove(way, unless=way == "shift") for way in WAYS])
def test_the_back_button_does_not_bring_the_page_back(
    opened: Callable[..., Page], way: str
) -> None:
    page = opened(Place("en", "self", 320))
    page.locator('[data-question="danger_now"] [data-option="yes"]').check()
    page.locator('[data-step="results"]').click()
    page.route(
        lambda url: "127.0.0.1" not in url and url.startswith("http"),
        lambda route: route.fulfill(body="<title>Away</title>", content_type="text/html"),
    )
    WAYS[way](page)
    page.wait_for_url("https://*/**")
    page.go_back()
    assert page.title() == "Before"


def test_without_the_script_the_back_button_returns_and_the_test_detects_it(
    opened: Callable[..., Page],
) -> None:
    """The leaky copy: a plain link leaves its page in the history, and the page says so."""
    page = opened(Place("en", "learn", 320), script=False)
    # Replace the link's destination, because tests cannot control a redirect.
    page.route("**/leave*", lambda route: route.fulfill(body="Away", content_type="text/html"))
    follow(page, "a.exit")
    page.go_back()
    assert page.locator("h1").is_visible()


@pytest.mark.parametrize("place", _places(kept=2))
def test_without_javascript_a_single_link_leaves_the_site(
    opened: Callable[..., Page], place: Place
) -> None:
    page = opened(place, script=False)
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    with page.context.expect_event("requestfailed"), contextlib.suppress(Error):
        page.locator("a.exit").click()
    assert f"/leave?lang={place.language}" in asked[0]
    assert f"//{place.language}." in asked[1]


@pytest.mark.parametrize("place", _places(kept=3))
def test_the_exit_is_always_visible_and_never_covered(
    opened: Callable[..., Page], place: Place
) -> None:
    page = opened(place)
    for share in (0, 0.5, 1):
        page.evaluate("share => scrollTo(0, document.body.scrollHeight * share)", share)
        assert page.evaluate(
            """() => {
              const link = document.querySelector("a.exit"), box = link.getBoundingClientRect();
              const seen = box.top >= 0 && box.left >= 0 && box.right <= innerWidth;
              const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
              return seen && box.height >= 44 && box.width >= 44 && link.contains(top);
            }"""
        )


def test_the_page_is_blank_while_its_tab_is_in_the_background(opened: Callable[..., Page]) -> None:
    page = opened(Place("en", "self", 320))
    assert page.locator("h1").is_visible()
    _turn(page, "hidden")
    assert not page.locator("h1").is_visible()
    assert not page.locator("a.exit").is_visible()
    _turn(page, "visible")
    assert page.locator("h1").is_visible()


SHOWN = {
    "focus": """Object.defineProperty(document, "visibilityState", {value: "visible"});
                window.dispatchEvent(new Event("focus"))""",
    "pageshow": "window.dispatchEvent(new PageTransitionEvent('pageshow'))",
    "click": "document.documentElement.click()",
}


@pytest.mark.parametrize("sign", SHOWN)
def test_input_shows_a_hidden_page_again_without_a_visibility_event(
    opened: Callable[..., Page], sign: str
) -> None:
    page = opened(Place("en", "self", 320))
    _turn(page, "hidden")
    assert not page.locator("h1").is_visible()
    page.evaluate(SHOWN[sign])
    assert page.locator("h1").is_visible()


def test_a_hidden_page_is_not_blank_when_printed(
    opened: Callable[..., Page],
) -> None:
    page = opened(Place("en", "self", 320))
    page.locator('[data-step="results"]').click()
    _turn(page, "hidden")
    page.emulate_media(media="print")
    assert page.locator(".sheet").is_visible()


def test_leaving_does_not_sign_readers_out_of_other_sites_of_the_agency(
    opened: Callable[..., Page],
) -> None:
    page = opened(Place("en", "learn", 320), script=False)
    page.context.add_cookies([{"name": "session", "value": "1", "url": page.url}])
    with page.context.expect_event("requestfailed"), contextlib.suppress(Error):
        page.locator("a.exit").click()
    page.wait_for_timeout(200)
    assert [cookie["name"] for cookie in page.context.cookies()] == ["session"]


def _turn(page: Page, state: str) -> None:
    """Headless browsers never hide tabs, so the test sends the browser's event to the page."""
    page.evaluate(
        """state => {
          Object.defineProperty(document, "visibilityState", {value: state, configurable: true});
          document.dispatchEvent(new Event("visibilitychange"));
        }""",
        state,
    )


def test_no_page_asks_for_confirmation_before_leaving(opened: Callable[..., Page]) -> None:
    page = opened(Place("en", "self", 320))
    page.locator('[data-question="danger_now"] [data-option="yes"]').check()
    asked = page.evaluate(
        """() => { const event = new Event("beforeunload", {cancelable: true});
                   return !window.dispatchEvent(event) || window.onbeforeunload !== null; }"""
    )
    assert asked is False


def test_a_page_that_was_left_contains_no_answers(opened: Callable[..., Page]) -> None:
    page = opened(Place("en", "self", 320))
    page.locator('[data-question="danger_now"] [data-option="yes"]').check()
    page.locator('[data-step="results"]').click()
    left = page.evaluate(
        """() => { window.dispatchEvent(new PageTransitionEvent("pagehide", {persisted: true}));
                   return [document.getElementById("results").textContent,
                           [...document.querySelectorAll("input:checked")]
                             .filter(input => input.dataset.option).length]; }"""
    )
    assert left == ["", 0]
