"""What an operator's own folder takes away from the shipped content, with all references to it."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from assessment.content.layers import entries, identity, placed, section_of, take
from assessment.errors import ContentError, Problem

Removals = Mapping[str, list[Node]]
"""The names of removed items, by section."""


class Gone(NamedTuple):
    """The ids of removed items to which others may refer."""

    questions: frozenset[str]
    areas: frozenset[str]
    contacts: frozenset[str]


def removals(own: Node | None) -> Removals:
    """Take `remove` from an own file. Raises ContentError (E103) if it has another form."""
    if (asked := take(own, "remove")) is None:
        return {}
    key, sections = asked
    named = sections.value if isinstance(sections, MappingNode) else [(key, sections)]
    for section, names in named:
        if section is key or not isinstance(names, SequenceNode):
            mark, fix = section.start_mark, "Write a list of ids for each section."
            place = (mark.name, mark.line + 1, mark.column + 1)
            raise ContentError([Problem("E103", *place, "remove: invalid value", fix)])
    return {section.value: names.value for section, names in named}


def areas_inside(ids: Iterable[str], *roots: Node | None) -> frozenset[str]:
    """These areas and all areas inside them."""
    found, parents = set(ids), _parents(roots)
    while more := {name for name, parent in parents.items() if parent in found} - found:
        found |= more
    return frozenset(found)


def areas_without(ids: Iterable[str], *roots: Node | None) -> frozenset[str]:
    """All areas but these, those inside them, and those around them."""
    kept, parents = set(areas_inside(ids, *roots)), _parents(roots)
    while more := {parents[name] for name in kept if parents.get(name)} - kept:
        kept |= {name for name in more if name}
    return frozenset(parents.keys() - kept)


def _parents(roots: Iterable[Node | None]) -> dict[str, str]:
    """The parent of each area; empty for an area without one."""
    areas = [entries(area) for root in roots for s in section_of(root, "areas") for area in s.value]
    return {
        str(area["id"].value): str(area["parent"].value) if "parent" in area else ""
        for area in areas
        if "id" in area
    }


def remove(root: Node | None, section: str, name: str) -> bool:
    """Remove an item; False if there is none with this name."""
    found = False
    for part in section_of(root, section):
        if isinstance(part, MappingNode):
            found = take(part, name) is not None
            continue
        # From the end, so that the remaining places stay valid.
        for siblings, index in reversed(list(placed(part))):
            if identity(siblings[index]) == name:
                del siblings[index]
                found = True
    return found


def forget(node: Node, gone: Gone) -> None:
    """Remove everything in a shipped file that refers to removed items.

    A removed question counts as skipped: a rule about its answers alone never holds.
    """
    if isinstance(node, SequenceNode):
        node.value[:] = [item for item in node.value if not _is_in_gone_area(item, gone)]
        for item in node.value:
            forget(item, gone)
    elif isinstance(node, MappingNode):
        for key, value in list(node.value):
            if _refers(key, value, gone):
                take(node, key.value)
            elif key.value == "answer" and isinstance(value, MappingNode):
                _forget_answers(node, key, value, gone)
            else:
                forget(value, gone)


def _is_in_gone_area(item: Node, gone: Gone) -> bool:
    """Whether a contact, a program or advice is only for removed areas."""
    found = entries(item)
    if isinstance(areas := found.get("areas"), SequenceNode) and areas.value:
        areas.value[:] = [area for area in areas.value if area.value not in gone.areas]
        return not areas.value
    return isinstance(area := found.get("area"), ScalarNode) and area.value in gone.areas


def _refers(key: Node, value: Node, gone: Gone) -> bool:
    if key.value == "follow_ups":
        questions = entries(value).get("questions")
        return isinstance(questions, SequenceNode) and not questions.value
    ids = {"not_urgent": gone.contacts, "law": gone.areas}.get(key.value, frozenset())
    return isinstance(value, ScalarNode) and value.value in ids


def _forget_answers(rule: MappingNode, key: Node, asked: MappingNode, gone: Gone) -> None:
    asked.value[:] = [pair for pair in asked.value if pair[0].value not in gone.questions]
    if not asked.value:
        never = ScalarNode(key.ctag, "any_of", key.start_mark, key.end_mark)
        nothing = SequenceNode(asked.ctag, [], asked.start_mark, asked.end_mark)
        rule.value[:] = [(never, nothing)]
