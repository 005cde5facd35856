"""Merges the files in an agency's content folder into the shipped files."""

from pathlib import Path
from typing import NamedTuple

from ruamel.yaml.nodes import Node

from assessment.content import reviews
from assessment.content.layers import Replaced, ids, merge, not_drafts, take
from assessment.content.refusals import M, validated
from assessment.content.removals import Pair, removals, remove, remove_all
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
    site: Site
    reviews: tuple[Review, ...]
    replaced: tuple[Replaced, ...]
    unknown: tuple[Node, ...]


class ContentFiles(NamedTuple):
    """The shipped files, and `own`, the content folder that overrides them.

    If `area` is set, the content is limited to what readers in it, and in areas inside it, see.
    """

    questions: Path
    contacts: Path
    own: Path | None = None
    area: str | None = None

    @property
    def is_shipped(self) -> bool:
        """Whether this is all of the shipped content, and nothing else."""
        return self.own is None and self.area is None

    def layered(self) -> Layered:
        """Read and merge the files. Raises ContentError.

        Areas and languages that `site.yaml` does not offer are removed like those under `remove`.
        `area` replaces the areas that `site.yaml` offers.
        """
        problems: list[Problem] = []
        pairs = [_read(file, self.own, problems) for file in (self.questions, self.contacts)]
        site = _site(self.own, pairs, problems)
        if self.area:
            site = site.model_copy(update={"areas": (self.area,), "default_area": self.area})
        _, signed = _own_model(self.own, reviews.NAME, Reviews, problems)
        if problems:
            raise ContentError(problems)
        unknown = remove_all(pairs, site.areas)
        (asked, replaced), (listed, also_replaced) = [
            merge(pair.shipped, pair.own) for pair in pairs
        ]
        offered = site.languages or not_drafts(asked)
        for language in ids("languages", asked):
            if language not in offered:
                remove(asked, "languages", language)
        signatures = signed.root if signed else ()
        return Layered(asked, listed, site, signatures, (*replaced, *also_replaced), tuple(unknown))


def _site(own: Path | None, pairs: list[Pair], problems: list[Problem]) -> Site:
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
    try:
        node = _own_node(own, name)
    except ContentError as error:
        problems += error.problems
        return None, None
    return node, validated(node, name, model, problems, folder=own) if node else None


def _own_node(own: Path | None, name: str) -> Node | None:
    file = own / name if own else None
    return read_nodes(file, str(file)) if file and file.is_file() else None


def merged_words(shipped: Path, own: Path | None) -> Node | None:
    """The shipped word list, merged with the one in the content folder. Raises ContentError."""
    problems: list[Problem] = []
    pair = _read(shipped, own, problems)
    if problems:
        raise ContentError(problems)
    remove_all([pair], ())
    return merge(pair.shipped, pair.own)[0]


def _read(shipped: Path, own: Path | None, problems: list[Problem]) -> Pair:
    try:
        node = _own_node(own, shipped.name)
        said = take(node, "inherit")
        if said and said[1].value == "false":
            return Pair(node)
        removed = removals(node)
        root = read_nodes(shipped)
        take(root, "inherit")
        return Pair(root, node, removed)
    except ContentError as error:
        problems += error.problems
        return Pair(None)
