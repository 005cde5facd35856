"""An agency's folder from an earlier version works with the current shipped content.

`dane/originals.json` holds the shipped items as they were at commit ea06901 of 2026-11-26.
"""

import shutil
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from assessment.checking.own_folder import own_folder_problems
from assessment.checking.start import problems_in
from assessment.cli import app
from assessment.content.loading import Content, load_content
from assessment.content.originals import noted_originals


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(Path(__file__).parent / "dane", tmp_path / "dane"))
    monkeypatch.setenv("ASSESSMENT_CONTENT", str(folder))
    return folder


def test_the_folder_has_no_errors_with_the_newer_version(own: Path, day: date) -> None:
    found = problems_in(load_content(own), {}, day)
    # The agency's own question no longer has the rules that used its answers.
    assert {problem.code for problem in found if problem.is_error} <= {"E222"}


def test_all_other_corrections_are_applied(own: Path, content: Content) -> None:
    mine = load_content(own)
    replaced = noted_originals(own).items
    shipped = {contact.id: contact for contact in content.directory.contacts}
    for contact in mine.directory.contacts:
        if f"contacts.{contact.id}" not in replaced:
            assert contact == shipped[contact.id]
    asked = {q.id: q.text for q in content.questionnaire.questions_of("self")}
    for question in mine.questionnaire.questions_of("self"):
        if f"topics.freedom.questions.{question.id}" not in replaced:
            assert question.text == asked[question.id]


def test_every_changed_or_removed_original_is_named_until_it_is_recorded(own: Path) -> None:
    def named() -> set[str]:
        problems = list(own_folder_problems(load_content(own)))
        assert all(problem.file.startswith(str(own)) for problem in problems)
        return {problem.message.split("`")[1] for problem in problems}

    assert named() == set(noted_originals(own).items)
    CliRunner().invoke(app, ["originals"], catch_exceptions=False)
    assert named() == set()
