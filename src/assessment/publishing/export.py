"""The site as files for any static host."""

import json
import re
from collections.abc import Sequence
from datetime import date

from assessment import __version__
from assessment.content.ageing import due_on
from assessment.errors import SettingsError, refuse_unknown
from assessment.pages.edition import Edition
from assessment.pages.inputs import Inputs, Static
from assessment.pages.local_pages import LocalPages
from assessment.pages.questionnaire_page import SKIP, FieldNames
from assessment.pages.rendering import Inline, Inlines
from assessment.pages.static_pages import STATIC_PAGES
from assessment.publishing.hosts import host_files, meta
from assessment.resources import root
from assessment.screening.answers import questions_asked
from assessment.web.headers import header_table
from assessment.web.routes import INDEXED

CHARSET = '<meta charset="utf-8">'
UNLISTED = '<meta name="robots" content="noindex, nofollow">'
MANIFEST = "manifest.json"
SERVER = re.compile(r"(https?://[^\s/?#\"<>]+(/[^\s/?#\"<>]+)*)/?")
"""The address of a server, with the path under which it serves the site."""
PAGES = tuple(page for page in STATIC_PAGES if page != "paper")
"""Pages to print depend on a form; the `assessment paper` command writes them as files."""


class Export:
    """The pages of an edition as files, with the same bytes for the same content and day.

    Empty `areas` or `languages` mean all of them. `server` is the address of a server for readers
    without JavaScript, or empty. Raises SettingsError for an unknown area or language, or for an
    invalid address.
    """

    def __init__(
        self,
        inputs: Inputs,
        day: date,
        areas: Sequence[str] = (),
        languages: Sequence[str] = (),
        server: str = "",
    ) -> None:
        known = [area.id for area in inputs.content.directory.areas]
        refuse_unknown("area", areas, known)
        refuse_unknown("language", languages, inputs.languages)
        # Each area is at the same path in every export, so the home area is always included.
        offered = {*(areas or known), inputs.area}
        self._areas = [area for area in known if area in offered]
        self._languages = [each for each in inputs.languages if each in (languages or [each])]
        static = Static(self._languages, offered, _origin(server))
        self._inputs = inputs._replace(static=static, inlines=file_inlines(inputs))
        self._edition = Edition(self._inputs, day, plain_fields(inputs))
        self._picker = Inline(root() / "static" / "language.js")
        self._day = day
        choice, base = "|".join(inputs.languages), re.escape(inputs.root_path)
        self._page = re.compile(f'="{base}/({choice})/([a-z]*)(?:\\?area=([\\w-]+))?"')
        self._exit = re.compile(f'="{base}/leave\\?lang=({choice})"')

    @property
    def places(self) -> list[tuple[str, str]]:
        """Each combination of a language and an area."""
        return [(language, area) for language in self._languages for area in self._areas]

    def pages(self, language: str, area: str) -> dict[str, bytes]:
        """All pages of an area in a language, by path."""
        pages, tracks = self._edition.pages(language, area), self._inputs.tracks
        indexed = () if self._inputs.content.site.practice else INDEXED
        files: dict[str, bytes] = {}
        for name in (*PAGES, *tracks):
            packed = pages.questionnaire(name) if name in tracks else pages.static(name)
            file = self._finished(packed.plain, listed=name in indexed)
            page = "" if name == "start" else name
            files[f"{self._path(language, area, page)}index.html"] = file
            if name in tracks:  # a script that changes the place does not know the home area
                files[f"{language}/{area}/{page}/index.html"] = file
        return files

    def others(self) -> dict[str, bytes]:
        """The list of languages, the error page, and files for hosts and crawlers."""
        inlines = self._inputs.inlines
        headers = header_table([inlines.style.hash], self._scripts)
        language, area = self._languages[0], self._inputs.area
        pages = self._edition.pages(language, area)
        return {
            "index.html": self._finished(self._language_list(pages).encode(), listed=True),
            "404.html": self._finished(pages.error(404).plain, listed=False),
            **host_files(headers, self._inputs.root_path),
        }

    def manifest(self, files: dict[str, str]) -> bytes:
        """What was exported; `files` contains the SHA-256 of each file by path."""
        directory = self._edition.content.directory
        shown = {c.id: c for area in self._areas for c in directory.contacts_of(area)}
        days = (due_on(directory, c) for c in shown.values() if not c.stale_since)
        first_due = min((day for day in days if day), default=None)
        data = {
            "version": __version__,
            "content": str(self._edition.language(self._languages[0]).newest_source),
            "day": str(self._day),
            "first_due": first_due and str(first_due),
            "files": dict(sorted(files.items())),
        }
        return (json.dumps(data, indent=1) + "\n").encode()

    def _language_list(self, pages: LocalPages) -> str:
        language = self._edition.language(self._languages[0])
        template = language.environment.get_template("languages.html")
        shown = {"page": "", "query": "", "area": self._inputs.area}
        return template.render(numbers=pages.local.help.numbers, script=self._picker.text, **shown)

    @property
    def _scripts(self) -> list[str]:
        made = self._inputs.inlines
        return [s.hash for s in (made.leave, made.hours, made.questionnaire, self._picker)]

    def _finished(self, page: bytes, *, listed: bool) -> bytes:
        """The page with its links changed to folders. The exit links directly to the other site."""
        head = meta([self._inputs.inlines.style.hash], self._scripts) + ("" if listed else UNLISTED)
        base, home = self._inputs.root_path, self._inputs.area
        html = self._exit.sub(lambda found: f'="{self._inputs.exits[found[1]]}"', page.decode())
        html = self._page.sub(
            lambda found: f'="{base}/{self._path(found[1], found[3] or home, found[2])}"', html
        )
        return html.replace(CHARSET, CHARSET + head, 1).encode()

    def _path(self, language: str, area: str, page: str) -> str:
        """The folder of a page."""
        place = "" if area == self._inputs.area else f"{area}/"
        return f"{language}/{place}{page}{'/' if page else ''}"


def _origin(server: str) -> str:
    address = SERVER.fullmatch(server)
    if server and not address:
        raise SettingsError(f"--server: {server} is not an address such as https://a.org")
    return address[1] if address else ""


def file_inlines(inputs: Inputs) -> Inlines:
    """The inline code of exported pages, whose contacts can expire after the export."""
    return Inlines(root() / "static", "due.js", kiosk=bool(inputs.content.site.kiosk))


def plain_fields(inputs: Inputs) -> dict[str, FieldNames]:
    """Field names of each track. They only group options, because no form is ever sent."""
    made = {}
    for track in inputs.tracks:
        asked = questions_asked(inputs.content.questionnaire, track)
        values = {(name, o): o for name, ask in asked.items() for o in (SKIP, *ask.options)}
        made[track] = FieldNames({name: f"q{i}" for i, name in enumerate(asked)}, values)
    return made
