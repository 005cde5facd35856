"""Merges the files in an agency's content folder into the shipped files."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from assessment.content import reviews, site
from assessment.content.layers import Replaced, ids, inner, merge
from assessment.content.refusals import FIXES
from assessment.content.removals import Pair, removals, remove_all
from assessment.content.yaml_file import List, Map, Scalar, Value, read_yaml
from assessment.errors import ContentError, Problem, gathered, nearest


class Layered(NamedTuple):
    """The merged files, the shipped items that were replaced, and the names under `remove` that
    are not in the shipped content.
    """

    questions: Map
    contacts: Map
    site: Map
    reviews: Value
    replaced: tuple[Replaced, ...]
    unknown: tuple[Scalar, ...]


class ContentFiles(NamedTuple):
    """The shipped files, and `own`, the content folder that overrides them.

    `area` limits the content to what readers in this area and in the areas inside it see.
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
        tasks = [partial(_read, file, self.own) for file in (self.questions, self.contacts)]
        names = (site.NAME, reviews.NAME)
        *pairs, chosen, signed = gathered([*tasks, *(partial(_own, self.own, n) for n in names)])
        chosen = _mapping(chosen)
        if unknown := list(_unknown_names(chosen, [r for pair in pairs for r in pair[:2]])):
            raise ContentError(unknown)
        area = self.area and Scalar(self.area)
        useless = remove_all(pairs, [area] if area else inner(chosen, "areas") or ())
        replaced = [each for pair in pairs for each in merge(pair.shipped, pair.own)]
        questions, contacts = (pair.shipped for pair in pairs)
        _choose_languages(questions, chosen)
        if default := area or inner(chosen, "default_area"):
            contacts["default_area"] = default
        return Layered(questions, contacts, chosen, signed, tuple(replaced), tuple(useless))


def _unknown_names(chosen: Map, roots: list[Map]) -> Iterator[Problem]:
    """E217: names in `site.yaml` that are not in the content."""
    languages, areas = ids("languages", *roots), ids("areas", *roots)
    for key, known, what, file in (
        ("default_area", areas, "area", "contacts.yaml"),
        ("areas", areas, "area", "contacts.yaml"),
        ("languages", languages, "language", "questions.yaml"),
        ("exits", languages, "language", "questions.yaml"),
    ):
        named: Value = chosen.get(key, List())
        for name in map(str, [named] if isinstance(named, Scalar) else named):
            if name not in known:
                fix = nearest(name, known, f"Add it to `{what}s` in {file}.")
                yield Problem("E217", *named.place, f"unknown {what}: `{name}`", fix)
    offered: Value = chosen.get("languages", List())
    if offered and languages[0] not in offered:
        fix = f"Add {languages[0]}, the language that the content is written in."
        yield Problem("E217", *offered.place, f"`{languages[0]}` is missing", fix)


def _choose_languages(questions: Map, chosen: Map) -> None:
    """Keep the languages that `site.yaml` offers (by default, all except drafts). Apply its
    exits."""
    offered, languages = chosen.get("languages"), inner(questions, "languages")
    for language in list(languages) if isinstance(languages, List) else ():
        name = inner(language, "id")
        if name not in offered if offered else inner(language, "draft") == "true":
            languages.remove(language)
        elif page := inner(chosen, "exits", name):
            language["exit"] = page


def merged_words(shipped: Path, own: Path | None) -> Map:
    """The shipped word list, merged with the one in the content folder. Raises ContentError."""
    pair = _read(shipped, own)
    remove_all([pair], ())
    merge(pair.shipped, pair.own)
    return pair.shipped


def _read(shipped: Path, own: Path | None) -> Pair:
    mine = _mapping(_own(own, shipped.name))
    if mine.pop("inherit", "") == "false":
        return Pair(mine, Map(), {})
    removed = removals(mine)
    root = _mapping(read_yaml(shipped))
    root.pop("inherit", None)
    return Pair(root, mine, removed)


def _own(own: Path | None, name: str) -> Value:
    """The value in a file of the content folder; empty if there is none."""
    file = own / name if own else None
    return (file and file.is_file() and read_yaml(file, str(file))) or List()


def _mapping(value: Value) -> Map:
    if value and not isinstance(value, Map):
        fix = FIXES["model_type"]
        raise ContentError([Problem("E103", *value.place, "the file: invalid value", fix)])
    return value if isinstance(value, Map) else Map()
