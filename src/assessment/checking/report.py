"""Runs all content checks and proofs, and formats the problems in one of three ways."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path

from assessment.checking.extraction import source_messages
from assessment.checking.findings import located
from assessment.checking.grades import can_grade
from assessment.checking.own_folder import own_folder_problems
from assessment.checking.start import problems_in, thorough_problems
from assessment.content.ageing import changes
from assessment.content.loading import Content, catalogues_of, load_content
from assessment.errors import ContentError, Problem

AHEAD = 2
"""Number of years ahead for which the laws on contacts are proved."""
Progress = Callable[[list[date]], AbstractContextManager[Iterable[date]]]
"""Wraps the dates to check, in order to show progress."""


def check_folder(
    own: Path | None, day: date, *, ahead: int = AHEAD, progress: Progress = nullcontext
) -> list[Problem]:
    """Every problem in the shipped content as overridden by the content folder `own`, if any.

    If a file has structural problems, only these are returned. Otherwise, problems of meaning come
    first, then the findings of the proofs, which run only if there are no errors. The laws on
    contacts are proved for `day` and for each date in the next `ahead` years on which the visible
    contacts change. `progress` wraps these dates and can show a progress bar.
    """
    try:
        content = load_content(own)
    except ContentError as error:
        return list(error.problems)
    catalogues = catalogues_of(content)
    sources = [text for text, _ in source_messages(content)]
    problems = list(problems_in(content, catalogues, day))
    problems += thorough_problems(content, catalogues, sources)
    problems += own_folder_problems(content)
    if can_prove() and not _has_errors(problems):
        problems += _disproofs(content, day, ahead, progress)
    return problems


def _disproofs(content: Content, day: date, ahead: int, progress: Progress) -> Iterator[Problem]:
    from assessment.checking.proofs.days import broken_on  # noqa: PLC0415  (needs the solver)
    from assessment.checking.proofs.proof import prove  # noqa: PLC0415

    problems = located(prove(content), content)
    yield from problems
    if not _has_errors(problems):
        until = day + timedelta(365 * ahead)
        with progress([day, *changes(content.directory, day, until)]) as days:
            yield from located(broken_on(content, days), content)


def _has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.is_error for problem in problems)


def can_prove() -> bool:
    """Whether the solver is installed."""
    return find_spec("z3") is not None


def left_out() -> list[str]:
    """Notes on what was not checked because optional packages are not installed."""
    return [
        f"{what} were not checked; to check them, run: pip install 'assessment[check]'"
        for what, is_here in (
            ("reading grades", can_grade()),
            ("proofs over all answers", can_prove()),
        )
        if not is_here
    ]


def as_text(problems: Iterable[Problem]) -> str:
    """All problems, followed by a line with the number of errors and warnings."""
    listed = list(problems)
    errors = sum(problem.is_error for problem in listed)
    lines = [*map(str, listed), *left_out()]
    return "\n".join([*lines, f"{errors} errors, {len(listed) - errors} warnings"])


def as_json(problems: Iterable[Problem]) -> str:
    """The problems as a JSON array, for other programs."""
    return json.dumps([problem._asdict() for problem in problems], indent=2, ensure_ascii=False)


def as_github(problems: Iterable[Problem]) -> str:
    """Lines that GitHub shows as annotations on the files."""
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
