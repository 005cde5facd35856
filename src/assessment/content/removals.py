"""Removes items from the shipped content, with all references to them, for an agency's folder."""

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from assessment.content.layers import entries, identity, ids, placed, section_of, take
from assessment.content.yaml_file import start
from assessment.errors import ContentError, Problem

Removals = Mapping[str, list[Node]]
"""The names of removed items, by section."""


def removals(own: Node | None) -> Removals:
    """Take `remove` out of an agency's file. Raises ContentError (E103) if it is malformed."""
    if (asked := take(own, "remove")) is None:
        return {}
    key, sections = asked
    named = sections.value if isinstance(sections, MappingNode) else [(key, sections)]
    for section, names in named:
        if section is key or not isinstance(names, SequenceNode):
            fix = "Use a list of ids for each section."
            raise ContentError([Problem("E103", *start(section), "remove: invalid value", fix)])
    return {section.value: names.value for section, names in named}


class Pair(NamedTuple):
    """A shipped file, the agency's file that overrides it, and what that file removes."""

    shipped: Node | None
    own: Node | None = None
    removed: Removals = {}


def remove_all(pairs: Sequence[Pair], offered: tuple[str, ...]) -> list[Node]:
    """Remove everything listed under `remove`, with all references to it.

    If `offered` names any areas, everything outside them is removed as well. Returns the names
    under `remove` that are not in the shipped content.
    """
    shipped = [pair.shipped for pair in pairs]
    before = {section: set(ids(section, *shipped)) for section in ("questions", "contacts")}
    unknown = [
        name
        for pair in pairs
        for section, names in pair.removed.items()
        for name in names
        if not remove(pair.shipped, section, name.value)
    ]
    areas = {str(name.value) for pair in pairs for name in pair.removed.get("areas", ())}
    lineages = _lineages(shipped)
    areas |= {area for area, lineage in lineages.items() if areas.intersection(lineage)}
    if offered:
        lineages = _lineages([*shipped, *(pair.own for pair in pairs)])
        near = [lineage for lineage in lineages.values() if set(offered).intersection(lineage)]
        areas |= lineages.keys() - {area for lineage in near for area in lineage}
    for node in filter(None, shipped) if areas else ():
        _remove_areas(node, areas)
    gone = {section: was - set(ids(section, *shipped)) for section, was in before.items()}
    for node in filter(None, shipped) if areas or any(gone.values()) else ():
        _remove_references(node, gone["questions"], gone["contacts"])
    return unknown


def _lineages(roots: Iterable[Node | None]) -> dict[str, list[str]]:
    """Each area with the areas that contain it, smallest first."""
    areas = [entries(area) for root in roots for s in section_of(root, "areas") for area in s.value]
    parents = {
        str(area["id"].value): str(area["parent"].value) if "parent" in area else ""
        for area in areas
        if "id" in area
    }
    lineages = {area: [area] for area in parents}
    for lineage in lineages.values():
        while (outer := parents.get(lineage[-1])) and outer not in lineage:
            lineage.append(outer)
    return lineages


def remove(root: Node | None, section: str, name: str) -> bool:
    """Remove an item. Returns False if there is no item with this name."""
    found = False
    for part in section_of(root, section):
        if isinstance(part, MappingNode):
            found = take(part, name) is not None
            continue
        # Start from the end, so that the remaining positions stay valid.
        for siblings, index in reversed(list(placed(part))):
            if identity(siblings[index]) == name:
                del siblings[index]
                found = True
    return found


def _remove_areas(node: Node, areas: Set[str]) -> None:
    """Remove these areas from a shipped file, with all their contacts, programs, and advice."""
    if isinstance(node, SequenceNode):
        node.value[:] = [item for item in node.value if not _is_only_in(item, areas)]
        for item in node.value:
            _remove_areas(item, areas)
    elif isinstance(node, MappingNode):
        for key, value in list(node.value):
            if key.value == "law" and _is_one_of(areas, value):
                take(node, key.value)
            elif key.value == "areas" and isinstance(value, SequenceNode):
                kept = (each for each in value.value if (identity(each) or each.value) not in areas)
                value.value[:] = kept
            else:
                _remove_areas(value, areas)


def _is_only_in(item: Node, areas: Set[str]) -> bool:
    found = entries(item)
    if "area" in found:
        return _is_one_of(areas, found["area"])
    named = found.get("areas")
    return (
        isinstance(named, SequenceNode)
        and bool(named.value)
        and all(each.value in areas for each in named.value)
    )


def _is_one_of(names: Set[str], node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.value in names


def _remove_references(node: Node, questions: Set[str], contacts: Set[str]) -> None:
    """Remove everything in a shipped file that refers to removed questions and contacts.

    A removed question counts as skipped, so a rule that depends only on its answers is never true.
    """
    for item in node.value if isinstance(node, SequenceNode) else ():
        _remove_references(item, questions, contacts)
    for key, value in list(node.value) if isinstance(node, MappingNode) else ():
        is_empty = key.value == "follow_ups" and not any(placed(entries(value).get("questions")))
        if is_empty or (key.value == "not_urgent" and _is_one_of(contacts, value)):
            take(node, key.value)
        elif key.value == "answer" and isinstance(value, MappingNode):
            value.value[:] = [pair for pair in value.value if pair[0].value not in questions]
            if not value.value:
                never = ScalarNode(key.ctag, "any_of", key.start_mark, key.end_mark)
                nothing = SequenceNode(value.ctag, [], value.start_mark, value.end_mark)
                node.value[:] = [(never, nothing)]
        else:
            _remove_references(value, questions, contacts)
