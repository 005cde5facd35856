"""Printed pages can be read by the person they are for, and reveal nothing to anybody else."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from assessment.content.locales import Catalogue
from assessment.pages.paper_page import KINDS, SIZES, STACKED
from assessment.resources import root
from tests.pages.papers import ADDRESS, MARGIN, Longer, code, edition, piece, printed, read, words
from tests.proving import left_to_prove
from tests.small import (
    EMERGENCY,
    EMERGENCY_ABROAD,
    HOME,
    NOT_URGENT_ABROAD,
    NOT_URGENT_IN_COUNTRY,
)

FIRST = NOT_URGENT_IN_COUNTRY  # the trafficking line of the bay's country
CARD_INCHES = {"letter": (3.5, 2.0), "a4": (85 / 25.4, 54 / 25.4)}
PIXELS = 96  # per inch
SOME_SIZES = [left_to_prove(size, unless=size == SIZES[0]) for size in SIZES]
REVEALING = (
    "abus", "boss", "call", "captiv", "control", "crime", "danger", "debt", "deport", "drug",
    "emergency", "escape", "exploit", "force", "free", "help", "hotline", "hurt", "immigra",
    "leave", "name", "passport", "police", "prostitut", "report", "rescue", "safe", "secret", "sex",
    "slave", "surviv", "threat", "traffick", "trap", "victim", "violen",
)  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_made_for_both_sizes(kind: str, size: str) -> None:
    page = printed(kind, size=size)
    assert f"piece--{kind} piece--{size}" in page


@pytest.mark.parametrize("kind", ["poster", "strips"])
def test_a_poster_shows_the_first_line_and_the_emergency_number(kind: str) -> None:
    said = words(piece(printed(kind)))
    assert FIRST in said
    assert EMERGENCY in said


def test_a_poster_shows_the_numbers_of_its_area() -> None:
    said = words(piece(printed("poster", area="south")))
    assert NOT_URGENT_ABROAD in said
    assert EMERGENCY_ABROAD in said
    assert FIRST not in said


def test_a_poster_has_one_block_for_each_language() -> None:
    page = piece(printed("poster", "en", "es", "es"))
    assert re.findall(r'<section class="say" lang="(\w+)"', page) == ["en", "es"]
    assert page.count("<svg") == 1


def test_a_poster_has_room_for_four_languages() -> None:
    others = [Catalogue(name, None) for name in ("fr", "de", "it", "pt")]
    page = piece(printed("poster", "en", *(c.language for c in others), of=edition(*others)))
    assert page.count('class="say"') == STACKED


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "poster"])
def test_other_kinds_use_only_the_language_of_the_page(kind: str) -> None:
    assert 'lang="es"' not in piece(printed(kind, "en", "es"))


@pytest.mark.parametrize("kind", ["poster", "cards", "strips"])
def test_each_block_has_its_own_direction_and_numbers_run_left_to_right(kind: str) -> None:
    arabic = edition(Catalogue("ar", None))
    page = piece(printed(kind, "ar", "en", of=arabic))
    assert 'lang="ar" dir="rtl"' in page
    assert ('lang="en" dir="ltr"' in page) == (kind == "poster")
    for number in re.findall(rf"<[^>]+>{FIRST}", page):
        assert 'dir="ltr"' in number


def test_the_style_sheet_names_no_left_or_right() -> None:
    style = (root() / "static" / "paper.css").read_text(encoding="utf-8")
    rules = re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)
    assert not re.findall(r"(?:margin|padding|border)-(?:left|right)|\b(?:left|right)\b", rules)


@pytest.mark.parametrize(("kind", "part"), [("cards", "small-card"), ("strips", "strip")])
@pytest.mark.parametrize("address", [ADDRESS, None])
def test_a_card_found_in_a_pocket_reveals_nothing(
    kind: str, part: str, address: str | None
) -> None:
    page = piece(printed(kind, of=edition(address=address)))
    parts = re.findall(rf'<section class="{part}".*?</section>', page, re.DOTALL)
    assert len(parts) == {"cards": 10, "strips": 8}[kind]
    for said in map(words, parts):
        assert [word for word in REVEALING if word in said.lower()] == []
        assert said.count(FIRST) == 1


def test_a_revealing_word_would_be_found() -> None:
    assert [word for word in REVEALING if word in words(piece(printed("handout"))).lower()]


@pytest.mark.parametrize("kind", ["poster", "handout", "questions"])
@pytest.mark.parametrize("area", [HOME, "south"])
def test_two_lines_never_have_the_same_label(kind: str, area: str) -> None:
    page = piece(printed(kind, area=area))
    labels = re.findall(r'<(?:strong|span class="label")>([^<]+)<', page)
    assert labels
    assert len(labels) == len(set(labels))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("area", "query"), [(HOME, ""), ("south", "?area=south")])
def test_the_qr_code_leads_to_the_site_and_the_area(kind: str, area: str, query: str) -> None:
    page = printed(kind, area=area)
    found = read(code(page))
    assert found.text == f"{ADDRESS}/{query}"
    assert found.ec_level in "MQH"
    assert ADDRESS.removeprefix("https://") in words(piece(page))


def test_the_qr_code_has_a_white_margin() -> None:
    modules = code(printed("poster"))
    columns = [list(column) for column in zip(*modules, strict=True)]
    for lines in (modules, columns):
        assert not any(any(line) for line in lines[:MARGIN] + lines[-MARGIN:])
        assert any(lines[MARGIN])


def test_a_damaged_qr_code_still_leads_to_the_site() -> None:
    modules = code(printed("cards"))
    middle = len(modules) // 2
    for row in modules[middle - 1 : middle + 2]:
        row[middle - 1 : middle + 2] = [0, 0, 0]
    assert read(modules).text == f"{ADDRESS}/"


@pytest.mark.parametrize("kind", KINDS)
def test_without_an_address_a_page_has_a_line_to_write_it_on(kind: str) -> None:
    page = piece(printed(kind, of=edition(address=None)))
    assert 'class="blank"' in page
    assert "#000" not in page


@pytest.fixture
def paper(chromium: Browser) -> Iterator[Page]:
    """A browser page that shows content as it would be printed."""
    page = chromium.new_page()
    page.emulate_media(media="print")
    yield page
    page.close()


CUT = """() => [...document.querySelectorAll('.piece, .say, .small-card, .strip, .strip p, .where')]
    .filter(e => e.scrollHeight > e.clientHeight + 2 || e.scrollWidth > e.clientWidth + 2)
    .map(e => e.className + ' ' + e.scrollWidth + '>' + e.clientWidth + ' or ' +
              e.scrollHeight + '>' + e.clientHeight)"""


@pytest.mark.parametrize("size", SOME_SIZES)
@pytest.mark.parametrize("address", ["https://a-rather-long-address.example.org", None])
@pytest.mark.parametrize(
    ("kind", "languages"),
    [left_to_prove("poster", n, unless=n == STACKED) for n in range(1, STACKED + 1)]
    + [("cards", 1), ("strips", 1)],
)
def test_nothing_is_cut_off_in_a_language_with_longer_words(
    kind: str, languages: int, size: str, address: str | None, paper: Page
) -> None:
    names = ("de", "fr", "ar", "it")[:languages]
    of = edition(*(Longer(name, None) for name in names), address=address)
    paper.set_content(printed(kind, *names, of=of, size=size))
    assert paper.evaluate(CUT) == []


@pytest.mark.parametrize("size", SOME_SIZES)
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "questions"])
def test_each_page_prints_on_one_sheet_without_the_rest_of_the_site(
    kind: str, size: str, paper: Page
) -> None:
    paper.set_content(printed(kind, size=size))
    assert len(re.findall(rb"/Type\s*/Page\b", paper.pdf(prefer_css_page_size=True))) == 1
    assert not paper.locator(".bar, .foot, .how").locator("visible=true").count()


@pytest.mark.parametrize("size", SIZES)
def test_ten_cards_have_the_size_of_business_cards(size: str, paper: Page) -> None:
    paper.set_content(printed("cards", size=size))
    boxes = [card.bounding_box() for card in paper.locator(".small-card").all()]
    found = {(round(b["width"]), round(b["height"])) for b in boxes if b}
    assert len(boxes) == 10
    assert found == {tuple(round(side * PIXELS) for side in CARD_INCHES[size])}


@pytest.mark.parametrize("size", SIZES)
def test_the_cutting_marks_meet_the_corners_of_the_cards(size: str, paper: Page) -> None:
    paper.set_content(printed("cards", size=size))
    marks = paper.evaluate(
        """() => [...document.querySelectorAll('.marks path')].map(e => {
            var box = e.getBoundingClientRect(); return [box.x + box.width / 2, box.y, box.width];
        })"""
    )
    first, last = (paper.locator(".small-card").nth(n).bounding_box() for n in (0, 9))
    assert first
    assert last
    upright = sorted(x for x, _, width in marks if width < 3)
    edges = [first["x"], last["x"], last["x"] + last["width"]]
    assert all(abs(x - edge) < 1 for x, edge in zip(upright, edges, strict=True))
