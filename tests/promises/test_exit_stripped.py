"""Leaving works even if browser functions that the exit's script uses are missing or broken."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, TimeoutError

from assessment.resources import root
from tests.journeys.lines import line_to
from tests.promises.test_exit import BEFORE, WAYS, ZERO_WIDTH
from tests.proving import left_to_prove

CODE = re.sub(r"//.*|\"[^\"\n]*\"", "", (root() / "static" / "leave.js").read_text())
USED = sorted(
    set(re.findall(r"\.(\w+)|new (\w+)\(", CODE)) | set(re.findall(r"()(\w+)(?=\()", CODE))
)
NAMES = sorted({first or second for first, second in USED} - {"addEventListener"})
"""Names that the script uses. Without event listeners, the exit is a plain link."""
SOME = {"stop", "key", "textContent"}
SETS = [
    pytest.param(SOME & set(NAMES), id="some"),
    left_to_prove(set(NAMES) - SOME, id="others"),
]

TAKEN = """([name, way]) => {
  const language = new Set(["Object", "Function", "Array", "String", "RegExp", "Promise"]);
  const broken = () => { throw new TypeError(`${name} does not work`); };
  const take = from => {
    const found = Object.getOwnPropertyDescriptor(from, name);
    if (!found || !found.configurable) return;
    if (way === "missing") delete from[name];
    else if (typeof found.value === "function") from[name] = broken;
  };
  for (const owner of Object.getOwnPropertyNames(window)) {
    if (language.has(owner) || !/^[A-Z]/.test(owner)) continue;
    if (window[owner] && window[owner].prototype) take(window[owner].prototype);
  }
  if (name !== "location" && name !== "setTimeout") take(window);
}"""


def leaves(page: Page, act: Callable[[Page], None]) -> bool:
    """Whether an action navigates away from the page."""
    try:
        with page.expect_request(lambda request: request.is_navigation_request(), timeout=2000):
            act(page)
    except TimeoutError:
        return False
    return True


@pytest.fixture
def opened(chromium: Browser, server: str) -> Iterator[Callable[[str, str], Page]]:
    """Opens a page in a browser in which a function is missing or broken."""
    context = chromium.new_context(base_url=server)
    pages: list[Page] = []

    def open_(name: str, how: str) -> Page:
        for page in pages:
            page.close()
        page = context.new_page()
        pages[:] = [page]
        page.add_init_script(f"({TAKEN})({[name, how]})")
        page.goto("/en/nowhere")
        return page

    yield open_
    context.close()


@pytest.mark.parametrize("names", SETS)
@pytest.mark.parametrize("how", ["missing", left_to_prove("broken")])
@pytest.mark.parametrize("way", [left_to_prove(way, unless=way == "shift") for way in WAYS])
def test_leaving_works_if_any_function_is_missing_or_broken(
    opened: Callable[[str, str], Page], way: str, how: str, names: set[str]
) -> None:
    assert {"stop", "cancel", "reset", "preventDefault", "getElementById"} <= set(NAMES)
    assert [name for name in sorted(names) if not leaves(opened(name, how), WAYS[way])] == []


def test_leaving_can_be_tried_again_after_a_failure(chromium: Browser, server: str) -> None:
    page = chromium.new_page(base_url=server)
    page.route(lambda url: "127.0.0.1" not in url, lambda route: route.abort("aborted"))
    page.goto("/en/self")
    assert leaves(page, WAYS["shift"])
    page.wait_for_timeout(100)
    assert page.title() == ZERO_WIDTH
    assert leaves(page, WAYS["shift"])
    page.close()


@pytest.mark.parametrize("at", ["</head>", "<main", "<fieldset"])
def test_leaving_works_while_the_page_is_still_loading(
    chromium: Browser, server: str, at: str
) -> None:
    with line_to(server) as line:
        context = chromium.new_context(base_url=line.address)
        page = context.new_page()
        page.goto("/en/self")
        line.cut = len(page.content().partition(at)[0].encode())
        line.stalls = True
        page.goto("/en/self", wait_until="commit")
        page.locator("html.live").wait_for(state="attached")
        assert page.evaluate("document.readyState") == "loading"
        assert leaves(page, WAYS["shift"])
        context.close()


def test_leaving_offline_blanks_the_page_and_the_back_button_does_not_restore_it(
    chromium: Browser, server: str
) -> None:
    context = chromium.new_context(base_url=server)
    page = context.new_page()
    page.goto(BEFORE)
    page.goto("/en/self")
    context.set_offline(True)
    blank = "document.title === '\\u200b' && document.body.innerText === ''"
    page.evaluate(f"addEventListener('keyup', () => localStorage.setItem('blank', {blank}))")
    with page.expect_event("requestfailed"):
        WAYS["shift"](page)
    page.wait_for_url("chrome-error://**")
    page.go_back()
    assert page.title() == "Before"
    context.set_offline(False)
    page.goto("/healthz")
    assert page.evaluate("localStorage.getItem('blank')") == "true"
    context.close()
