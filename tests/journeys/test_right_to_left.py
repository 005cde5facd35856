"""A right-to-left language, with mock text, in every type of page and on the smallest screen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from assessment.screening.results import Screening
from tests.journeys.languages import RIGHT_TO_LEFT, mocked
from tests.journeys.states import State, device, states
from tests.journeys.test_accessibility import findings
from tests.journeys.test_accessibility_layout import SMALL, WIDE
from tests.promises.servers import served
from tests.proving import left_to_prove

SHEET = "cards to print"
"""A sheet is as wide as its paper and does not fit a small screen."""
SOME = ("start", "help", "self 1 opened", "self in danger", "paper")


@pytest.fixture(scope="module")
def mock_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with the shipped content in mock Arabic."""
    folder = mocked(tmp_path_factory.mktemp("mock"))
    with served(env={"ASSESSMENT_CONTENT": str(folder)}) as running:
        yield running.address


@pytest.fixture
def small_page(chromium: Browser, mock_server: str) -> Iterator[Page]:
    """A page of this server, as narrow as a desktop at 400% zoom."""
    context = device(chromium, mock_server, viewport={"width": 320, "height": 256})
    yield context.new_page()
    context.close()


def chosen(screenings: dict[str, Screening], *, every: bool, script: bool = True) -> list[State]:
    """One state of each type, or all of them."""
    made = [state for state in states(screenings, script=script) if state.name != SHEET]
    return made if every else [state for state in made if state.name in SOME]


@pytest.mark.parametrize("every", [False, left_to_prove(True)], ids=["some", "every"])
def test_a_right_to_left_page_fits_and_has_no_barriers(
    small_page: Page, screenings: dict[str, Screening], every: bool
) -> None:
    faults: dict[str, list[str]] = {}
    for state in chosen(screenings, every=every):
        found = findings(small_page, state, RIGHT_TO_LEFT)
        found += small_page.evaluate(WIDE) + small_page.evaluate(SMALL)
        faults |= {state.name: found} if found else {}
    assert not faults


@pytest.mark.prove
def test_a_right_to_left_page_without_javascript_fits_and_has_no_barriers(
    chromium: Browser, mock_server: str, screenings: dict[str, Screening]
) -> None:
    context = device(chromium, mock_server, script=False, viewport={"width": 320, "height": 256})
    page = context.new_page()
    faults: dict[str, list[str]] = {}
    for state in chosen(screenings, every=True, script=False):
        if not state.name.startswith("error"):  # Error pages come from the shipped content.
            found = findings(page, state, RIGHT_TO_LEFT) + page.evaluate(WIDE)
            faults |= {state.name: found} if found else {}
    context.close()
    assert not faults


def test_a_right_to_left_page_is_mirrored_except_its_numbers(small_page: Page) -> None:
    small_page.goto(f"/{RIGHT_TO_LEFT}/help")
    assert small_page.locator("html").get_attribute("dir") == "rtl"
    leave, languages = (small_page.locator(s).bounding_box() for s in (".exit", ".to-languages"))
    assert leave
    assert languages
    assert leave["x"] < 160
    numbers = small_page.locator('a[href^="tel:"]:visible')
    assert numbers.count() > 2
    for shown in numbers.all():
        digits = shown.evaluate("""link => {
            const texts = document.createTreeWalker(link, NodeFilter.SHOW_TEXT), found = [];
            for (let text; (text = texts.nextNode());)
                for (let i = 0; i < text.data.length; i++)
                    if (/\\d/.test(text.data[i])) {
                        const place = document.createRange();
                        place.setStart(text, i);
                        place.setEnd(text, i + 1);
                        const box = place.getBoundingClientRect();
                        found.push([Math.round(box.top / 9), box.left]);
                    }
            return found;
        }""")
        assert digits == sorted(digits)
