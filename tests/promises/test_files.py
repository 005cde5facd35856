"""Exported pages and the single file in each browser, served in each way.

`make test` runs one way in each browser; `make prove` runs all of them.
"""

import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Error
from selenium.common.exceptions import WebDriverException

from assessment.publishing.export import Export
from assessment.publishing.folder import write
from assessment.publishing.single import single
from assessment.settings import Settings
from assessment.web.app import read_inputs
from tests.promises import firefox, leaky, webkit
from tests.promises.conftest import Driver, Start
from tests.promises.hosts import HOSTS, Hosted
from tests.promises.traces import form_states, readable
from tests.proving import left_to_prove
from tests.small import (
    ABROAD,
    DAY,
    EMERGENCY,
    EMERGENCY_ABROAD,
    HOME,
    SETTINGS,
    TRACKS,
    folder_with,
)

pytestmark = pytest.mark.browser
FILE = "a b.html"
BROWSERS = {"chromium": [], "firefox": [firefox.NEEDED], "webkit": [webkit.NEEDED]}
ENDED = {"chromium-file-kill"}
RESULTS = "return document.querySelector('#results .results').innerText"
STATE = "return [history.length, location.href, performance.getEntriesByType('resource').length]"
SAID = "It is worth a talk"
CHOSEN = "return document.querySelectorAll('[data-option=\"yes\"]:checked').length"
PRESS = "document.querySelector('{}').click()"
PRINTED = "window.print = () => { document.title = 'printed'; };"
LEAKY = """<!doctype html><title>Leaky</title><button>Send</button>
<script>document.querySelector("button").onclick = function () {
  new Image().src = "ADDRESS?answer"; }</script>"""
SETTLE = 4
"""Seconds until a browser has stored its session."""
LEAVING = (Error, RuntimeError, WebDriverException)
"""What a driver raises if the page is replaced while a script runs in it."""


class Served(NamedTuple):
    """One way to serve the files: the first address, and the host if there is one."""

    address: str
    host: Hosted | None

    def asked(self) -> list[str]:
        """The requests so far, as the host has recorded them."""
        return self.host.asked() if self.host else []


class Way(NamedTuple):
    """How the files are served, the track that is answered, and how the visit ends."""

    host: str
    track: str
    end: str = "kill"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of the small content, with the single file beside it."""
    made = tmp_path_factory.mktemp("export")
    inputs, _ = read_inputs(SETTINGS, DAY)
    write(Export(inputs, DAY), made, lambda: None)
    (made / FILE).write_bytes(single(inputs, DAY, "en", HOME))
    return made


@pytest.fixture
def site(folder: Path, way: Way) -> Iterator[Served]:
    """The files, served in one way."""
    if way.host == "file":
        yield Served((folder / FILE).as_uri(), None)
        return
    with HOSTS[way.host](folder) as host:
        yield Served(f"{host.address}/en/", host)


def every_way(*hosts: str, sample: str) -> pytest.MarkDecorator:
    """Each browser with each of these hosts and each track; `make test` runs the sample."""
    ways = [
        left_to_prove(browser, Way(host, track), id=name, unless=name == sample, marks=marks)
        for browser, marks in BROWSERS.items()
        for host in hosts
        for track in TRACKS
        for name in [f"{browser}-{host}-{track}"]
    ]
    return pytest.mark.parametrize(("start", "way"), ways, indirect=["start"])


def opened(browser: Driver, site: Served, track: str) -> None:
    """Open the questions from the start page."""
    browser.go(site.address)
    if site.host:
        browser.follow(f'main a[href="/en/{track}/"]')
    else:
        browser.run(PRESS.format(f'a[href="#{track}"]'))
    until(browser, "document.documentElement.classList.contains('started')")


def until(browser: Driver, condition: str) -> None:
    """Wait for a condition in the page, even if another page replaces it during the wait."""
    for _ in range(100):
        with suppress(*LEAVING):
            if browser.run(f"return Boolean({condition})"):
                return
        time.sleep(0.1)
    raise TimeoutError(condition)


def answered(browser: Driver) -> str:
    """Answer the first question with yes, and return the text of the results."""
    for press in ('[data-question="danger"] [data-option="yes"]', '[data-step="results"]'):
        browser.run(PRESS.format(press))
    return str(browser.run(RESULTS))


@pytest.mark.caught("test_a_request_of_a_leaky_file_is_detected")
@every_way("file", *HOSTS, sample="chromium-nginx-self")
def test_a_visit_to_files_sends_nothing_after_the_page_has_loaded(
    start: Start, site: Served, way: Way
) -> None:
    browser = start(script=True)
    opened(browser, site, way.track)
    before, asked = browser.run(STATE), site.asked()
    assert EMERGENCY in answered(browser)
    browser.run(PRINTED + PRESS.format('[data-step="print"]'))
    assert browser.run("return document.title") == "printed"
    browser.run(PRESS.format('[data-step="edit"]'))
    time.sleep(0.5)  # By now, any request from a script would have arrived.
    assert (browser.run(STATE), site.asked()) == (before, asked)


@every_way(*HOSTS, sample="chromium-python-self")
def test_another_language_or_place_sends_only_its_address(
    start: Start, site: Served, way: Way
) -> None:
    browser = start(script=True)
    opened(browser, site, way.track)
    before, seen = browser.run("return history.length"), len(site.asked())
    answered(browser)
    browser.run(PRESS.format(f'[data-language="/es/{way.track}/"]'))
    until(browser, "document.documentElement.lang === 'es'")
    browser.run(f"document.getElementById('area').value = '{ABROAD}'")
    browser.run(PRESS.format('[data-step="place"]'))
    until(browser, f"location.pathname === '/es/{ABROAD}/{way.track}/'")
    assert site.asked()[seen:] == [f"/es/{way.track}/", f"/es/{ABROAD}/{way.track}/"]
    assert EMERGENCY_ABROAD in browser.run(RESULTS)
    assert browser.run("return history.length") == before
    assert browser.run(CHOSEN) == 1


@every_way("file", *HOSTS, sample="firefox-file-bystander")
def test_leaving_a_file_is_final(start: Start, site: Served, way: Way, elsewhere: str) -> None:
    browser = start(script=True)
    opened(browser, site, way.track)
    answered(browser)
    browser.run(f"document.documentElement.setAttribute('data-exit', '{elsewhere}')")
    with suppress(*LEAVING):
        browser.run(PRESS.format(".exit"))
    until(browser, "document.title === 'Away'")
    browser.back()
    assert "data-question" not in browser.source()
    if site.host:
        assert browser.address() == site.address


@pytest.mark.prove
@pytest.mark.parametrize("way", [Way("file", "self")], ids=["file"])
@pytest.mark.parametrize(
    "start", [pytest.param(name, marks=marks) for name, marks in BROWSERS.items()], indirect=True
)
def test_an_untouched_shared_screen_returns_to_the_start(
    start: Start, way: Way, tmp_path: Path
) -> None:
    content = folder_with(tmp_path)
    (content / "site.yaml").write_text("kiosk: 60", encoding="utf-8")
    inputs, _ = read_inputs(Settings(content=content), DAY)
    (tmp_path / FILE).write_bytes(single(inputs, DAY, "en", HOME))
    browser = start(script=True)
    opened(browser, Served((tmp_path / FILE).as_uri(), None), way.track)
    answered(browser)
    browser.run("document.documentElement.setAttribute('data-kiosk', '23')")
    until(browser, "!document.getElementById('still').hidden")
    assert browser.run(CHOSEN) == 1
    browser.run("document.documentElement.setAttribute('data-kiosk', '2')")
    until(browser, "document.body.className === 'on-start'")
    assert browser.run(CHOSEN) == 0
    assert browser.run("return document.getElementById('still').hidden")


@pytest.mark.parametrize("way", [Way("file", "self"), Way("python", "self")], ids=["file", "host"])
@pytest.mark.parametrize(
    "start", [pytest.param(name, marks=marks) for name, marks in BROWSERS.items()], indirect=True
)
@pytest.mark.prove
def test_a_request_of_a_leaky_file_is_detected(
    start: Start, site: Served, folder: Path, elsewhere: str, way: Way
) -> None:
    (folder / "leaky.html").write_text(LEAKY.replace("ADDRESS", elsewhere), encoding="utf-8")
    address = f"{site.host.address}/leaky.html" if site.host else (folder / "leaky.html").as_uri()
    browser = start(script=True)
    browser.go(address)
    before = browser.run(STATE)
    browser.run(PRESS.format("button"))
    time.sleep(0.5)
    assert browser.run(STATE) != before


def every_end(sample: set[str]) -> pytest.MarkDecorator:
    """Each browser with each host and each way to end a visit."""
    ways = [
        left_to_prove(browser, Way(host, "self", end), id=name, unless=name in sample, marks=marks)
        for browser, marks in BROWSERS.items()
        for host in ("file", *HOSTS)
        for end in ("kill", "close")
        for name in [f"{browser}-{host}-{end}"]
    ]
    return pytest.mark.parametrize(("start", "way"), ways, indirect=["start"])


def ended(browser: Driver, end: str) -> None:
    """End the visit, once the browser has had time to store it."""
    time.sleep(SETTLE)
    if end == "kill":
        browser.kill()
    else:
        browser.close()


def outside_the_cache(found: Mapping[str, set[str]]) -> set[str]:
    """Files with traces, except cached pages, because a page contains every possible result."""
    return {file for files in found.values() for file in files if "cache" not in file.lower()}


@pytest.mark.caught("test_the_profile_search_catches_a_leaky_file")
@every_end(ENDED)
def test_no_answer_to_a_file_stays_in_the_profile_or_in_a_restored_session(
    start: Start, site: Served, way: Way
) -> None:
    browser = start(script=True)
    opened(browser, site, way.track)
    seen = answered(browser)
    assert SAID in seen
    ended(browser, way.end)
    assert readable(browser.profile, ["127.0.0.1", "a%20b.html"]), "at least the address is found"
    found = readable(
        browser.profile, [line for line in seen.splitlines() if len(line) >= len(SAID)]
    )
    # Python's file server sends no header that keeps pages out of the cache.
    assert (outside_the_cache(found) if way.host == "python" else found) in ({}, set())
    assert form_states(browser.profile) == set()
    again = start(script=True, restore=True)
    shown = again.text()
    assert SAID not in shown
    assert "'yes'" not in shown


@every_end(ENDED)
def test_the_profile_search_catches_a_leaky_file(
    start: Start, site: Served, folder: Path, way: Way
) -> None:
    (folder / "leaky.html").write_text(leaky.FORM, encoding="utf-8")
    address = f"{site.host.address}/leaky.html" if site.host else (folder / "leaky.html").as_uri()
    browser = start(script=True)
    browser.go(address)
    browser.run(PRESS.format('[data-option="yes"]'))
    browser.run(PRESS.format("button"))
    until(browser, "location.search")
    ended(browser, way.end)
    assert outside_the_cache(readable(browser.profile, [leaky.ANSWER]))


@pytest.mark.caught("test_a_partly_filled_form_of_the_leaky_copy_is_caught")
@pytest.mark.prove
@pytest.mark.parametrize("way", [Way("nginx", "self")], ids=["nginx"])
@pytest.mark.parametrize(
    "start", ["chromium", pytest.param("firefox", marks=firefox.NEEDED)], indirect=True
)  # WebKit stores no form, not even the leaky copy's.
def test_a_partly_filled_form_of_a_file_without_javascript_is_not_stored(
    start: Start, site: Served, way: Way
) -> None:
    browser = start(script=False)
    browser.go(f"{site.address}self/")
    browser.click('[data-question="danger"] label:has([data-option="yes"])')
    time.sleep(SETTLE)  # Firefox stores the form of the visible page.
    browser.go(site.address)  # Chromium stores that of the previous page.
    ended(browser, way.end)
    assert form_states(browser.profile) == set()
