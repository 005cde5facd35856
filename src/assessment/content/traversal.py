"""Iterates over all models and strings in the content, with their paths in the file."""

from collections.abc import Callable, Iterable, Iterator
from operator import is_not
from typing import Any, TypeVar

from assessment.content.loading import KeyPath
from assessment.content.rules import ContentModel
from assessment.content.texts import Readable

T = TypeVar("T")


def models(root: Any) -> Iterator[tuple[KeyPath, ContentModel]]:
    """All models in a model or in a mapping; each model comes before the models inside it."""
    return ((path, part) for path, part in _parts(root) if isinstance(part, ContentModel))


def texts(root: ContentModel) -> Iterator[tuple[KeyPath, str]]:
    """Every string that readers see, in field order."""
    return ((path, part) for path, part in _parts(root) if isinstance(part, Readable))


def messages(root: ContentModel) -> list[str]:
    """Every distinct string that readers see, in field order."""
    return list(dict.fromkeys(text for _, text in texts(root)))


def translated(value: T, gettext: Callable[[str], str]) -> T:
    """The value with every string in it that readers see passed through `gettext`.

    Unchanged parts are shared with the value, which saves memory if there are many languages.
    """
    made: Any = value
    if isinstance(value, Readable):
        made = gettext(value)
    elif isinstance(value, ContentModel):
        parts = {name: getattr(value, name) for name in type(value).model_fields}
        new = {name: translated(part, gettext) for name, part in parts.items()}
        changed = {name: part for name, part in new.items() if part is not parts[name]}
        made = value.model_copy(update=changed) if changed else value
    elif isinstance(value, tuple):
        items = tuple(translated(item, gettext) for item in value)
        made = items if any(map(is_not, items, value)) else value
    elif isinstance(value, dict):
        named = {key: translated(item, gettext) for key, item in value.items()}
        made = named if any(map(is_not, named.values(), value.values())) else value
    result: T = made
    return result


def _parts(value: Any, path: KeyPath = ()) -> Iterator[tuple[KeyPath, ContentModel | Readable]]:
    """All models, and all strings that readers see."""
    inner: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, ContentModel):
        fields = type(value).model_fields.items()
        inner = ((field.alias or name, getattr(value, name)) for name, field in fields)
    elif isinstance(value, tuple | dict):
        inner = value.items() if isinstance(value, dict) else enumerate(value)
    if isinstance(value, ContentModel | Readable):
        yield path, value
    for key, part in inner:
        yield from _parts(part, (*path, key))
