"""`assessment translate` never loses a translator's work."""

from pathlib import Path

import pytest

from assessment.checking.extraction import TRANSLATES, Message, updated
from assessment.checking.translations import translation_problems
from assessment.content.locales import Catalogue, catalogue_file

HEADER = (
    "# Notes of the translators.\n"
    'msgid ""\nmsgstr ""\n'
    '"Language: es\\n"\n'
    '"Last-Translator: Ana <ana@example.org>\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
    '"X-Reviewed: 2026-11-01\\n"\n'
    '"Content-Type: text/plain; charset=utf-8\\n"\n'
)
OLD = "Does someone keep your papers?"
NEW = "Does someone keep your papers, or your phone?"
SPANISH = "¿Alguien guarda tus papeles?"


def texts(*found: str) -> list[Message]:
    return [(text, "a.html") for text in found]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A catalog with its own header and one translation."""
    made = catalogue_file(tmp_path, "es")
    made.parent.mkdir(parents=True)
    made.write_text(f'{HEADER}\n#: a.html\nmsgid "{OLD}"\nmsgstr "{SPANISH}"\n', encoding="utf-8")
    return made


def update(file: Path, *found: str) -> str:
    file.write_bytes(updated(file, "es", texts(*found)))
    return file.read_text(encoding="utf-8")


def test_a_changed_text_keeps_its_old_translation_as_fuzzy(file: Path) -> None:
    written = update(file, NEW)
    assert f"# {TRANSLATES} {OLD}\n" in written
    assert f'#, fuzzy\nmsgid "{NEW}"\nmsgstr "{SPANISH}"\n' in written


def test_a_fuzzy_translation_is_reported_and_not_shown(file: Path) -> None:
    update(file, NEW)
    catalogue = Catalogue("es", file)
    assert catalogue.gettext(NEW) == NEW
    [problem] = translation_problems({"es": catalogue}, lambda _: None, [NEW])
    assert problem.code == "W271"
    assert "fuzzy" in problem.fix


@pytest.mark.parametrize("found", [(OLD,), (NEW,), ("Yes",), (OLD, NEW)], ids=str)
def test_a_second_update_changes_nothing(file: Path, found: tuple[str, ...]) -> None:
    assert update(file, *found) == update(file, *found)


def test_a_text_that_changes_twice_keeps_the_translated_original(file: Path) -> None:
    update(file, NEW)
    written = update(file, NEW.replace("phone", "cell phone"))
    assert f"{TRANSLATES} {OLD}\n" in written
    assert SPANISH in written


def test_repeated_updates_repeat_no_long_previous_text(file: Path) -> None:
    long = " ".join([OLD] * 5)
    file.write_text(f'{HEADER}\nmsgid "{long}"\nmsgstr "{SPANISH}"\n', encoding="utf-8")
    first = update(file, f"{long} Tell us.")
    assert first.count("\n# ") > 1
    assert update(file, f"{long} Tell us.") == first


def test_a_translation_is_kept_when_its_text_is_removed_and_returns_with_it(file: Path) -> None:
    gone = update(file, "Yes")
    assert f'#~ msgid "{OLD}"\n#~ msgstr "{SPANISH}"\n' in gone
    assert gone.index("#~") > gone.index('msgid "Yes"')
    assert Catalogue("es", file).messages == {}
    back = update(file, "Yes", OLD)
    assert "#~" not in back
    assert Catalogue("es", file).messages == {OLD: SPANISH}


def test_a_fuzzy_translation_never_becomes_a_confirmed_one(file: Path) -> None:
    update(file, NEW)
    update(file, "Yes")
    update(file, "Yes", NEW)
    assert Catalogue("es", file).messages == {}


def test_the_header_is_kept(file: Path) -> None:
    assert update(file, NEW).startswith(f"{HEADER}\n")


def test_translators_comments_are_kept(file: Path) -> None:
    text = file.read_text(encoding="utf-8").replace("#: a.html", "# Ask Ana.\n#: a.html")
    file.write_text(text, encoding="utf-8")
    assert "# Ask Ana.\n" in update(file, NEW)


def test_a_new_catalog_names_its_language(tmp_path: Path) -> None:
    made = updated(tmp_path / "messages.po", "fr", texts("Yes")).decode()
    assert '"Language: fr\\n"' in made
    assert 'msgid "Yes"\nmsgstr ""\n' in made
