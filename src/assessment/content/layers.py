"""Merges an agency's file into a shipped file, item by item.

Each value keeps the file and line that it comes from.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from assessment.content.yaml_file import List, Map, Value

IDENTITIES = (("id",), ("word",), ("region", "number"), ("area", "name"))
"""Keys that identify an item of a list. If items have no such keys, the whole list is replaced."""


class Replaced(NamedTuple):
    """A shipped item and the agency's item that replaces it; `name` is its path in the file."""

    name: str
    shipped: Value
    own: Value


def identity(item: Value) -> str | None:
    """The identity of an item of a list; None if it has none."""
    for keys in IDENTITIES:
        if isinstance(item, Map) and all(key in item for key in keys):
            return " ".join(str(item[key]) for key in keys)
    return None


def inner(value: Any, *keys: str) -> Any:
    """The value under these nested keys; None if there is none."""
    for key in keys:
        value = value.get(key) if isinstance(value, Map) else None
    return value


def placed(section: Any) -> Iterator[tuple[List, Value]]:
    """Each item of a list and each follow-up inside it, with the list that holds it."""
    for item in section if isinstance(section, List) else ():
        yield section, item
        yield from placed(inner(item, "follow_ups", "questions"))


def find(name: str, root: Map) -> Value | None:
    """The item with this path, as in `Replaced.name`."""
    found: Any = root
    for part in name.split("."):
        items = (item for _, item in placed(found) if identity(item) == part)
        found = inner(found, part) or next(items, None)
    return found if isinstance(found, Value) else None


def sections(root: Map, name: str) -> list[Any]:
    """The lists or mappings that hold the items of a section; `questions` are inside the topics."""
    if name == "questions":
        return [inner(topic, name) for _, topic in placed(root.get("topics"))]
    return [root.get(name)]


def ids(name: str, *roots: Map) -> list[str]:
    """The IDs of all items of a section in these files, including follow-ups."""
    parts = [part for root in roots for part in sections(root, name)]
    return [known for part in parts for _, item in placed(part) if (known := identity(item))]


def merge(shipped: Map, own: Map) -> list[Replaced]:
    """Add the agency's items to the shipped file. They replace shipped items with the same ID.

    Returns what was replaced. Topics and kinds of assistance are merged instead of replaced,
    because their questions and programs are items. A question without `follow_ups` keeps the
    shipped follow-ups.
    """
    found = [_merge_key(shipped, key, value, key) for key, value in own.items()]
    return [each for replaced in found for each in replaced]


def _merge_key(base: Map, key: str, value: Value, name: str) -> Iterator[Replaced]:
    under, top = base.get(key), key == name
    if isinstance(under, List) and isinstance(value, List) and all(map(identity, under)):
        for item in value:
            yield from _merge_item(under, item, name)
    elif isinstance(under, Map) and isinstance(value, Map) and top:
        for part in filter(under.__contains__, value):
            yield Replaced(f"{name}.{part}", under[part], value[part])
        under.update(value)
    else:
        if isinstance(under, List) or (under and not top and key != "id"):
            yield Replaced(name, under, value)
        base[key] = value


def _merge_item(section: List, item: Any, name: str) -> Iterator[Replaced]:
    wanted = identity(item)
    same: list[tuple[List, Any]]
    same = [pair for pair in placed(section) if wanted and identity(pair[1]) == wanted]
    # Two items in the same file are duplicates. Both stay, so that the checks report them.
    same = [pair for pair in same if pair[1].place.file != item.place.file]
    if not same:
        section.append(item)
        return
    siblings, found = same[0]
    path = f"{name}.{wanted}"
    if name in ("topics", "assistance"):
        for key, value in item.items():
            yield from _merge_key(found, key, value, f"{path}.{key}")
        return
    siblings[siblings.index(found)] = item
    if "follow_ups" in found and "follow_ups" not in item:
        item["follow_ups"] = found.pop("follow_ups")
    yield Replaced(path, found, item)
