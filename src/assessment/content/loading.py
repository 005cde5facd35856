"""Loads the shipped content files with an agency's overrides, and locates values in them."""

from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from assessment.content.ageing import as_of
from assessment.content.directory import Directory
from assessment.content.folder import ContentFiles
from assessment.content.locales import Catalogue, load_catalogues
from assessment.content.questionnaire import Questionnaire
from assessment.content.refusals import validated
from assessment.content.reviews import Review, Reviews
from assessment.content.site import Site
from assessment.content.yaml_file import Place, place_of
from assessment.errors import SettingsError, gathered
from assessment.resources import root

KeyPath = tuple[str | int, ...]
"""The keys and positions that lead to a value in a file."""


class Content(NamedTuple):
    """The content of the files, and the paths of the files."""

    questionnaire: Questionnaire
    directory: Directory
    files: ContentFiles
    site: Site = Site()
    reviews: tuple[Review, ...] = ()

    def as_of(self, day: date) -> "Content":
        """The content as readers see it on `day`, with old contacts marked or hidden."""
        return self._replace(directory=as_of(self.directory, day))


def catalogues_of(content: Content) -> dict[str, Catalogue]:
    """The catalogs for the languages of the content."""
    languages = [language.id for language in content.questionnaire.languages]
    own = content.files.own
    return load_catalogues(root() / "locales", languages, own and own / "locales")


def load_content(own: Path | None = None, area: str | None = None) -> Content:
    """The shipped content, overridden by the content folder `own`, if any; see `load`."""
    return load(root() / "questions.yaml", root() / "contacts.yaml", own, area)


def load(
    questions: Path, contacts: Path, own: Path | None = None, area: str | None = None
) -> Content:
    """The content as frozen models. Raises ContentError if a file is malformed.

    `area` limits it to what readers in this area, and in areas inside it, see. Raises SettingsError
    if there is no such area.
    """
    files = ContentFiles(questions, contacts, own, area)
    layers = files.layered()
    site, signed, questionnaire, directory = gathered(
        [
            partial(validated, layers.site, Site, folder=own),
            partial(validated, layers.reviews, Reviews),
            partial(validated, layers.questions, Questionnaire),
            partial(validated, layers.contacts, Directory),
        ]
    )
    if area and not directory.areas:
        raise SettingsError(f"unknown area: {area}")
    return Content(questionnaire, directory, files, site, signed.root)


def places_of(files: ContentFiles, paths: list[KeyPath]) -> list[Place]:
    """The position of the value at each path or, if there is none, of its nearest parent.

    Each path starts with `questions` or `contacts`, the file that it is in. The files are read
    again, unless `paths` is empty.
    """
    merged = files.layered()._asdict() if paths else {}
    return [place_of(merged[str(file)], path) for file, *path in paths]
