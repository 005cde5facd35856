"""Layout on small screens, in print, and with large text, other colors, and right-to-left text."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from assessment.screening.results import Screening
from tests.journeys.states import device, states
from tests.journeys.walking import step
from tests.proving import left_to_prove

WIDER = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-block-end: 2em !important }"""
SOME = ("start", "help", "learn", "privacy", "self 1 opened", "bystander 8", "self clear_signs")
# Elements that overflow the page or are cut off, except text for screen readers.
WIDE = """() => [...document.querySelectorAll("body *")].filter(function (one) {
    var box = one.getBoundingClientRect();
    if (one.closest(".unseen, .skip, progress") || !one.offsetParent) return false;
    return box.right > innerWidth + 1 || box.left < -1 ||
        (one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX === "hidden");
}).map(one => one.outerHTML.slice(0, 120))"""
SMALL = """() => [...document.querySelectorAll("a, button, summary, select, .option")]
    .filter(one => one.offsetParent && !one.closest(".unseen, .skip"))
    .filter(one => one.getBoundingClientRect().height < 43.5)
    .map(one => one.outerHTML.slice(0, 120))"""
# Simulates a right-to-left language with longer text.
FOREIGN = """() => {
    document.documentElement.dir = "rtl";
    var texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), text;
    while ((text = texts.nextNode())) {
        var words = text.data.trim();
        if (!words || text.parentNode.closest("script, style, [translate=no]")) continue;
        var more = words.slice(0, Math.ceil(words.length * .4));
        text.data = "\\u202e" + text.data.replace(words, words + " " + more) + "\\u202c";
    }
}"""


@pytest.fixture(
    params=[pytest.param((320, 256), id="zoomed"), left_to_prove((1280, 800), id="desktop")]
)
def sized(request: pytest.FixtureRequest, chromium: Browser, server: str) -> Iterator[Page]:
    """A page in three widths: a small phone, a desktop at 400% zoom, and a desktop."""
    width, height = request.param
    context = device(chromium, server, viewport={"width": width, "height": height}, bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def opened(sized: Page, screenings: dict[str, Screening]) -> Iterator[str]:
    """Opens some states one after the other, and yields the name of each."""

    def each() -> Iterator[str]:
        by_name = {state.name: state for state in states(screenings, script=True)}
        for name in SOME:
            by_name[name].open(sized, "es")
            yield name

    return each()


def test_nothing_is_cut_off_even_with_wider_text_spacing(
    sized: Page, opened: Iterator[str]
) -> None:
    faults: dict[str, list[str]] = {}
    for name in opened:
        wide = sized.evaluate(WIDE)
        sized.add_style_tag(content=WIDER)
        wide += sized.evaluate(WIDE)
        faults |= {name: wide} if wide else {}
    assert not faults


def test_a_right_to_left_language_with_longer_text_fits(sized: Page, opened: Iterator[str]) -> None:
    faults: dict[str, list[str]] = {}
    for name in opened:
        sized.evaluate(FOREIGN)
        faults |= {name: wide} if (wide := sized.evaluate(WIDE)) else {}
    assert not faults


def test_in_right_to_left_text_a_control_is_to_the_right_of_its_label(phone: Page) -> None:
    phone.goto("/en/self")
    phone.evaluate(FOREIGN)
    option = phone.locator(".option:visible").first
    control, label = (option.locator(part).bounding_box() for part in ("input", "span"))
    assert control
    assert label
    assert control["x"] > label["x"]
    option.locator("span").click()
    assert option.locator("input").is_checked()


def test_tap_targets_are_large_enough(phone: Page, screenings: dict[str, Screening]) -> None:
    faults: dict[str, list[str]] = {}
    by_name = {state.name: state for state in states(screenings, script=True)}
    for name in SOME:
        by_name[name].open(phone, "en")
        faults |= {name: small} if (small := phone.evaluate(SMALL)) else {}
    assert not faults


def test_the_selected_option_looks_different_in_forced_colors(
    chromium: Browser, server: str
) -> None:
    context = device(chromium, server, forced_colors="active")
    page = context.new_page()
    page.goto("/en/self")
    page.locator("[data-question=danger_now] [data-option=no]").check()
    widths = page.locator("[data-question=danger_now] .option").evaluate_all(
        "all => all.map(one => getComputedStyle(one).borderTopWidth)"
    )
    assert widths[1] != widths[0]
    assert page.locator(".exit").evaluate("one => getComputedStyle(one).borderTopStyle") == "solid"
    context.close()


def test_nothing_is_animated_with_reduced_motion(chromium: Browser, server: str) -> None:
    context = device(chromium, server, reduced_motion="reduce")
    page = context.new_page()
    page.goto("/en/self")
    times = page.locator("body *").evaluate_all(
        "all => all.map(one => getComputedStyle(one).transitionDuration)"
    )
    assert set(times) == {"0s"}
    context.close()


def test_only_numbers_are_printed(phone: Page) -> None:
    phone.goto("/en/self")
    step(phone, "results")
    phone.emulate_media(media="print")
    assert phone.locator(".sheet").is_visible()
    shown = phone.locator("main :is(h1, h2, p, button):visible, .bar:visible, .foot:visible")
    assert shown.evaluate_all("all => all.map(one => !!one.closest('.sheet'))") == [True]
