"""What a check gives back, before it is known on which line that stands."""

from collections.abc import Collection, Iterable, Iterator
from difflib import get_close_matches
from typing import NamedTuple

from assessment.content.loading import ContentFiles, KeyPath, positions_of
from assessment.errors import Problem

LISTED = 12
"""Names that are offered where none is near; all of them would hide the fault."""


class Finding(NamedTuple):
    """A fault at a path through the keys of one of the two files."""

    code: str
    in_contacts: bool
    path: KeyPath
    message: str
    fix: str


def nearest(wrong: str, known: Iterable[str], otherwise: str) -> str:
    """How to fix a name that does not exist: the nearest one that does, or `otherwise`."""
    near = get_close_matches(wrong, list(known), n=1)
    return f"Did you mean `{near[0]}`?" if near else otherwise


def unknown(
    code: str, at: tuple[bool, KeyPath], name: str, known: Collection[str], what: str
) -> Iterator[Finding]:
    """A fault where `name` is none of the `known`; `at` says whether in the contacts, and where."""
    if name not in known:
        fix = nearest(name, known, f"Use one of: {', '.join(sorted(known)[:LISTED])}.")
        yield Finding(code, *at, f"`{name}` is no {what}", fix)


def located(findings: Iterable[Finding], places: ContentFiles) -> tuple[Problem, ...]:
    """The findings with their lines, in the order of the files; a fault found twice comes once."""
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
