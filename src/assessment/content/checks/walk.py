"""Every piece of content, with the way to it through the keys of its file."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from assessment.content.loading import Path_
from assessment.content.locales import is_read
from assessment.content.rules import Part, Rule


class Condition(NamedTuple):
    """A rule or a rule inside it, and the tracks on which it can come up."""

    way: Path_
    rule: Rule
    tracks: frozenset[str]


def parts(value: object, way: Path_ = ()) -> Iterator[tuple[Path_, Part]]:
    """The value and all that lies in it; rules are given whole."""
    if isinstance(value, Part):
        yield way, value
        if not isinstance(value, Rule):
            for name, key, _ in _fields(type(value)):
                yield from parts(getattr(value, name), (*way, key))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from parts(item, (*way, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from parts(item, (*way, key))


def texts(model: Part) -> Iterator[tuple[Path_, str]]:
    """Every text that a person reads."""
    for way, part in parts(model):
        for name, key, read in _fields(type(part)):
            if read:
                yield from _strings(getattr(part, name), (*way, key))


def conditions(way: Path_, rule: Rule, tracks: frozenset[str]) -> Iterator[Condition]:
    """The rule and every rule in it; inside `all_of` a named track narrows the others."""
    yield Condition(way, rule, tracks)
    named = frozenset(part.track for part in rule.all_of or () if part.track)
    for step, part in zip(_steps(rule), rule.parts, strict=True):
        yield from conditions((*way, *step), part, tracks & named or tracks)


def _steps(rule: Rule) -> Iterator[Path_]:
    key: Path_ = ("at_least", "of") if rule.at_least else tuple(rule.model_fields_set)
    return ((*key, index) for index in range(len(rule.parts)))


@cache
def _fields(model: type[Part]) -> tuple[tuple[str, str, bool], ...]:
    return tuple(
        (name, field.alias or name, is_read(field.annotation, field.metadata))
        for name, field in model.model_fields.items()
    )


def _strings(value: object, way: Path_) -> Iterator[tuple[Path_, str]]:
    if isinstance(value, str):
        yield way, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _strings(item, (*way, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _strings(item, (*way, key))
