"""The results of checks, before their line numbers are known."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from assessment.content.loading import Content, KeyPath, places_of
from assessment.content.rules import ContentModel
from assessment.content.traversal import models
from assessment.errors import Problem, nearest

LISTED = 12
"""Maximum number of names that a fix lists; a longer list would obscure the problem."""


class Finding(NamedTuple):
    """A problem in a model of the content; `keys` is the path from the model to the wrong value."""

    code: str
    at: ContentModel
    message: str
    fix: str
    keys: KeyPath = ()


def unknown(
    code: str, at: tuple[ContentModel, KeyPath], name: str, known: Collection[str], what: str
) -> Iterator[Finding]:
    """A finding if `name` is not in `known`; `at` is the model and the path within it."""
    if name not in known:
        fix = nearest(name, known, f"Use one of: {', '.join(sorted(known)[:LISTED])}.")
        yield Finding(code, at[0], f"unknown {what}: `{name}`", fix, at[1])


def located(findings: Iterable[Finding], content: Content) -> tuple[Problem, ...]:
    """The findings with their line numbers, in file order and without duplicates.

    Models are looked up by identity, because equal models can occur in several places.
    """
    listed = list(findings)
    roots = {"questions": content.questionnaire, "contacts": content.directory}
    paths = {id(model): path for path, model in models(roots)} if listed else {}
    wanted = [(*paths[id(found.at)], *found.keys) for found in listed]
    places = zip(listed, wanted, places_of(content.files, wanted), strict=True)
    ordered = sorted(places, key=lambda each: (each[1][0] == "contacts", each[2]))
    return tuple(dict.fromkeys(Problem(f.code, *at, f.message, f.fix) for f, _, at in ordered))
