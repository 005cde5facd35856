"""Merges the files in an agency's content folder into the shipped files."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ruamel.yaml.nodes import MappingNode, Node

from assessment.content import reviews
from assessment.content.layers import Replaced, ids, lay_over, not_drafts, take
from assessment.content.refusals import validated
from assessment.content.removals import (
    Removals,
    areas_inside,
    areas_without,
    forget,
    leave_areas,
    removals,
    remove,
)
from assessment.content.reviews import Review
from assessment.content.site import NAME, Site
from assessment.content.yaml_file import place_of, read_nodes
from assessment.errors import ContentError, Problem


class Layered(NamedTuple):
    """The merged files: their nodes, the shipped items that were replaced, and the names under
    `remove` that are not in the shipped content.
    """

    questions: Node | None
    contacts: Node | None
    site: Site = Site()
    reviews: tuple[Review, ...] = ()
    replaced: tuple[Replaced, ...] = ()
    unknown: tuple[Node, ...] = ()


class _Pair(NamedTuple):
    """A shipped file, the agency's file that overrides it, and what that file removes."""

    shipped: Node | None
    own: Node | None = None
    removed: Removals = {}

    def laid(self) -> tuple[Node | None, tuple[Replaced, ...]]:
        if isinstance(self.shipped, MappingNode) and isinstance(self.own, MappingNode):
            return self.shipped, lay_over(self.shipped, self.own)
        return self.own or self.shipped, ()


def layered(questions: Path, contacts: Path, own: Path | None, area: str | None = None) -> Layered:
    """Read both files, and override them with those in the content folder `own`.

    Areas and languages that `site.yaml` does not offer are removed like those under `remove`. If
    `area` is set, it replaces the areas that `site.yaml` offers. Raises ContentError.
    """
    problems: list[Problem] = []
    pairs = [_read(file, own, problems) for file in (questions, contacts)]
    site = _site(own, pairs, problems)
    if area:
        site = site.model_copy(update={"areas": (area,), "default_area": area})
    signed = _reviews(own, problems)
    if problems:
        raise ContentError(problems)
    unknown = _take_away(pairs, site)
    (asked, replaced), (listed, also_replaced) = [pair.laid() for pair in pairs]
    offered = site.languages or not_drafts(asked)
    for language in ids("languages", asked):
        if language not in offered:
            remove(asked, "languages", language)
    return Layered(asked, listed, site, signed, (*replaced, *also_replaced), tuple(unknown))


def _take_away(pairs: Sequence[_Pair], site: Site) -> list[Node]:
    """Remove everything listed under `remove` or not offered by the site, and all references to it.

    Returns the names under `remove` that are not in the shipped content.
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
    named = (str(name.value) for pair in pairs for name in pair.removed.get("areas", ()))
    areas = areas_inside(named, *shipped)
    if site.areas:
        areas |= areas_without(site.areas, *shipped, *(pair.own for pair in pairs))
    for node in filter(None, shipped) if areas else ():
        leave_areas(node, areas)
    gone = {section: was - set(ids(section, *shipped)) for section, was in before.items()}
    for node in filter(None, shipped) if areas or any(gone.values()) else ():
        forget(node, gone["questions"], gone["contacts"])
    return unknown


def _site(own: Path | None, pairs: list[_Pair], problems: list[Problem]) -> Site:
    file = own_file(own, NAME)
    node = _nodes(file, problems)
    site = validated(node, str(file), Site, problems, folder=own) if node else None
    roots = [root for pair in pairs for root in (pair.shipped, pair.own)]
    misfits = site.misfits(ids("languages", *roots), ids("areas", *roots)) if site else ()
    for path, message, fix in misfits if not problems else ():
        problems.append(Problem("E217", *place_of(node, str(file), path), message, fix))
    return site or Site()


def _reviews(own: Path | None, problems: list[Problem]) -> tuple[Review, ...]:
    file = own_file(own, reviews.NAME)
    node = _nodes(file, problems)
    read = validated(node, str(file), reviews.Reviews, problems) if node else None
    return read.root if read else ()


def _nodes(file: Path | None, problems: list[Problem]) -> Node | None:
    try:
        return read_nodes(file, str(file)) if file else None
    except ContentError as error:
        problems += error.problems
        return None


def own_file(own: Path | None, name: str) -> Path | None:
    """The file with this name in the content folder, if it exists."""
    return own / name if own and (own / name).is_file() else None


def laid_over_words(shipped: Path, own: Path | None) -> Node | None:
    """The shipped word list, overridden by the one in the content folder. Raises ContentError."""
    problems: list[Problem] = []
    pair = _read(shipped, own, problems)
    if problems:
        raise ContentError(problems)
    _take_away([pair], Site())
    return pair.laid()[0]


def _read(shipped: Path, own: Path | None, problems: list[Problem]) -> _Pair:
    try:
        if not (file := own_file(own, shipped.name)):
            return _Pair(_without_inherit(read_nodes(shipped))[0])
        node, inherits = _without_inherit(read_nodes(file, str(file)))
        if not inherits:
            return _Pair(node)
        removed = removals(node)
        return _Pair(_without_inherit(read_nodes(shipped))[0], node, removed)
    except ContentError as error:
        problems += error.problems
        return _Pair(None)


def _without_inherit(root: Node | None) -> tuple[Node | None, bool]:
    """The node without `inherit`, and whether the shipped content is inherited."""
    said = take(root, "inherit")
    return root, not (said and said[1].value == "false")
