"""The single file in a frame of a partner's page."""

import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from assessment.publishing.single import HEADERS, single, snippet
from assessment.web.app import read_inputs
from tests.promises.conftest import Driver, Start
from tests.promises.hosts import Hosted, on_nginx
from tests.promises.test_files import (
    BROWSERS,
    LEAVING,
    PRESS,
    RESULTS,
    SAID,
    ended,
    outside_the_cache,
    until,
)
from tests.promises.traces import form_states, readable
from tests.proving import left_to_prove
from tests.small import DAY, EMERGENCY, HOME, SETTINGS

pytestmark = pytest.mark.browser
FILE = "notes.html"
OPENED = "return document.documentElement.classList.contains('{}')"
EVERY_BROWSER = [
    left_to_prove(name, id=name, unless=name == "chromium", marks=marks)
    for name, marks in BROWSERS.items()
]
every_browser = pytest.mark.parametrize("start", EVERY_BROWSER, indirect=True)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    """A shop's page with a button that opens the questions, and the headers for the file."""
    folder = tmp_path_factory.mktemp("shop")
    inputs, _ = read_inputs(SETTINGS, DAY)
    (folder / FILE).write_bytes(single(inputs, DAY, "en", HOME, framed=True))
    page = f"<!doctype html><title>Shop</title><p>Shoes</p>{snippet(inputs, 'en', FILE)}"
    (folder / "index.html").write_text(page, encoding="utf-8")
    (folder / "before.html").write_text("<!doctype html><title>Before</title>", encoding="utf-8")
    lines = [f'add_header {name} "{value}";' for name, value in HEADERS.items()]
    (folder / "_nginx.conf").write_text("\n".join(lines), encoding="utf-8")
    with on_nginx(folder) as host:
        yield host


def opened(browser: Driver, site: Hosted) -> None:
    """Open the questions from the shop."""
    browser.go(f"{site.address}/before.html")
    browser.go(f"{site.address}/")
    browser.run(PRESS.format("button[data-questions]"))
    for _ in range(50):
        time.sleep(0.2)
        with suppress(*LEAVING):
            if browser.run_inside("return document.readyState") == "complete":
                break
    browser.run_inside(PRESS.format('a[href="#self"]'))


def answered(browser: Driver) -> str:
    """Answer the first question in the frame, and return the text of the results."""
    for press in ('[data-question="danger"] [data-option="yes"]', '[data-step="results"]'):
        browser.run_inside(PRESS.format(press))
    return str(browser.run_inside(RESULTS))


@every_browser
def test_a_visit_in_a_frame_adds_no_history_and_sends_nothing(start: Start, site: Hosted) -> None:
    browser = start(script=True)
    browser.go(f"{site.address}/")
    before, asked = browser.run("return history.length"), len(site.asked())
    opened(browser, site)
    assert EMERGENCY in answered(browser)
    assert browser.run("return history.length") == before + 2  # the two pages of the shop
    assert browser.address() == f"{site.address}/"
    sent = [path for path in site.asked()[asked:] if path != "/favicon.ico"]  # of the shop
    assert sent == ["/before.html", "/", f"/{FILE}"]


@every_browser
def test_the_scripts_of_a_partner_cannot_read_the_frame(start: Start, site: Hosted) -> None:
    browser = start(script=True)
    opened(browser, site)
    assert browser.run("return document.querySelector('iframe').contentDocument === null")


@every_browser
def test_leaving_the_frame_leaves_the_partners_page(
    start: Start, site: Hosted, elsewhere: str
) -> None:
    browser = start(script=True)
    opened(browser, site)
    answered(browser)
    browser.run_inside(f"document.documentElement.setAttribute('data-exit', '{elsewhere}')")
    with suppress(*LEAVING):
        browser.run_inside(PRESS.format(".exit"))
    until(browser, "document.title === 'Away'")
    browser.back()
    assert browser.address() == f"{site.address}/before.html"


@pytest.mark.caught("test_the_profile_search_catches_a_leaky_file")
@pytest.mark.parametrize("end", ["kill", left_to_prove("close", id="close")])
@every_browser
def test_no_answer_to_a_frame_stays_and_no_history_lists_it(
    start: Start, site: Hosted, end: str
) -> None:
    browser = start(script=True)
    opened(browser, site)
    seen = answered(browser)
    assert SAID in seen
    ended(browser, end)
    # Chromium and WebKit store the address of the frame in their session data.
    named = outside_the_cache(readable(browser.profile, [FILE]))
    assert [file for file in named if "session" not in file.lower()] == []
    assert readable(browser.profile, ["127.0.0.1"])
    assert readable(browser.profile, [x for x in seen.splitlines() if len(x) >= len(SAID)]) == {}
    assert form_states(browser.profile) == set()
    again = start(script=True, restore=True)
    assert SAID not in again.text()
