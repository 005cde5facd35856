"""Every model and text of the content, with its path through the keys of its file."""

from collections.abc import Iterator
from functools import cache

from assessment.content.loading import KeyPath
from assessment.content.locales import is_read
from assessment.content.rules import ContentModel


def models(value: object, path: KeyPath = ()) -> Iterator[tuple[KeyPath, ContentModel]]:
    """The value and all models in it, each before the models inside it."""
    if isinstance(value, ContentModel):
        yield path, value
        for name, key, _ in _fields(type(value)):
            yield from models(getattr(value, name), (*path, key))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from models(item, (*path, index))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from models(item, (*path, key))


def texts(model: ContentModel) -> Iterator[tuple[KeyPath, str]]:
    """Every text that readers see."""
    for path, item in models(model):
        for name, key, read in _fields(type(item)):
            if read:
                yield from _strings(getattr(item, name), (*path, key))


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
