"""Removes items from the shipped content, with all references to them, for an agency's folder."""

from collections.abc import Mapping, Sequence, Set
from typing import Any, NamedTuple

from assessment.content.layers import identity, ids, inner, placed, sections
from assessment.content.yaml_file import List, Map, Scalar, Value
from assessment.errors import ContentError, Problem

Removals = Mapping[str, Sequence[Scalar]]
"""The names of removed items, by section."""


def removals(own: Map) -> Removals:
    """Take `remove` out of an agency's file. Raises ContentError (E103) if it is malformed."""
    asked: Value = own.pop("remove", Map())
    parts: list[Value] = [*asked.values()] if isinstance(asked, Map) else [asked]
    for part in parts:
        if part is asked or not isinstance(part, List):
            fix = "Use a list of IDs for each section."
            raise ContentError([Problem("E103", *part.place, "remove: invalid value", fix)])
    return asked if isinstance(asked, Map) else {}


class Pair(NamedTuple):
    """A shipped file, the agency's file that overrides it, and what the agency's file removes."""

    shipped: Map
    own: Map
    removed: Removals


class Gone(NamedTuple):
    """The IDs of removed items."""

    areas: Set[str]
    questions: Set[str]
    contacts: Set[str]


def remove_all(pairs: Sequence[Pair], offered: Sequence[str]) -> list[Scalar]:
    """Remove everything listed under `remove`, with all references to it.

    If `offered` names any areas, everything outside them is removed as well. Returns the names
    under `remove` that are not in the shipped content.
    """
    shipped = [pair.shipped for pair in pairs]
    before, unknown = ids("questions", *shipped), []
    named: dict[str, set[str]] = {"areas": set(), "contacts": set()}
    for pair in pairs:
        for section, names in pair.removed.items():
            named.setdefault(section, set()).update(map(str, names))
            unknown += [name for name in names if not _remove(pair.shipped, section, str(name))]
    questions = set(before).difference(ids("questions", *shipped))
    gone = Gone(_areas_gone(pairs, named["areas"], set(offered)), questions, named["contacts"])
    for root in shipped if any(gone) else ():
        _prune(root, gone)
    return unknown


def _areas_gone(pairs: Sequence[Pair], removed: set[str], offered: set[str]) -> set[str]:
    """The removed areas, the areas inside them, and those that are not offered.

    If an area is offered, so are the areas inside it and the areas that contain it.
    """
    listed = [inner(root, "areas") or () for pair in pairs for root in (pair.shipped, pair.own)]
    parents = {inner(area, "id"): inner(area, "parent") for areas in listed for area in areas}
    lineages = {area: [area] for area in parents}
    for lineage in lineages.values():
        while (outer := parents.get(lineage[-1])) and outer not in lineage:
            lineage.append(outer)
    gone = removed.union(a for a, lineage in lineages.items() if removed.intersection(lineage))
    near = [lineage for lineage in lineages.values() if offered.intersection(lineage)]
    return gone | (lineages.keys() - set().union(*near)) if offered else gone


def _remove(root: Map, section: str, name: str) -> bool:
    """Remove an item. Returns False if there is no item with this name."""
    found = False
    for part in sections(root, section):
        if isinstance(part, Map):
            found = part.pop(name, None) is not None
        for siblings, item in list(placed(part)):
            if identity(item) == name:
                siblings.remove(item)
                found = True
    return found


def _prune(value: Any, gone: Gone) -> None:
    """Remove everything that belongs to removed areas or refers to removed items.

    A removed question counts as skipped, so a rule that depends only on its answers is never true.
    """
    if isinstance(value, List):
        value[:] = [item for item in value if not _is_only_in(item, gone.areas)]
        for item in value:
            _prune(item, gone)
    names = {"law": gone.areas, "not_urgent": gone.contacts}
    for key, part in list(value.items()) if isinstance(value, Map) else ():
        is_empty = key == "follow_ups" and not inner(part, "questions")
        if is_empty or (isinstance(part, Scalar) and part in names.get(key, ())):
            del value[key]
        elif key == "answer" and isinstance(part, Map):
            for question in gone.questions & part.keys():
                del part[question]
            if not part:
                del value[key]
                value["any_of"] = List()
        else:
            if key == "areas" and isinstance(part, List):
                part[:] = [each for each in part if (identity(each) or each) not in gone.areas]
            _prune(part, gone)


def _is_only_in(item: Any, areas: Set[str]) -> bool:
    """Whether an item belongs only to these areas."""
    if isinstance(area := inner(item, "area"), Scalar):
        return area in areas
    named = inner(item, "areas")
    return isinstance(named, List) and bool(named) and all(each in areas for each in named)
