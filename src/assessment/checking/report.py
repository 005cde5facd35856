"""All checks and proofs over two files, told in one of three ways."""

import json
from collections.abc import Callable, Iterable
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from assessment.checking.extraction import source_messages
from assessment.checking.findings import located
from assessment.checking.grades import can_grade
from assessment.checking.start import problems_in, thorough_problems
from assessment.content.loading import Content, load
from assessment.content.locales import Catalogue, load_catalogues
from assessment.errors import ContentError, Problem
from assessment.resources import root


def check_files(questions: Path, contacts: Path, today: date) -> list[Problem]:
    """Every problem of the files: shape first, then meaning, then what only a proof can find."""
    try:
        return _problems_of(load(questions, contacts), today)
    except ContentError as error:
        return list(error.problems)


def _problems_of(content: Content, today: date) -> list[Problem]:
    catalogues = catalogues_of(content)
    sources = [text for text, _ in source_messages(content, root() / "templates")]
    problems = [
        *problems_in(content, catalogues, today),
        *thorough_problems(content, catalogues, sources),
    ]
    if can_prove() and not any(problem.is_error for problem in problems):
        from assessment.checking.proofs.proof import prove  # noqa: PLC0415  (needs the solver)

        problems += located(prove(content).findings, content.files)
    return problems


def catalogues_of(content: Content) -> dict[str, Catalogue]:
    """The shipped catalogues for the languages that the content offers."""
    languages = [language.id for language in content.questionnaire.languages]
    return load_catalogues(root() / "locales", languages)


def can_prove() -> bool:
    """Whether the solver is installed."""
    return find_spec("z3") is not None


def left_out() -> list[str]:
    """What cannot be checked without the extra packages, in words."""
    return [
        f"{what} not checked: pip install 'assessment[check]'"
        for what, is_here in (
            ("reading grades", can_grade()),
            ("proofs over all answers", can_prove()),
        )
        if not is_here
    ]


def as_text(problems: Iterable[Problem]) -> str:
    """One problem after the other and a last line with the count."""
    listed = list(problems)
    errors = sum(problem.is_error for problem in listed)
    lines = [*map(str, listed), *left_out()]
    return "\n".join([*lines, f"{errors} errors, {len(listed) - errors} warnings"])


def as_json(problems: Iterable[Problem]) -> str:
    """A list of objects, for another program."""
    return json.dumps([problem._asdict() for problem in problems], indent=2, ensure_ascii=False)


def as_github(problems: Iterable[Problem]) -> str:
    """Lines that GitHub shows beside the changed file."""
    return "\n".join(
        f"::{'error' if p.is_error else 'warning'} file={p.file},line={p.line},col={p.column},"
        f"title={p.code}::{p.message}%0A{p.fix}"
        for p in problems
    )


FORMATS: dict[str, Callable[[Iterable[Problem]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}
