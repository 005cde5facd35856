"""The areas that a reader can choose from, named and sorted in the reader's language."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple
from unicodedata import normalize

from babel import Locale

from assessment.content.directory import Area


class AreaGroup(NamedTuple):
    """Areas shown together, each as (ID, name); `name` is None for the group of other countries."""

    name: str | None
    areas: list[tuple[str, str]]


def area_name(area: Area, locale: Locale) -> str:
    """The area's own name, or the name of its country in the reader's language."""
    return area.name or locale.territories.get(area.region or "") or area.id


def area_groups(areas: list[Area], locale: Locale) -> list[AreaGroup]:
    """One group for each country that contains other areas, then one for all other countries.

    Empty if there is only one area. `areas` must already be translated into the reader's language.
    """
    roots = _ordered((area for area in areas if area.parent is None), locale)
    trees = [list(_tree(root, areas, locale)) for root in roots]
    groups = [AreaGroup(tree[0][1], tree) for tree in trees if len(tree) > 1]
    alone = [tree[0] for tree in trees if len(tree) == 1]
    groups += [AreaGroup(None, alone)] if alone else []
    return groups if len(areas) > 1 else []


def limited(groups: Iterable[AreaGroup], offered: Collection[str]) -> list[AreaGroup]:
    """The groups with only these areas; empty if there is nothing left to choose."""
    left = [AreaGroup(g.name, [area for area in g.areas if area[0] in offered]) for g in groups]
    return [group for group in left if group.areas] if len(offered) > 1 else []


def _tree(root: Area, areas: list[Area], locale: Locale) -> Iterator[tuple[str, str]]:
    yield root.id, area_name(root, locale)
    for inner in _ordered((area for area in areas if area.parent == root.id), locale):
        yield from _tree(inner, areas, locale)


def _ordered(areas: Iterable[Area], locale: Locale) -> list[Area]:
    """The areas sorted by name; the area for readers whose country is not listed comes last."""
    return sorted(areas, key=lambda area: (area.unlisted, _sorting(area_name(area, locale))))


def _sorting(name: str) -> str:
    # Sort accented letters together with unaccented letters, as readers expect.
    return normalize("NFKD", name).casefold()
