from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.checking.extraction import source_messages, updated
from assessment.content.loading import Content
from assessment.content.locales import (
    Catalogue,
    best_language,
    load_catalogues,
    messages,
    translated,
)
from assessment.resources import root


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("es-MX,es;q=0.9,en;q=0.8", "es"),
        ("fr, es;q=0.5, en;q=0.4", "es"),
        ("en;q=0.1, es;q=0.9", "es"),
        ("es;q=0, en", "en"),
        ("de", "en"),
        ("", "en"),
        ("*", "en"),
        ("en_AE", "en"),
        ("ES", "es"),
        ("Es-MX, EN", "es"),
        ("en-GB, en-us;q=0,8", "en"),
        (";q=", "en"),
        ("-BE;q=0.4", "en"),
        ("," * 8000, "en"),
        ("en;q=1.0000", "en"),
    ],
)
def test_the_best_language_is_found(header: str, language: str) -> None:
    assert best_language(header, ["en", "es"]) == language


@given(st.text())
def test_no_header_is_too_strange_for_a_language(header: str) -> None:
    assert best_language(header, ["en", "es"]) in ("en", "es")


def test_every_text_of_a_question_is_translated(content: Content) -> None:
    shouted = translated(content.questionnaire, str.upper)
    for track in shouted.tracks:
        for question in shouted.questions_of(track.id):
            said = [question.text, question.hint or "", *question.said.values()]
            said += [option.label for option in shouted.options_of(track.id, question)]
            assert all(text == text.upper() for text in said)


def test_ids_are_never_translated(content: Content) -> None:
    shouted = translated(content.questionnaire, str.upper)
    assert [t.id for t in shouted.topics] == [t.id for t in content.questionnaire.topics]
    assert shouted.outcomes[0].when == content.questionnaire.outcomes[0].when


def test_direction_comes_from_the_locale() -> None:
    assert Catalogue("ar", None).direction == "rtl"
    assert Catalogue("en", None).direction == "ltr"


def test_the_catalogues_hold_each_text_and_no_other(content: Content) -> None:
    wanted = {text for text, _ in source_messages(content, root() / "templates")}
    languages = [language.id for language in content.questionnaire.languages]
    catalogues = load_catalogues(root() / "locales", languages)
    for language in languages[1:]:
        assert set(catalogues[language].messages) == wanted


def test_bringing_a_catalogue_up_to_date_twice_changes_nothing(
    content: Content, tmp_path: Path
) -> None:
    found = list(source_messages(content, root() / "templates"))
    file = tmp_path / "messages.po"
    file.write_bytes(updated(root() / "locales/es/LC_MESSAGES/messages.po", "es", found))
    assert updated(file, "es", found) == file.read_bytes()


def test_an_update_keeps_translations_and_drops_what_is_gone(tmp_path: Path) -> None:
    file = tmp_path / "messages.po"
    file.write_bytes(updated(file, "es", [("Yes", "a.html"), ("Old", "a.html")]))
    done = file.read_text().replace('msgid "Yes"\nmsgstr ""', 'msgid "Yes"\nmsgstr "Sí"')
    file.write_text(done)
    file.write_bytes(updated(file, "es", [("Yes", "a.html"), ("New", "a.html")]))
    assert Catalogue("es", file).messages == {"Yes": "Sí"}
    assert "New" in file.read_text()
    assert "Old" not in file.read_text()


def test_messages_come_once_each(content: Content) -> None:
    found = messages(content.questionnaire)
    assert len(found) == len(set(found))
