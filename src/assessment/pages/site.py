"""What pages are made from: the content in each language, and what was made of it so far."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from jinja2 import Environment

from assessment.content.directory import Directory
from assessment.content.loading import Content
from assessment.content.locales import Catalogue, translated
from assessment.content.questionnaire import Questionnaire
from assessment.errors import Problem
from assessment.pages.areas import area_name
from assessment.pages.local_help import Place
from assessment.pages.parts import parts as every_part
from assessment.pages.rendering import Inlines, environment
from assessment.pages.shelf import MadeFor, Shelf
from assessment.resources import root
from assessment.screening.results import Screening
from assessment.settings import Settings
from assessment.web.tokens import Key, Keyring, Tokens

Clock = Callable[[], date]
"""Tells which day it is."""


class Where(NamedTuple):
    """Which version of a page: its language and area."""

    language: str
    area: str


class Site:
    """The content in each language, and the pages made from it.

    Contacts that are stale on the day that `clock` gives are not shown.
    """

    def __init__(
        self,
        settings: Settings,
        content: Content,
        catalogues: Mapping[str, Catalogue],
        clock: Clock,
        warnings: tuple[Problem, ...] = (),
    ) -> None:
        self.settings = settings
        self.warnings = warnings
        self._clock = clock
        self._day = clock()
        self._every_contact = content.directory
        self.content = content.as_of(self._day)
        self.inlines = Inlines(root() / "static")
        self.languages = [language.id for language in content.questionnaire.languages]
        self.tracks = [track.id for track in content.questionnaire.tracks]
        self.exits = {lang.id: str(lang.exit) for lang in content.questionnaire.languages}
        self.default_area = settings.area or content.directory.default_area
        self._areas = frozenset(area.id for area in content.directory.areas)
        self.keyring = Keyring(settings.token_hours)
        self._turn = 0
        self._shelf = Shelf(self._is_at_home)
        self.kept = self._shelf.kept
        self.catalogues = catalogues

    def area(self, wanted: str | None) -> str:
        """The area asked for, or the site's own where there is no such area."""
        return wanted if wanted in self._areas and wanted else self.default_area

    def screening(self, track: str, area: str) -> Screening:
        """The rules for a track in an area."""
        content = self.content
        return self.kept(
            ("rules", track, Where("", area)),
            lambda: Screening(content.questionnaire, content.directory, track, area),
        )

    def tokens(self, track: str) -> list[Tokens]:
        """The tokens of a track under each key that is accepted, the newest first."""
        return [self._tokens(key, track) for key in self.keyring.accepted()]

    def _tokens(self, key: Key, track: str) -> Tokens:
        return self.kept(
            ("tokens", key.turn, track),
            lambda: Tokens(key, track, self.screening(track, self.default_area).asked),
        )

    def place(self, where: Where) -> Place:
        """The contacts of an area, in a language."""
        return self.kept(
            ("place", where),
            lambda: Place.of(self.directory(where.language), where.area),
        )

    def directory(self, language: str) -> Directory:
        """The areas and contacts in a language."""
        gettext = self.catalogues[language].gettext
        return self.kept(
            ("directory", language), lambda: translated(self.content.directory, gettext)
        )

    def wording(self, language: str) -> Questionnaire:
        """The questionnaire in a language."""
        gettext = self.catalogues[language].gettext
        return self.kept(
            ("wording", language), lambda: translated(self.content.questionnaire, gettext)
        )

    def template(self, where: Where, name: str, page: str, **values: Any) -> str:
        """A template with what every page needs, and `values`."""
        env = self.environment(where.language)
        place = self.place(where)
        return env.get_template(name).render(
            page=page,
            area=where.area,
            query=self.query(where.area),
            numbers=place.numbers,
            **values,
        )

    def query(self, area: str) -> str:
        """The query that carries a chosen area from page to page; none for the site's own."""
        return "" if area == self.default_area else f"?area={area}"

    def environment(self, language: str) -> Environment:
        """The templates in a language."""
        return self.kept(("templates", language), lambda: self._environment(language))

    def parts(self, where: Where, track: str) -> dict[str, str]:
        """Everything that a result of a track can say."""
        return self.kept(
            ("parts", where, track),
            lambda: every_part(
                self.macros(where),
                self.wording(where.language),
                self.screening(track, where.area),
                self.place(where),
            ),
        )

    def macros(self, where: Where) -> Any:
        """What makes the parts of pages, in a language and for an area."""
        template = self.environment(where.language).get_template("parts.html")
        place = area_name(self.place(where).areas[0], self.catalogues[where.language].locale)
        return template.make_module({"query": self.query(where.area), "place": place})

    def forget(self) -> None:
        """Drop what was made with a key whose turn is over, or of contacts whose time is over.

        The server calls this by the clock.
        """
        turn, day = self.keyring.accepted()[0].turn, self._clock()
        if turn != self._turn:
            self._turn = turn
            self._shelf.drop(lambda kind: kind in ("questions", "html", "tokens"))
        if day != self._day:
            self._day = day
            self._hide_stale_contacts()

    def _hide_stale_contacts(self) -> None:
        directory = self._every_contact.as_of(self._day)
        if directory != self.content.directory:
            self.content = self.content._replace(directory=directory)
            # These know no contact; forms that are open now are still read, under the same key.
            self._shelf.drop(lambda kind: kind not in ("tokens", "wording", "templates"))

    def _environment(self, language: str) -> Environment:
        known = self.content.questionnaire.languages
        return environment(
            root() / "templates",
            self.catalogues[language],
            root=self.settings.root_path,
            style=self.inlines.style.text,
            leave=self.inlines.leave.text,
            exit=self.exits[language],
            checked=next(lang.checked for lang in known if lang.id == language),
            languages=[{"id": lang.id, "name": self.catalogues[lang.id].name} for lang in known],
            report_to=self.settings.report_to,
        )

    def _is_at_home(self, key: MadeFor) -> bool:
        return all(part.area == self.default_area for part in key if isinstance(part, Where))
