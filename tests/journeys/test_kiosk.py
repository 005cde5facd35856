"""A shared screen warns, deletes the answers, and returns to the start when nobody touches it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from assessment.errors import ContentError
from assessment.publishing.export import Export
from assessment.publishing.folder import write
from assessment.publishing.single import single
from assessment.settings import Settings
from assessment.web.app import read_inputs
from tests.conftest import started
from tests.journeys.test_accessibility import RULES
from tests.journeys.test_export import files_at, none
from tests.journeys.walking import choose
from tests.proving import left_to_prove
from tests.small import DAY, HOME, folder_with

SECONDS, BEFORE, PAST = 60, 38, 25
"""The setting, a time before the warning, and the time from then until after the return."""
ANSWER = {"danger": "yes"}
CHOSEN = '[data-question="danger"] [data-option="yes"]:checked'


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small content of a copy on a shared screen."""
    folder = folder_with(tmp_path_factory.mktemp("kiosk"))
    (folder / "site.yaml").write_text(f"kiosk: {SECONDS}", encoding="utf-8")
    return folder


@contextmanager
def served(way: str, content: Path, folder: Path) -> Iterator[str]:
    """The address of the start page, served in this way."""
    if way == "server":
        command = ("-m", "assessment", "serve", "--port", "0")
        with started(*command, ASSESSMENT_CONTENT=str(content)) as address:
            yield f"{address}/en/"
        return
    inputs, _ = read_inputs(Settings(content=content), DAY)
    if way == "file":
        (folder / "notes.html").write_bytes(single(inputs, DAY, "en", HOME))
        yield (folder / "notes.html").as_uri()
        return
    write(Export(inputs, DAY, [HOME]), folder, none)
    with files_at(folder) as address:
        yield f"{address}/en/"


@pytest.fixture(params=[left_to_prove("server"), "export", left_to_prove("file")])
def page(
    request: pytest.FixtureRequest, chromium: Browser, content: Path, tmp_path: Path
) -> Iterator[Page]:
    """The start page on a device whose clock the test controls."""
    context = chromium.new_context()
    made = context.new_page()
    made.on("pageerror", lambda error: pytest.fail(str(error)))
    made.clock.install()
    with served(request.param, content, tmp_path) as address:
        made.goto(address)
        yield made
    context.close()


def answer(page: Page) -> None:
    """Open the questions, and answer the first one."""
    page.locator('main a[href*="self"]').first.press("Enter")
    page.locator("html.started").wait_for()
    choose(page, ANSWER)
    assert page.locator(CHOSEN).count() == 1


def wait(page: Page, seconds: int) -> None:
    """Let time pass without a touch."""
    page.clock.run_for(seconds * 1000)


def test_an_untouched_screen_warns_and_returns_to_the_start(page: Page) -> None:
    start = page.url
    answer(page)
    wait(page, BEFORE)
    assert not page.locator("#still").is_visible()
    wait(page, SECONDS - BEFORE - 15)
    assert page.locator("#still").is_visible()
    assert page.evaluate("document.activeElement.closest('#still') !== null")
    assert page.locator(CHOSEN).count() == 1
    wait(page, PAST)
    page.locator("body.on-start").wait_for()
    assert page.url == start
    assert page.locator(CHOSEN).count() == 0
    page.go_back()
    assert page.locator(CHOSEN).count() == 0


def test_the_warning_has_no_axe_finding(page: Page) -> None:
    answer(page)
    wait(page, SECONDS - 15)
    found = Axe().run(page, context="#still", options=RULES)
    assert found.response["passes"]
    assert found.response["violations"] == []


@pytest.mark.parametrize("key", ["Enter", "Shift"], ids=["the-button", "any-key"])
def test_a_reader_who_is_still_here_keeps_the_answers(page: Page, key: str) -> None:
    answer(page)
    wait(page, SECONDS - 10)
    page.keyboard.press(key)
    wait(page, 2)
    assert not page.locator("#still").is_visible()
    assert page.evaluate("document.activeElement.closest('[data-question]') !== null")
    wait(page, BEFORE - 2)
    assert page.locator(CHOSEN).count() == 1


def test_an_untouched_start_page_stays(page: Page) -> None:
    page.evaluate("window.same = true")
    wait(page, SECONDS * 3)
    assert page.evaluate("window.same")
    assert not page.locator("#still").is_visible()


def test_a_touch_in_another_tab_counts(page: Page) -> None:
    answer(page)
    wait(page, SECONDS - 10)
    page.evaluate("new BroadcastChannel('kiosk').postMessage('')")
    page.wait_for_timeout(100)
    wait(page, BEFORE)
    assert page.locator(CHOSEN).count() == 1


def test_without_javascript_no_warning_is_shown(
    chromium: Browser, content: Path, tmp_path: Path
) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    with served("server", content, tmp_path) as address:
        page.goto(f"{address}self")
        assert not page.locator("#still").is_visible()
        assert page.locator('[http-equiv="refresh"]').count() == 0
    context.close()


def test_other_copies_never_return_by_themselves(chromium: Browser, small_server: str) -> None:
    page = chromium.new_page()
    page.goto(f"{small_server}/en/self")
    assert page.locator("#still, [data-kiosk]").count() == 0
    page.close()


def test_a_time_too_short_for_the_warning_is_rejected(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    (folder / "site.yaml").write_text("kiosk: 39", encoding="utf-8")
    with pytest.raises(ContentError, match="kiosk"):
        read_inputs(Settings(content=folder), DAY)
