"""Exported pages on a plain file server, in a real browser."""

import functools
import json
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from assessment.pages.layout import layout
from assessment.publishing.export import Export
from assessment.publishing.folder import write
from assessment.resources import root
from assessment.screening.results import Screening
from assessment.settings import Settings
from assessment.web.app import read_inputs
from tests.journeys.walking import follow, step, walk, words
from tests.pages.test_parity import as_data, random_answers
from tests.small import ABROAD, DAY, EMERGENCY_ABROAD, SETTINGS, TRACKS

OVERDUE_IN = 2100
"""A year in which every check of the small content has expired."""
IN_PAGE = """sets => JSON.stringify(JSON.parse(sets).map(answers => {
  const rules = JSON.parse(document.getElementById("rules").textContent);
  const result = screening.assess(rules, answers);
  return [result, screening.layout(result)];
}))"""


class Quiet(SimpleHTTPRequestHandler):
    """Python's file server without its log."""

    def log_message(self, *_: object) -> None:
        """Print nothing."""


def none() -> None:
    """Show no progress."""


@contextmanager
def files_at(folder: Path) -> Iterator[str]:
    """The address of Python's file server for a folder."""
    handler = functools.partial(Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@contextmanager
def without_script(chromium: Browser, address: str) -> Iterator[Page]:
    """A page of a browser with JavaScript turned off."""
    context = chromium.new_context(base_url=address, java_script_enabled=False)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An export of the small content as of a fixed day."""
    made = tmp_path_factory.mktemp("export")
    inputs, _ = read_inputs(SETTINGS, DAY)
    write(Export(inputs, DAY), made, none)
    return made


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[str]:
    """The address of a file server for the export."""
    with files_at(folder) as address:
        yield address


@pytest.fixture
def context(chromium: Browser, site: str) -> Iterator[BrowserContext]:
    """A small phone that prefers Spanish."""
    made = chromium.new_context(
        viewport={"width": 360, "height": 640}, base_url=site, locale="es-MX"
    )
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page of the phone; any error in a script fails the test."""
    made = context.new_page()
    made.on("pageerror", lambda error: pytest.fail(str(error)))
    return made


@pytest.mark.parametrize("track", TRACKS)
def test_nothing_is_sent_after_an_exported_page_has_loaded(page: Page, track: str) -> None:
    page.goto(f"/en/{track}/")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    before = page.evaluate("history.length")
    walk(page, {"key": "yes", "door": "yes"})
    step(page, "edit")
    assert sent == []
    assert page.evaluate("history.length") == before


@pytest.mark.parametrize("track", TRACKS)
def test_exported_results_match_those_of_the_server(
    page: Page, track: str, small_screenings: dict[str, Screening]
) -> None:
    compare(page, f"/en/{track}/", small_screenings[track], 200)


@pytest.mark.prove
@pytest.mark.parametrize("track", TRACKS)
def test_many_exported_results_match_those_of_the_server(
    page: Page, track: str, small_screenings: dict[str, Screening]
) -> None:
    compare(page, f"/en/{track}/", small_screenings[track], 5000)


@pytest.mark.prove
@pytest.mark.parametrize("track", TRACKS)
def test_many_shipped_results_in_an_exported_page_match_those_of_the_server(
    page: Page, track: str, screenings: dict[str, Screening], day: date, tmp_path: Path
) -> None:
    inputs, _ = read_inputs(Settings(), day)
    made = Export(inputs, day, [inputs.area], ["en"]).pages("en", inputs.area)
    (tmp_path / "page.html").write_bytes(made[f"en/{track}/index.html"])
    compare(page, (tmp_path / "page.html").as_uri(), screenings[track], 5000)


def compare(page: Page, address: str, screening: Screening, sets: int) -> None:
    """Compare the results that an exported page computes with those of the server."""
    rng = random.Random(screening.track)  # noqa: S311  (a fixed seed: the same sets on each run)
    given = [random_answers(screening.asked, rng) for _ in range(sets)]
    page.goto(address)
    ran = page.evaluate(IN_PAGE, json.dumps(given))
    for answers, device in zip(given, json.loads(ran), strict=True):
        result = screening.assess(answers)
        assert device == [as_data(result), as_data(layout(result))], answers


def test_the_first_page_opens_the_browsers_language(page: Page) -> None:
    page.goto("/")
    page.wait_for_url("**/es/")


@pytest.mark.parametrize(
    ("wanted", "opened"), [("zh-TW", "zh-hans"), ("fil-PH", "tl"), ("pt-PT", "pt-br"), ("fr", "en")]
)
def test_the_first_page_opens_the_nearest_language(
    chromium: Browser, wanted: str, opened: str
) -> None:
    """Only the script is tested, because the small content has two languages."""
    offered = {"en": "en", "pt-br": "pt", "tl": "fil", "zh-hans": "zh"}
    links = "".join(
        f'<a href="/{code}/" data-start="{code}" data-tongue="{tongue}"></a>'
        for code, tongue in offered.items()
    )
    script = (root() / "static" / "language.js").read_text(encoding="utf-8")
    context = chromium.new_context(locale=wanted, base_url="http://inside")
    page = context.new_page()
    page.route("http://inside/*/", lambda route: route.fulfill(body="opened"))
    page.route(
        "http://inside/",
        lambda route: route.fulfill(
            content_type="text/html", body=f"{links}<script>{script}</script>"
        ),
    )
    page.goto("/", wait_until="commit")
    if opened == "en":
        assert page.locator("a").count() == len(offered)
    else:
        page.wait_for_url(f"**/{opened}/")
    context.close()


def test_areas_are_chosen_by_links(page: Page) -> None:
    page.goto("/en/help/")
    page.locator("details.place > summary").press("Enter")
    for group in page.locator("details.place details > summary").all():
        group.press("Enter")
    follow(page, f'a[href="/en/{ABROAD}/help/"]')
    assert EMERGENCY_ABROAD in words(page, ".foot__numbers")


def test_leaving_an_exported_page_blanks_it_and_back_does_not_return(
    context: BrowserContext, page: Page
) -> None:
    page.goto("/en/help/")
    page.goto("/en/self/")
    target = page.locator("html").get_attribute("data-exit")
    assert target
    context.route(target, lambda route: route.fulfill(body="elsewhere"))
    page.locator(".exit").click()
    page.wait_for_url(target)
    page.go_back()
    assert "/en/self" not in page.url


@pytest.mark.parametrize(("year", "marked"), [(DAY.year, False), (OVERDUE_IN, True)])
def test_a_contact_whose_check_has_expired_is_marked_on_the_device(
    page: Page, year: int, marked: bool
) -> None:
    page.clock.set_fixed_time(datetime(year, 6, 1, tzinfo=UTC))
    page.goto("/en/help/")
    aging = page.locator("[data-due]").first
    is_marked = aging.text_content() == aging.get_attribute("data-overdue")
    assert is_marked == marked
    page.goto("/en/self/")
    walk(page, {"key": "yes"})
    aging = page.locator("#results .card [data-due]").first
    assert (aging.text_content() == aging.get_attribute("data-overdue")) == marked


def test_without_javascript_the_questions_lead_to_help_first(chromium: Browser, site: str) -> None:
    with without_script(chromium, site) as page:
        page.goto("/en/self/")
        notice = page.locator(".without")
        assert notice.is_visible()
        first = page.locator("[data-question]").first.bounding_box()
        box = notice.bounding_box()
        assert first
        assert box
        assert box["y"] < first["y"]
        page.locator("input").first.focus()
        page.keyboard.press("Enter")
        follow(page, '.without a[href="/en/help/"]')
        assert page.url == f"{site}/en/help/"
        page.goto("/")
        follow(page, 'a[href="/es/"]')


@pytest.mark.parametrize("track", TRACKS)
def test_without_script_the_export_leads_to_results_on_the_server(
    chromium: Browser, small_server: str, tmp_path: Path, track: str
) -> None:
    inputs, _ = read_inputs(SETTINGS, DAY)
    write(Export(inputs, DAY, [ABROAD], ["es"], server=f"{small_server}/"), tmp_path, none)
    with files_at(tmp_path) as address, without_script(chromium, address) as page:
        page.goto(f"/es/{ABROAD}/{track}/")
        assert page.locator("[data-question]:visible").count() == 0
        assert page.locator('[method="post"]').count() == 0
        with page.expect_request(f"{small_server}/**") as asked:
            follow(page, f'.without a[href^="{small_server}"]')
        assert "referer" not in asked.value.headers
        assert page.locator("html").get_attribute("lang") == "es"
        follow(page, ".send button")
        assert EMERGENCY_ABROAD in words(page, ".results")


def test_with_javascript_the_notice_is_hidden(page: Page) -> None:
    page.goto("/en/self/")
    assert not page.locator(".without").is_visible()


def test_the_policy_of_a_page_allows_its_own_code_only(page: Page) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for address in ("/en/", "/en/self/", "/en/help/", "/404.html"):
        page.goto(address)
    assert said == []
