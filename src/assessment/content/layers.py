"""Merges an agency's file into a shipped file, item by item.

This works on YAML nodes, because each node knows which file and line it comes from.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

IDENTITIES = (("id",), ("word",), ("region", "number"), ("area", "name"))
"""Keys that identify an item of a list. If items have no such keys, the whole list is replaced."""
Siblings = list[Node]


class Replaced(NamedTuple):
    """A shipped item and the agency's item that replaces it; `name` is its path in the file."""

    name: str
    shipped: Node
    own: Node


def entries(node: Node | None) -> dict[str, Node]:
    """The values of a mapping by key; empty for anything else."""
    pairs = node.value if isinstance(node, MappingNode) else ()
    return {key.value: value for key, value in pairs}


def take(node: Node | None, key: str) -> tuple[Node, Node] | None:
    """Remove a key from a mapping, and return the key and its value."""
    pairs = node.value if isinstance(node, MappingNode) else []
    found = next((pair for pair in pairs if pair[0].value == key), None)
    if found:
        pairs.remove(found)
    return found


def put(node: MappingNode, key: Node, value: Node) -> None:
    """Set a key of a mapping. An existing key keeps its position."""
    for index, pair in enumerate(node.value):
        if pair[0].value == key.value:
            node.value[index] = (key, value)
            return
    node.value.append((key, value))


def identity(item: Node) -> str | None:
    """The identity of an item of a list; None if it has none."""
    found = entries(item)
    for keys in IDENTITIES:
        if all(key in found for key in keys):
            return " ".join(str(found[key].value) for key in keys)
    return None


def placed(section: Node | None) -> Iterator[tuple[Siblings, int]]:
    """The position (list and index) of each item of a list and of all follow-ups inside it."""
    if isinstance(section, SequenceNode):
        for index, item in enumerate(section.value):
            yield section.value, index
            yield from placed(entries(entries(item).get("follow_ups")).get("questions"))


def find(name: str, root: Node | None) -> Node | None:
    """The item with this path, as in `Replaced.name`."""
    node = root
    for part in name.split("."):
        items = (siblings[index] for siblings, index in placed(node))
        named = (item for item in items if identity(item) == part)
        node = entries(node).get(part) or next(named, None)
    return node


def section_of(root: Node | None, name: str) -> Iterable[Node]:
    """The lists or mappings that hold the items of a section; `questions` are inside the topics."""
    if name == "questions":
        topics = section_of(root, "topics")
        found = [entries(topic).get(name) for topic in (t for s in topics for t in s.value)]
    else:
        found = [entries(root).get(name)]
    return [section for section in found if isinstance(section, MappingNode | SequenceNode)]


def ids(section: str, *roots: Node | None) -> list[str]:
    """The IDs of all items of a section in these files, including follow-ups."""
    parts = (part for root in roots for part in section_of(root, section))
    items = (siblings[index] for part in parts for siblings, index in placed(part))
    return [name for item in items if (name := identity(item))]


def not_drafts(root: Node | None) -> list[str]:
    """The codes of the languages that are not marked as drafts."""
    items = (item for part in section_of(root, "languages") for item in part.value)
    marks = ((item, entries(item).get("draft")) for item in items)
    finished = (item for item, draft in marks if draft is None or draft.value != "true")
    return [name for item in finished if (name := identity(item))]


def merge(shipped: Node | None, own: Node | None) -> tuple[Node | None, list[Replaced]]:
    """Add the items of the agency's file to the shipped one, or replace those with the same ID.

    Returns the merged file, and what was replaced. Topics and kinds of assistance are merged and
    not replaced, because their questions and programs are items. A question without `follow_ups`
    keeps the shipped follow-ups. If the agency's file is not a mapping, it is returned unchanged,
    and validation reports it.
    """
    if not (isinstance(shipped, MappingNode) and isinstance(own, MappingNode)):
        return own or shipped, []
    found = [_merge_key(shipped, key, value, key.value) for key, value in own.value]
    return shipped, [each for replaced in found for each in replaced]


def _merge_key(base: MappingNode, key: Node, value: Node, name: str) -> Iterator[Replaced]:
    under, top = entries(base).get(key.value), key.value == name
    if isinstance(under, SequenceNode) and isinstance(value, SequenceNode) and _all_named(under):
        for item in value.value:
            yield from _merge_item(under, item, name)
    elif isinstance(under, MappingNode) and isinstance(value, MappingNode) and top:
        for inner, part in value.value:
            if original := entries(under).get(inner.value):
                yield Replaced(f"{name}.{inner.value}", original, part)
            put(under, inner, part)
    else:
        if isinstance(under, SequenceNode) or (under and not top and key.value != "id"):
            yield Replaced(name, under, value)
        put(base, key, value)


def _all_named(section: SequenceNode) -> bool:
    return all(identity(item) is not None for item in section.value)


def _merge_item(section: SequenceNode, item: Node, name: str) -> Iterator[Replaced]:
    wanted = identity(item)
    same = (
        (siblings, index)
        for siblings, index in placed(section)
        if wanted
        and identity(siblings[index]) == wanted
        # An item of the same file is a duplicate: both stay, so that the checks report it.
        and siblings[index].start_mark.name != item.start_mark.name
    )
    siblings, index = next(same, (None, 0))
    if siblings is None:
        section.value.append(item)
        return
    found, path = siblings[index], f"{name}.{wanted}"
    merged = name in ("topics", "assistance")
    if merged and isinstance(found, MappingNode) and isinstance(item, MappingNode):
        for key, value in item.value:
            yield from _merge_key(found, key, value, f"{path}.{key.value}")
        return
    siblings[index] = item
    if "follow_ups" not in entries(item) and (inherited := take(found, "follow_ups")):
        item.value.append(inherited)
    yield Replaced(path, found, item)
