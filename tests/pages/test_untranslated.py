"""Untranslated text declares its language, so that screen readers pronounce it correctly."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest

from assessment.content.locales import Catalogue
from assessment.pages.static_pages import STATIC_PAGES
from assessment.pages.untranslated import Untranslated
from assessment.web.app import create_app
from assessment.web.editions import Editions
from assessment.web.tokens import Keyring
from tests.small import DAY, HOME, SETTINGS, TRACKS

DONE = {"Leave now": "Salir ya"}
NO_ELEMENTS = {"title", "option", "style", "script"}
"""Elements that can contain only text."""
VOID = {"meta", "link", "input", "br"}


class Asked(dict[str, str]):
    """Translations that record which messages are untranslated."""

    def __init__(self) -> None:
        super().__init__(DONE)
        self.missing: set[str] = set()

    def get(self, key: str, default: Any = None) -> Any:
        if key not in self:
            self.missing.add(key)
        return super().get(key, default)


class Reader(HTMLParser):
    """The pieces of text on a page with their innermost languages, and the values of attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[tuple[str, str, str]] = []
        self.values: list[str] = []
        self._open: list[tuple[str, str]] = [("", "")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.values += [value or "" for _, value in attrs]
        if tag not in VOID:
            self._open.append((tag, dict(attrs).get("lang") or self._open[-1][1]))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.values += [value or "" for _, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        while self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        self.texts.append((data.strip(), *self._open[-1]))


@pytest.fixture(scope="module")
def missing_and_pages() -> tuple[set[str], dict[str, Reader]]:
    """The untranslated messages, and every page in a language that has only one translation."""
    asked = Asked()
    partial = Catalogue("es", None)
    partial.__dict__["messages"] = asked
    inputs = create_app(SETTINGS, lambda: DAY).state.editions.inputs
    inputs = inputs._replace(catalogues={**inputs.catalogues, "es": partial})
    pages = Editions(inputs, Keyring(1), lambda: DAY).current.pages("es", HOME)
    made = {name: pages.static(name) for name in STATIC_PAGES}
    made |= {track: pages.questionnaire(track) for track in TRACKS}
    made |= {f"error {status}": pages.error(status) for status in (404, 410, 500)}
    return asked.missing, {name: read(page.plain.decode()) for name, page in made.items()}


def read(html: str) -> Reader:
    """The page, with the fragments of results as elements."""
    reader = Reader()
    packed = r'<script type="text/html"[^>]*>(.*?)</script>'
    reader.feed(re.sub(packed, r"<div>\1</div>", html, flags=re.DOTALL))
    return reader


def test_all_untranslated_text_names_its_language(
    missing_and_pages: tuple[set[str], dict[str, Reader]],
) -> None:
    missing, pages = missing_and_pages
    found = {
        (name, text)
        for name, page in pages.items()
        for text, element, language in page.texts
        if text in missing and language != "en" and element not in NO_ELEMENTS
    }
    assert found == set()
    marked = {
        text for page in pages.values() for text, _, language in page.texts if language == "en"
    }
    assert len(marked & missing) > len(missing) / 2


def test_translated_text_has_the_language_of_its_page(
    missing_and_pages: tuple[set[str], dict[str, Reader]],
) -> None:
    for page in missing_and_pages[1].values():
        assert ("Salir ya", "a", "es") in page.texts


def test_no_attribute_and_no_title_contains_a_mark(
    missing_and_pages: tuple[set[str], dict[str, Reader]],
) -> None:
    for page in missing_and_pages[1].values():
        plain = [text for text, element, _ in page.texts if element in ("title", "option")]
        assert plain
        assert [text for text in (*plain, *page.values) if "<" in unescape(text)] == []


def test_text_with_a_value_filled_in_stays_marked_and_escaped() -> None:
    text = Untranslated("Near {place}", "en").format(place="<b>")
    assert text.__html__() == "<span lang=en>Near &lt;b&gt;</span>"
    assert str(text) == "Near <b>"
