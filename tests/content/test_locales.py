from datetime import time
from pathlib import Path

import pytest
from babel import Locale, localedata
from babel.dates import format_time
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from hypothesis import given
from hypothesis import strategies as st

from assessment.content.loading import Content
from assessment.content.locales import (
    Catalogue,
    catalogue_file,
    load_catalogues,
)
from assessment.content.tags import best_language, language_name, speaks
from assessment.content.texts import Readable
from assessment.content.traversal import messages, translated
from assessment.errors import ContentError


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
def test_the_best_matching_language_is_found(header: str, language: str) -> None:
    assert best_language(header, ["en", "es"]) == language


MANY = ["en", "es", "fr", "ht", "pt-br", "tl", "zh-hans"]


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("zh-CN", "zh-hans"),
        ("zh-Hans-CN", "zh-hans"),
        ("zh-TW,zh;q=0.9,en;q=0.8", "zh-hans"),
        ("zh-Hant-HK, en;q=0.5", "zh-hans"),
        ("fil-PH", "tl"),
        ("tl", "tl"),
        ("pt-PT,en;q=0.9", "pt-br"),
        ("pt", "pt-br"),
        ("fr-HT, ht;q=0.5", "fr"),
        ("ht-HT, fr;q=0.9", "ht"),
        ("de-CH, fr-CH;q=0.5, en;q=0.4", "fr"),
        ("x-private, i-klingon, fr", "fr"),
        ("art-x-whatever", "en"),
    ],
)
def test_another_script_or_region_of_a_language_is_better_than_another_language(
    header: str, language: str
) -> None:
    assert best_language(header, MANY) == language


@pytest.mark.parametrize(
    ("header", "language"),
    [("zh-TW", "zh-hant"), ("zh-SG", "zh-hans"), ("pt-PT", "pt-pt"), ("pt", "pt"), ("pt-AO", "pt")],
)
def test_the_nearest_script_and_region_win_if_several_are_offered(
    header: str, language: str
) -> None:
    assert best_language(header, ["en", "pt", "pt-pt", "zh-hans", "zh-hant"]) == language


@pytest.mark.parametrize(
    ("codes", "language", "is_spoken"),
    [
        (["en", "zh"], "zh-hans", True),
        (["pt"], "pt-br", True),
        (["fil"], "tl", True),
        (["tl"], "tl", True),
        (["en", "fr"], "ht", False),
        (["mul"], "ko", False),
        ([], "ko", False),
    ],
)
def test_a_contact_speaks_a_language_in_any_script_or_region(
    codes: list[str], language: str, is_spoken: bool
) -> None:
    assert speaks(codes, language) == is_spoken


def test_languages_are_named_with_their_script_and_region() -> None:
    assert language_name("pt-br", Locale.parse("pt_BR")) == "português"
    assert language_name("zh-hans", Locale.parse("zh_Hans")) == "简体中文"
    assert language_name("tl", Locale.parse("fil")) == "Tagalog"
    assert language_name("xyzzy", Locale.parse("en")) == "xyzzy"


@given(st.text())
def test_any_language_header_selects_a_language(header: str) -> None:
    assert best_language(header, ["en", "es"]) in ("en", "es")


def test_all_text_of_a_question_is_translated(small: Content) -> None:
    shouted = translated(small.questionnaire, str.upper)
    for track in shouted.tracks:
        said = [track.title, *track.intro, track.skip]
        for question in shouted.questions_of(track.id):
            said += [question.text, question.hint or "", *question.said.values()]
            said += [note.text or "" for note in question.notes]
            said += [option.label for option in shouted.options_of(track.id, question)]
        assert len(said) > 30
        assert [text for text in said if text != text.upper()] == []


def test_ids_are_never_translated(small: Content) -> None:
    shouted = translated(small.questionnaire, str.upper)
    assert [t.id for t in shouted.topics] == [t.id for t in small.questionnaire.topics]
    assert shouted.outcomes[0].when == small.questionnaire.outcomes[0].when


def test_a_right_to_left_catalog_translates_all_text_of_the_content(
    small: Content, tmp_path: Path
) -> None:
    """This fictional translation puts each text between two Arabic letters."""
    made, file = Catalog("ar"), catalogue_file(tmp_path, "ar")
    for model in (small.questionnaire, small.directory):
        for text in messages(model):
            made.add(text, f"\u0627 {text} \u0627")
    file.parent.mkdir(parents=True)
    with file.open("wb") as stream:
        write_po(stream, made)
    arabic = load_catalogues(tmp_path, ["ar"])["ar"]
    assert arabic.direction == "rtl"
    assert Catalogue("en", None).direction == "ltr"
    read = messages(translated(small.directory, lambda text: Readable(arabic.gettext(text))))
    assert len(read) == len(messages(small.directory)) > 20
    assert all(text.startswith("\u0627 ") for text in read)


def test_a_catalog_can_name_the_region_whose_time_format_its_readers_use(tmp_path: Path) -> None:
    file = tmp_path / "messages.po"
    file.write_text('msgid ""\nmsgstr ""\n"Language: es_US\\n"\n', encoding="utf-8")
    regional, plain = Catalogue("es", file), Catalogue("es", None)
    assert "a.m." in format_time(time(9), "short", locale=regional.locale)
    assert format_time(time(9), "short", locale=plain.locale) == "9:00"
    assert regional.name == plain.name == "Español"


def test_a_catalog_is_read_when_its_language_is_first_needed(tmp_path: Path) -> None:
    file = catalogue_file(tmp_path, "fr")
    file.parent.mkdir(parents=True)
    file.write_text('msgid "Yes"\nmsgstr "Oui', encoding="utf-8")
    french = load_catalogues(tmp_path, ["fr"], tmp_path)["fr"]
    assert french.direction == "ltr"
    with pytest.raises(ContentError):
        french.gettext("Yes")


@pytest.mark.parametrize(("code", "said"), [("ur", "\u20661-888-373\u2069"), ("fr", "1-888-373")])
def test_a_phone_number_within_right_to_left_text_runs_from_left_to_right(
    code: str, said: str, tmp_path: Path
) -> None:
    file = tmp_path / "messages.po"
    file.write_text('msgid "Call 1-888-373"\nmsgstr "X 1-888-373"\n', encoding="utf-8")
    assert Catalogue(code, file).gettext("Call 1-888-373") == f"X {said}"


def test_languages_share_everything_that_has_no_text(small: Content) -> None:
    shouted, asking = translated(small.questionnaire, str.upper), small.questionnaire
    assert shouted.sources is asking.sources
    assert shouted.flags is asking.flags
    assert translated(asking, lambda text: text) is asking


def test_each_message_appears_once(small: Content) -> None:
    found = messages(small.questionnaire)
    assert "Yes" in found
    assert len(found) == len(set(found))


def test_data_that_no_page_shows_is_not_kept_in_memory() -> None:
    assert Catalogue("is", None).locale.languages["fr"] == "franska"
    kept = localedata.load("is")
    assert "months" in kept
    assert not any(key.startswith(("currency", "unit", "time_zones")) for key in kept)
