"""Merges the files in an agency's content folder into the shipped files."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ruamel.yaml.nodes import MappingNode, Node

from assessment.content import reviews
from assessment.content.layers import Replaced, ids, merge, not_drafts, take
from assessment.content.refusals import M, validated
from assessment.content.removals import (
    Removals,
    areas_inside,
    areas_without,
    removals,
    remove,
    remove_areas,
    remove_references,
)
from assessment.content.reviews import Review, Reviews
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

    def merged(self) -> tuple[Node | None, tuple[Replaced, ...]]:
        if isinstance(self.shipped, MappingNode) and isinstance(self.own, MappingNode):
            return self.shipped, merge(self.shipped, self.own)
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
    _, signed = _own_model(own, reviews.NAME, Reviews, problems)
    if problems:
        raise ContentError(problems)
    unknown = _remove(pairs, site)
    (asked, replaced), (listed, also_replaced) = [pair.merged() for pair in pairs]
    offered = site.languages or not_drafts(asked)
    for language in ids("languages", asked):
        if language not in offered:
            remove(asked, "languages", language)
    signatures = signed.root if signed else ()
    return Layered(asked, listed, site, signatures, (*replaced, *also_replaced), tuple(unknown))


def _remove(pairs: Sequence[_Pair], site: Site) -> list[Node]:
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
        remove_areas(node, areas)
    gone = {section: was - set(ids(section, *shipped)) for section, was in before.items()}
    for node in filter(None, shipped) if areas or any(gone.values()) else ():
        remove_references(node, gone["questions"], gone["contacts"])
    return unknown


def _site(own: Path | None, pairs: list[_Pair], problems: list[Problem]) -> Site:
    node, site = _own_model(own, NAME, Site, problems)
    roots = [root for pair in pairs for root in (pair.shipped, pair.own)]
    mistakes = site.mistakes(ids("languages", *roots), ids("areas", *roots)) if site else ()
    for path, message, fix in mistakes if not problems else ():
        problems.append(Problem("E217", *place_of(node, NAME, path), message, fix))
    return site or Site()


def _own_model(
    own: Path | None, name: str, model: type[M], problems: list[Problem]
) -> tuple[Node | None, M | None]:
    """The nodes and the model of a file in the content folder; None if it is missing or empty."""
    file = own_file(own, name)
    try:
        node = read_nodes(file, str(file)) if file else None
    except ContentError as error:
        problems += error.problems
        return None, None
    return node, validated(node, str(file), model, problems, folder=own) if node else None


def own_file(own: Path | None, name: str) -> Path | None:
    """The file with this name in the content folder, if it exists."""
    return own / name if own and (own / name).is_file() else None


def merged_words(shipped: Path, own: Path | None) -> Node | None:
    """The shipped word list, merged with the one in the content folder. Raises ContentError."""
    problems: list[Problem] = []
    pair = _read(shipped, own, problems)
    if problems:
        raise ContentError(problems)
    _remove([pair], Site())
    return pair.merged()[0]


def _read(shipped: Path, own: Path | None, problems: list[Problem]) -> _Pair:
    try:
        file = own_file(own, shipped.name)
        node = read_nodes(file, str(file)) if file else None
        said = take(node, "inherit")
        if said and said[1].value == "false":
            return _Pair(node)
        removed = removals(node)
        root = read_nodes(shipped)
        take(root, "inherit")
        return _Pair(root, node, removed)
    except ContentError as error:
        problems += error.problems
        return _Pair(None)
