"""Iterates over all models and strings in the content, with their paths in the file."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from operator import is_not
from typing import Any, TypeVar, get_args

from assessment.content.loading import KeyPath
from assessment.content.rules import ContentModel
from assessment.content.texts import Translatable

M = TypeVar("M", bound=ContentModel)


def models(root: ContentModel) -> Iterator[tuple[KeyPath, ContentModel]]:
    """The root and all models in it; each model comes before the models inside it."""
    return ((path, part) for path, part in _parts(root) if isinstance(part, ContentModel))


def texts(root: ContentModel) -> Iterator[tuple[KeyPath, str]]:
    """Every string that readers see, in field order."""
    return ((path, part) for path, part in _parts(root) if isinstance(part, str))


def messages(root: ContentModel) -> list[str]:
    """Every distinct string that readers see, in field order."""
    return list(dict.fromkeys(text for _, text in texts(root)))


def translated(model: M, gettext: Callable[[str], str]) -> M:
    """The model with every string that readers see passed through `gettext`.

    Parts that stay the same are shared with the model, which keeps many languages small.
    """
    made = {}
    for name, _, is_text in _fields(type(model)):
        value = getattr(model, name)
        if (new := _translated(value, gettext, is_text)) is not value:
            made[name] = new
    return model.model_copy(update=made) if made else model


def _parts(
    value: Any, path: KeyPath = (), is_text: bool = False
) -> Iterator[tuple[KeyPath, ContentModel | str]]:
    """All models, and all strings that readers see."""
    if isinstance(value, ContentModel):
        yield path, value
        for name, key, reads in _fields(type(value)):
            yield from _parts(getattr(value, name), (*path, key), reads)
    elif isinstance(value, tuple | dict):
        items: Any = value.items() if isinstance(value, dict) else enumerate(value)
        for key, item in items:
            yield from _parts(item, (*path, key), is_text)
    elif is_text and isinstance(value, str):
        yield path, value


def _translated(value: Any, gettext: Callable[[str], str], is_text: bool) -> Any:
    if isinstance(value, ContentModel):
        return translated(value, gettext)
    if isinstance(value, tuple):
        items = tuple(_translated(item, gettext, is_text) for item in value)
        return items if any(map(is_not, items, value)) else value
    if isinstance(value, dict):
        made = {key: _translated(item, gettext, is_text) for key, item in value.items()}
        return made if any(map(is_not, made.values(), value.values())) else value
    return gettext(value) if is_text and isinstance(value, str) else value


@cache
def _fields(model: type[ContentModel]) -> tuple[tuple[str, str, bool], ...]:
    """The name of each field, its key in the file, and whether it holds text for readers."""
    return tuple(
        (name, field.alias or name, _is_text(field.annotation, field.metadata))
        for name, field in model.model_fields.items()
    )


def _is_text(annotation: Any, metadata: Iterable[Any] = ()) -> bool:
    marks = (*metadata, *getattr(annotation, "__metadata__", ()))
    is_marked = any(isinstance(mark, Translatable) for mark in marks)
    return is_marked or any(map(_is_text, get_args(annotation)))
