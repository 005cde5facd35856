"""`assessment check` groups its findings, counts translations, and can be limited."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from assessment.checking.formats import SHOWN, as_text
from assessment.checking.report import Report, completeness
from assessment.cli import app
from assessment.content.loading import load
from assessment.content.locales import Catalogue
from assessment.errors import Problem, SettingsError
from tests.small import CONTACTS, NOT_URGENT_ABROAD, QUESTIONS, folder_with


def problem(code: str, line: int, fix: str = "Fix it.") -> Problem:
    return Problem(code, "contacts.yaml", line, 1, f"problem {line}", fix)


def test_findings_are_grouped_by_kind_with_the_errors_last() -> None:
    text = as_text(Report([problem("E230", 2), problem("W240", 3), problem("E230", 4)]))
    lines = [line.split(":")[1] for line in text.splitlines() if "problem" in line]
    assert lines == ["3", "2", "4"]
    assert text.endswith("Errors: 2. Warnings: 1.")


def test_a_fix_that_several_findings_share_is_shown_once() -> None:
    text = as_text(Report([problem("W240", 1), problem("W240", 2), problem("W240", 3, "Else.")]))
    starts = [line.strip()[:4] for line in text.splitlines()[:5]]
    assert starts == ["cont", "cont", "fix:", "cont", "fix:"]


def test_a_kind_with_many_findings_is_cut_off_and_counted() -> None:
    text = as_text(Report([problem("W271", line) for line in range(SHOWN + 1000)]))
    assert text.count("problem") == SHOWN
    assert "1,000 more W271" in text


def test_each_language_has_one_line_with_its_share_and_its_start_page(tmp_path: Path) -> None:
    file = tmp_path / "messages.po"
    file.write_text('msgid "One"\nmsgstr "Un"\n', encoding="utf-8")
    catalogues = [Catalogue("en", None), Catalogue("pt-br", file)]
    for place, start in (("templates/start.html", "complete"), ("questions.yaml", "lacks 1")):
        other = "questions.yaml" if start == "complete" else "templates/start.html"
        [line] = completeness(catalogues, [("One", place), ("Two", other)])
        assert line == f"Portuguese (Brazil): 1 of 2 texts; start page {start}"


def ran(*words: str) -> str:
    return CliRunner().invoke(app, ["check", *words, "--as-of", "2026-01-01"]).output


def test_only_the_translations_of_one_language_are_checked(tmp_path: Path) -> None:
    folder_with(tmp_path)
    found = ran(str(tmp_path), "--language", "es")
    assert "Spanish" in found
    assert "contacts.yaml" not in found


def test_only_what_readers_in_one_area_see_is_checked(tmp_path: Path) -> None:
    text, wrong = CONTACTS.read_text(encoding="utf-8"), 'phone: "1999999"'
    folder_with(tmp_path, contacts=text.replace(f'phone: "{NOT_URGENT_ABROAD}"', wrong))
    assert "E230" in ran(str(tmp_path))
    assert "E230" in ran(str(tmp_path), "--area", "south")
    assert "E230" not in ran(str(tmp_path), "--area", "north")


def test_the_content_of_one_area_has_only_its_contacts_unchanged() -> None:
    whole, part = load(QUESTIONS, CONTACTS), load(QUESTIONS, CONTACTS, area="south")
    assert {contact.area for contact in part.directory.contacts} == {"south"}
    assert set(part.directory.contacts) < set(whole.directory.contacts)


@pytest.mark.parametrize("option", ["--area", "--language"])
def test_an_unknown_area_or_language_is_rejected(option: str) -> None:
    result = CliRunner().invoke(app, ["check", option, "zz"])
    assert isinstance(result.exception, SettingsError)
