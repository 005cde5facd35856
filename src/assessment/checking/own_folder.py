"""Checks an agency's content folder against the shipped content that it overrides."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from assessment.content.digests import current_digests
from assessment.content.layers import find
from assessment.content.loading import Content, catalogues_of
from assessment.content.originals import Originals, current_originals, differences, noted_originals
from assessment.content.yaml_file import Place, place_of
from assessment.errors import Problem

FILES = ("questions.yaml", "contacts.yaml", "words.yaml", "site.yaml", "reviews.yaml")
NOTE = "Run `assessment originals`, so that `check` can report later changes to the original."


def own_folder_problems(content: Content) -> Iterator[Problem]:
    """W280 to W285: changed originals, changed reviewed content, and entries without effect."""
    if own := content.files.own:
        noted, current = noted_originals(own), current_originals(content.files)
        yield from _changed_originals(content, own, noted, current)
        yield from _removed_originals(content, own, sorted(noted.items.keys() - current.keys()))
        yield from _useless_removals(content)
        yield from _unknown_files(own)
        yield from _changed_texts(content)


def _changed_originals(
    content: Content, own: Path, noted: Originals, current: dict[str, Any]
) -> Iterator[Problem]:
    replaced = {each.name: each for each in content.files.layered().replaced}
    for name, item in current.items():
        place, original = Place(str(own / name), 1, 1), name
        if name in replaced:
            place, shipped = replaced[name].own.place, replaced[name].shipped.place
            original = f"{shipped.file}:{shipped.line}"
        if name not in noted.items:
            yield Problem("W281", *place, f"the original of `{name}` is not recorded", NOTE)
        elif changes := differences(noted.items[name], item):
            keys = ", ".join(key for key, _, _ in changes if key) or "text"
            message = f"the original of `{name}` has changed since {noted.on}: {keys}"
            fix = f"Compare your version with {original}, then run `assessment originals`."
            yield Problem("W280", *place, message, fix)


def _removed_originals(content: Content, own: Path, names: Iterable[str]) -> Iterator[Problem]:
    layers = content.files.layered()
    for name in names:
        for item in (find(name, layers.questions), find(name, layers.contacts)):
            # The item is shipped if only the override was deleted.
            if item and item.place.file.startswith(str(own)):
                message = f"the original of `{name}` is no longer in the shipped content"
                fix = "Delete your version unless you need it, then run `assessment originals`."
                yield Problem("W280", *item.place, message, fix)


def _useless_removals(content: Content) -> Iterator[Problem]:
    for name in content.files.layered().unknown:
        message = f"the shipped content has no item with the ID `{name}`"
        yield Problem("W282", *name.place, message, "Correct this ID, or delete it.")


def _unknown_files(own: Path) -> Iterator[Problem]:
    for file in sorted(own.glob("*.y*ml")):
        if file.name not in FILES:
            fix = f"Rename it to one of: {', '.join(FILES)}."
            yield Problem("W283", str(file), 1, 1, "files with this name are never read", fix)


def _changed_texts(content: Content) -> Iterator[Problem]:
    if not content.reviews:
        return
    current = current_digests(content, catalogues_of(content))
    signed = content.files.layered().reviews
    for index, review in enumerate(content.reviews):
        for part in review.changed(current):
            place = place_of(signed, (index, "what", part))
            if part in current:
                message = f"`{part}` has changed since the review by {review.by} on {review.on}"
                fix = "Have it reviewed again, then run `assessment reviewed`."
                yield Problem("W284", *place, message, fix)
            else:
                fix = f"Use one of: {', '.join(current)}."
                yield Problem("W285", *place, f"`{part}` cannot be reviewed", fix)
