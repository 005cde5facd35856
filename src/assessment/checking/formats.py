"""Formats the problems that `assessment check` finds."""

import json
from collections.abc import Iterator
from itertools import groupby

from assessment.checking.report import Report
from assessment.errors import Problem

SHOWN = 10
"""How many problems of one kind are listed. An untranslated language has more than a thousand."""


def as_text(report: Report) -> str:
    """The problems by kind, with errors last, then the languages and the totals."""
    kinds = groupby(sorted(report.problems, key=_kind), key=_kind)
    lines = [line for _, kind in kinds for line in _group(list(kind))]
    errors = sum(problem.is_error for problem in report.problems)
    total = f"Errors: {errors}. Warnings: {len(report.problems) - errors}."
    return "\n".join([*lines, *report.left_out, *report.languages, total])


def _kind(problem: Problem) -> tuple[bool, str, str]:
    """Problems of one kind share a code and, if they are in translations, a file."""
    return problem.is_error, problem.code, problem.file if problem.file.endswith(".po") else ""


def _group(problems: list[Problem]) -> Iterator[str]:
    """The first few problems of one kind. A fix that several of them share is shown once."""
    shown = problems[:SHOWN]
    for problem, after in zip(shown, [*shown[1:], None], strict=True):
        said, _, fix = str(problem).partition("\n")
        yield said
        if after is None or after.fix != problem.fix:
            yield fix
    if more := len(problems) - len(shown):
        yield f"    … and {more:,} more {problems[0].code}; --format json lists all of them"


def as_json(report: Report) -> str:
    """The problems as a JSON array, for other programs."""
    found = [problem._asdict() for problem in report.problems]
    return json.dumps(found, indent=2, ensure_ascii=False)


def as_github(report: Report) -> str:
    """Lines that GitHub shows as annotations on the files."""
    return "\n".join(
        f"::{'error' if p.is_error else 'warning'} "
        f"file={p.file},line={p.line},col={p.column},title={p.code}::{p.message}%0A{p.fix}"
        for p in report.problems
    )


FORMATS = {"text": as_text, "json": as_json, "github": as_github}
