"""The shipped files with those of an operator's own folder laid over them."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from ruamel.yaml.nodes import MappingNode, Node

from assessment.content import reviews
from assessment.content.layers import Replaced, identity, lay_over, section_of, take
from assessment.content.refusals import validated
from assessment.content.removals import (
    Gone,
    Removals,
    areas_inside,
    areas_without,
    forget,
    removals,
    remove,
)
from assessment.content.reviews import Review
from assessment.content.site import NAME, Site
from assessment.content.yaml_file import place_of, read_nodes
from assessment.errors import ContentError, Problem


class Layered(NamedTuple):
    """The nodes of both files, what own items replaced, and names of removed items not shipped."""

    questions: Node | None
    contacts: Node | None
    site: Site = Site()
    reviews: tuple[Review, ...] = ()
    replaced: tuple[Replaced, ...] = ()
    unknown: tuple[Node, ...] = ()


class _Pair(NamedTuple):
    """A shipped file, the own file that is laid over it, and what that removes."""

    shipped: Node | None
    own: Node | None = None
    removed: Removals = {}

    def laid(self, gone: Gone) -> tuple[Node | None, tuple[Replaced, ...], list[Node]]:
        unknown = [
            name
            for section, names in self.removed.items()
            for name in names
            if not remove(self.shipped, section, name.value)
        ]
        for area in gone.areas:
            remove(self.shipped, "areas", area)
        if self.shipped and any(gone):
            forget(self.shipped, gone)
        if isinstance(self.shipped, MappingNode) and isinstance(self.own, MappingNode):
            return self.shipped, lay_over(self.shipped, self.own), unknown
        return self.own or self.shipped, (), unknown


def layered(questions: Path, contacts: Path, own: Path | None) -> Layered:
    """Read both files, with those of the own folder laid over them. Raises ContentError.

    Areas and languages that `site.yaml` does not offer are removed like those under `remove`.
    """
    problems: list[Problem] = []
    pairs = [_read(file, own, problems) for file in (questions, contacts)]
    site = _site(own, pairs, problems)
    signed = _reviews(own, problems)
    if problems:
        raise ContentError(problems)
    gone = _gone(pairs, site)
    (asked, replaced, lost), (listed, also_replaced, also_lost) = [p.laid(gone) for p in pairs]
    for language in _ids("languages", asked) if site.languages else ():
        if language not in site.languages:
            remove(asked, "languages", language)
    return Layered(asked, listed, site, signed, (*replaced, *also_replaced), (*lost, *also_lost))


def _site(own: Path | None, pairs: list[_Pair], problems: list[Problem]) -> Site:
    file = own_file(own, NAME)
    node = _nodes(file, problems)
    site = validated(node, str(file), Site, problems, folder=own) if node else None
    roots = [root for pair in pairs for root in (pair.shipped, pair.own)]
    misfits = site.misfits(_ids("languages", *roots), _ids("areas", *roots)) if site else ()
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


def _ids(section: str, *roots: Node | None) -> list[str]:
    return [
        name
        for each in roots
        for part in section_of(each, section)
        for item in part.value
        if (name := identity(item))
    ]


def own_file(own: Path | None, name: str) -> Path | None:
    """The file of this name in the own folder, if it exists."""
    return own / name if own and (own / name).is_file() else None


def laid_over_words(shipped: Path, own: Path | None) -> Node | None:
    """The shipped list of words with the own one laid over it. Raises ContentError."""
    problems: list[Problem] = []
    pair = _read(shipped, own, problems)
    if problems:
        raise ContentError(problems)
    return pair.laid(_gone([], Site()))[0]


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


def _gone(pairs: list[_Pair], site: Site) -> Gone:
    def named(section: str) -> Iterator[str]:
        for pair in pairs:
            yield from (str(name.value) for name in pair.removed.get(section, ()))

    roots = [root for pair in pairs for root in (pair.shipped, pair.own)]
    areas = areas_inside(named("areas"), *(pair.shipped for pair in pairs))
    if site.areas:
        areas |= areas_without(site.areas, *roots)
    return Gone(frozenset(named("questions")), areas, frozenset(named("contacts")))
