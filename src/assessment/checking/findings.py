"""Results of checks, before their lines are known."""

from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from typing import NamedTuple

from assessment.content.loading import ContentFiles, KeyPath, positions_of
from assessment.errors import Problem

LISTED = 12
"""Maximum number of names in a fix without a suggestion; a longer list would hide the problem."""


class Finding(NamedTuple):
    """A problem at a path through the keys of one of the two files."""

    code: str
    in_contacts: bool
    path: KeyPath
    message: str
    fix: str


def nearest(wrong: str, known: Iterable[str], otherwise: str) -> str:
    """The fix for an unknown name: the nearest known name, or `otherwise`."""
    near = get_close_matches(wrong, list(known), n=1)
    return f"Did you mean `{near[0]}`?" if near else otherwise


def unknown(
    code: str, at: tuple[bool, KeyPath], name: str, known: Collection[str], what: str
) -> Iterator[Finding]:
    """A finding if `name` is not `known`; `at` says whether it is in the contacts, and its path."""
    if name not in known:
        fix = nearest(name, known, f"Use one of: {', '.join(sorted(known)[:LISTED])}.")
        yield Finding(code, *at, f"unknown {what}: `{name}`", fix)


def located(findings: Iterable[Finding], places: ContentFiles) -> tuple[Problem, ...]:
    """The findings with their lines, in file order and without duplicates."""
    found = list(dict.fromkeys(findings))
    problems: list[Problem] = []
    for file, in_contacts in ((places.questions, False), (places.contacts, True)):
        here = [f for f in found if f.in_contacts is in_contacts]
        spots = positions_of(file, [f.path for f in here])
        problems += [
            Problem(f.code, file.name, line, column, f.message, f.fix)
            for f, (line, column) in zip(here, spots, strict=True)
        ]
    return tuple(sorted(problems, key=lambda p: (p.file != places.questions.name, *p[2:4])))
