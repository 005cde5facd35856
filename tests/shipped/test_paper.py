"""Pages to print from the shipped content, in each area and language."""

import re
from datetime import date

import pytest

from assessment.pages.edition import Edition
from assessment.pages.paper_page import Paper, paper_page
from assessment.settings import Settings
from assessment.web.app import create_app
from tests.pages.papers import piece, words
from tests.pages.test_paper_page import REVEALING

REVEALING_IN = {
    "en": REVEALING,
    "es": (
        "abus", "ayuda", "controla", "crimen", "daño", "delito", "deporta", "deuda", "droga",
        "emergencia", "escapa", "explota", "forza", "jefe", "migra", "nombre", "pasaporte",
        "peligro", "polic", "prostitu", "rescat", "secreto", "segur", "sex", "trata", "víctima",
        "viol",
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def edition(day: date) -> Edition:
    """The shipped content."""
    made: Edition = create_app(Settings(), lambda: day).state.editions.current
    return made


def of(edition: Edition, kind: str, language: str, area: str) -> str:
    return piece(paper_page(edition, area, Paper.of(kind, "letter", [language])).plain.decode())


@pytest.mark.parametrize("language", REVEALING_IN)
def test_cards_reveal_nothing(edition: Edition, language: str) -> None:
    said = words(of(edition, "cards", language, edition.inputs.area)).lower()
    assert [word for word in REVEALING_IN[language] if word in said] == []


@pytest.mark.parametrize("kind", ["poster", "handout", "questions"])
def test_no_two_lines_have_the_same_label_in_any_area(edition: Edition, kind: str) -> None:
    twice = {}
    for area in edition.content.directory.areas:
        page = of(edition, kind, "en", area.id)
        labels = re.findall(r'<(?:strong|span class="label")>([^<]+)<', page)
        if len(labels) != len(set(labels)):
            twice[area.id] = labels
    assert twice == {}


def test_a_poster_names_a_number_in_every_country(edition: Edition) -> None:
    areas = [area for area in edition.content.directory.areas if not area.unlisted]
    without = [a.id for a in areas if 'class="phone"' not in of(edition, "poster", "en", a.id)]
    assert without == []
