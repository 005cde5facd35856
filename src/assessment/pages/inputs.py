"""The inputs of every edition."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from assessment.content.loading import Content
from assessment.content.locales import Catalogue
from assessment.pages.rendering import Inlines, Templates


class Static(NamedTuple):
    """Settings of pages that are files, without a server that computes results.

    Readers can choose these `languages` and `areas`. `server` is the address of a server that
    readers without JavaScript can use instead, or empty. If `alone` is set, all pages are in one
    file. If `framed` is also set, a partner's page shows this file in a frame; otherwise, no host
    serves it.
    """

    languages: Collection[str]
    areas: Collection[str]
    server: str = ""
    alone: bool = False
    framed: bool = False


class Inputs(NamedTuple):
    """Everything that pages are made from, read once at startup.

    `content` contains all contacts, including those that are due for rechecking. `area` is the area
    for readers who have not chosen one, and `root_path` is the setting of that name. `digests`
    contains the current digest of each part that can be reviewed. `static` is None for pages of a
    server.
    """

    content: Content
    catalogues: Mapping[str, Catalogue]
    templates: Templates
    inlines: Inlines
    area: str
    root_path: str
    digests: Mapping[str, str] = {}
    static: Static | None = None

    @property
    def languages(self) -> list[str]:
        """The languages of the site, with the source language first."""
        return [language.id for language in self.content.questionnaire.languages]

    @property
    def tracks(self) -> list[str]:
        """The tracks, in order."""
        return [track.id for track in self.content.questionnaire.tracks]

    @property
    def exits(self) -> dict[str, str]:
        """The page that the quick exit opens, by language."""
        return {lang.id: str(lang.exit) for lang in self.content.questionnaire.languages}
