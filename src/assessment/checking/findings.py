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
    left = list(findings)
    problems: dict[Problem, None] = {}
    for in_contacts, root in ((False, content.questionnaire), (True, content.directory)):
        paths = {id(model): path for path, model in models(root)} if left else {}
        here = [f for f in left if id(f.at) in paths]
        left = [f for f in left if id(f.at) not in paths]
        wanted = [(in_contacts, (*paths[id(f.at)], *f.keys)) for f in here]
        spots = zip(here, places_of(content.files, wanted), strict=True)
        found = [Problem(f.code, *place, f.message, f.fix) for f, place in spots]
        problems |= dict.fromkeys(sorted(found, key=lambda problem: problem[1:4]))
    if left:
        raise ValueError(f"not part of the content: {left[0]}")
    return tuple(problems)
