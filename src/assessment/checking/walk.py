"""Every piece of content, with the way to it through the keys of its file."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from assessment.content.loading import KeyPath
from assessment.content.locales import is_read
from assessment.content.rules import ContentModel, Rule


class Condition(NamedTuple):
    """A rule or a rule inside it, and the tracks on which it can come up."""

    path: KeyPath
    rule: Rule
    tracks: frozenset[str]


def models(value: object, path: KeyPath = ()) -> Iterator[tuple[KeyPath, ContentModel]]:
    """The value and all that lies in it; rules are given whole."""
    if isinstance(value, ContentModel):
        yield path, value
        if not isinstance(value, Rule):
            for name, key, _ in _fields(type(value)):
                yield from models(getattr(value, name), (*path, key))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from models(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from models(item, (*path, key))


def texts(model: ContentModel) -> Iterator[tuple[KeyPath, str]]:
    """Every text that a person reads."""
    for path, item in models(model):
        for name, key, read in _fields(type(item)):
            if read:
                yield from _strings(getattr(item, name), (*path, key))


def conditions(path: KeyPath, rule: Rule, tracks: frozenset[str]) -> Iterator[Condition]:
    """The rule and every rule in it; inside `all_of` a named track narrows the others."""
    yield Condition(path, rule, tracks)
    named = frozenset(part.track for part in rule.all_of or () if part.track)
    for step, part in zip(_steps(rule), rule.parts, strict=True):
        yield from conditions((*path, *step), part, tracks & named or tracks)


def _steps(rule: Rule) -> Iterator[KeyPath]:
    key: KeyPath = ("at_least", "of") if rule.at_least else tuple(rule.model_fields_set)
    return ((*key, index) for index in range(len(rule.parts)))


@cache
def _fields(model: type[ContentModel]) -> tuple[tuple[str, str, bool], ...]:
    return tuple(
        (name, field.alias or name, is_read(field.annotation, field.metadata))
        for name, field in model.model_fields.items()
    )


def _strings(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _strings(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _strings(item, (*path, key))
