"""Each mistake in the table, made in a copy of the shipped files, is reported on the right line."""

import re
import shutil
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from assessment.checking.findings import located
from assessment.checking.grades import hard_texts
from assessment.checking.proofs.proof import prove
from assessment.checking.start import problems_in, refuse_errors
from assessment.content.loading import Content, load
from assessment.content.locales import Catalogue, load_catalogues
from assessment.content.passages import Voices
from assessment.content.traversal import messages
from assessment.errors import ContentError, Problem
from assessment.resources import root
from tests.checking import at_home
from tests.checking.mistakes import (
    IN_CATALOGUE,
    IN_CONTACTS,
    IN_OFFERS,
    IN_QUESTIONS,
    IN_RULES,
    NO_LINE,
    Mistake,
)
from tests.proving import left_to_prove

TODAY = date(2026, 11, 27)
READ = ("en", "es")
"""The languages of these tests. `tests/shipped` checks the others, which takes longer."""


@cache
def _shipped() -> Content:
    return load(root() / "questions.yaml", root() / "contacts.yaml")


class Copy:
    """A copy of the shipped files in which mistakes are made."""

    def __init__(self, folder: Path) -> None:
        self.questions = shutil.copy(root() / "questions.yaml", folder)
        self.contacts = shutil.copy(root() / "contacts.yaml", folder)
        self.locales = shutil.copytree(root() / "locales", folder / "locales")
        self.spanish = self.locales / "es" / "LC_MESSAGES" / "messages.po"

    def content(self) -> Content:
        return load(Path(self.questions), Path(self.contacts))

    def catalogues(self, content: Content) -> dict[str, Catalogue]:
        languages = [language.id for language in content.questionnaire.languages]
        return load_catalogues(self.locales, [name for name in languages if name in READ])

    def problems(self) -> list[Problem]:
        try:
            return list(problems_in(self.content(), {}, TODAY))
        except ContentError as error:
            return list(error.problems)

    def translated_problems(self) -> list[Problem]:
        """The problems of the shipped content with the copied catalogs."""
        content = _shipped()
        sources = [*messages(content.questionnaire), *messages(content.directory)]
        try:
            return list(problems_in(content, self.catalogues(content), TODAY, sources))
        except ContentError as error:
            return list(error.problems)

    def hard_texts(self) -> list[Problem]:
        content = self.content()
        return list(located(hard_texts(content), content))

    def disproofs(self) -> list[Problem]:
        """The proof's findings on one track, in the default area."""
        content = at_home(self.content())
        tracks = content.questionnaire.tracks[:1]
        questionnaire = content.questionnaire.model_copy(update={"tracks": tracks})
        proved = content._replace(questionnaire=questionnaire)
        return list(located(prove(proved), proved))


def one_of_each(mistakes: list[Mistake], *others: Mistake) -> list[Any]:
    """All mistakes; `make test` makes only the first with each code that is not in `others`."""
    first = {mistake.code: mistake for mistake in (*reversed(mistakes), *others)}
    return [left_to_prove(m, unless=m is first[m.code]) for m in mistakes]


def proved(mistakes: list[Mistake]) -> list[Any]:
    """Mistakes that take several seconds to find."""
    return [left_to_prove(mistake) for mistake in mistakes]


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def make(mistake: Mistake, file: Path | str) -> int:
    """Make a mistake in a file, and return the line on which the problem is expected."""
    path = Path(file)
    broken, line = mistake.made_in(path.read_text(encoding="utf-8"))
    path.write_text(broken, encoding="utf-8")
    return line


def told(problems: list[Problem]) -> list[tuple[str, int]]:
    return [(problem.code, problem.line) for problem in problems]


@pytest.mark.parametrize("mistake", one_of_each(IN_QUESTIONS), ids=str)
def test_a_mistake_in_the_questions_is_reported_on_its_line(copy: Copy, mistake: Mistake) -> None:
    line = make(mistake, copy.questions)
    is_slow = mistake.code in ("E250", "W250")
    assert (mistake.code, line) in told(copy.hard_texts() if is_slow else copy.problems())


@pytest.mark.parametrize("mistake", one_of_each(IN_CONTACTS, *IN_QUESTIONS), ids=str)
def test_a_mistake_in_the_contacts_is_reported_on_its_line(copy: Copy, mistake: Mistake) -> None:
    line = make(mistake, copy.contacts)
    assert (mistake.code, line) in told(copy.problems())


@pytest.mark.parametrize("mistake", one_of_each(IN_CATALOGUE), ids=str)
def test_a_mistake_in_a_translation_is_reported_on_its_line(copy: Copy, mistake: Mistake) -> None:
    line = make(mistake, copy.spanish)
    if mistake.code == "W270":
        line = 1  # A missing item has no line.
    assert (mistake.code, line) in told(copy.translated_problems())


@pytest.mark.parametrize("mistake", proved(IN_RULES), ids=str)
def test_a_rule_that_breaks_a_law_is_reported_on_its_line(copy: Copy, mistake: Mistake) -> None:
    line = make(mistake, copy.questions)
    assert (mistake.code, line) in told(copy.disproofs())


@pytest.mark.parametrize("mistake", proved(IN_OFFERS), ids=str)
def test_a_contact_that_breaks_a_law_is_reported_on_its_line(copy: Copy, mistake: Mistake) -> None:
    line = make(mistake, copy.contacts)
    assert (mistake.code, line) in told(copy.disproofs())


def test_a_language_without_a_catalog_is_rejected(copy: Copy) -> None:
    copy.spanish.unlink()
    assert "E277" in {problem.code for problem in copy.translated_problems()}


def test_the_shipped_files_have_no_errors_and_no_warnings(copy: Copy) -> None:
    assert [*copy.translated_problems(), *copy.hard_texts()] == []


def test_an_invalid_file_prevents_startup(copy: Copy) -> None:
    make(Mistake("E202", "answer: {when: past}", "answer: {whne: past}"), copy.questions)
    content = copy.content()
    with pytest.raises(ContentError) as refused:
        refuse_errors(content, copy.catalogues(content), TODAY)
    mends = {problem.code: problem.fix for problem in refused.value.problems}
    assert mends["E202"] == "Did you mean `when`?"
    assert all(problem.is_error for problem in refused.value.problems)


def test_the_documented_codes_are_exactly_the_codes_in_use() -> None:
    given = Counter[str]()
    for file in (root() / "src" / "assessment").rglob("*.py"):
        given.update(re.findall(r'"([EW]\d{3})"', file.read_text(encoding="utf-8")))
    assert sorted(_codes()) == sorted(given)


def test_every_code_has_a_mistake_that_is_caught() -> None:
    made = {m.code for m in (*IN_QUESTIONS, *IN_CONTACTS, *IN_CATALOGUE, *IN_RULES, *IN_OFFERS)}
    assert made | set(NO_LINE) == set(_codes())
    assert made.isdisjoint(NO_LINE)


def _codes() -> list[str]:
    documented = (root() / "docs" / "checks.md").read_text(encoding="utf-8")
    return re.findall(r"^\| ([EW]\d{3}) \|", documented, re.MULTILINE)


def test_a_track_without_its_danger_text_is_reported(content: Content) -> None:
    asking = content.questionnaire
    silent = asking.model_copy(update={"emergency": Voices(self=asking.emergency.own)})
    problems = problems_in(content._replace(questionnaire=silent), {}, TODAY)
    assert [p.code for p in problems if p.is_error] == ["E223"]
