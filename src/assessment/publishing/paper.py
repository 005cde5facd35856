"""Writes posters, cards, and other printable pages as files."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import product
from typing import NamedTuple

from assessment.content.site import ADDRESS
from assessment.errors import SettingsError, refuse_unknown
from assessment.pages.edition import Edition
from assessment.pages.paper_page import KINDS, SIZES, Paper, paper_page
from assessment.settings import read_settings
from assessment.web.app import create_app


class Job(NamedTuple):
    """The name of a file to write, and what it contains."""

    name: str
    area: str
    paper: Paper


class PaperFiles:
    """Renders the files. `address` is printed on them; the default is the one in site.yaml."""

    def __init__(self, day: date, address: str | None) -> None:
        if address and not re.fullmatch(ADDRESS, address):
            raise SettingsError(f"--url {address}: use an address such as https://example.org")
        inputs = create_app(read_settings(), lambda: day).state.editions.inputs
        chosen = inputs.content.site.model_copy(update={"address": address} if address else {})
        content = inputs.content._replace(site=chosen)
        # A file is not on a server, so its links must lead to the site.
        linked = inputs._replace(content=content, root_path=chosen.address or inputs.root_path)
        self._edition = Edition(linked, day, {})

    def jobs(self, areas: Sequence[str], languages: Sequence[str]) -> list[Job]:
        """One file for each area, language, kind, and size. A poster starts with the language of
        its file.

        The default is the home area and all languages. Raises SettingsError for an unknown area or
        language, because a poster with the phone numbers of another place would do harm.
        """
        inputs = self._edition.inputs
        areas, languages = areas or [inputs.area], languages or inputs.languages
        refuse_unknown("area", areas, [area.id for area in inputs.content.directory.areas])
        refuse_unknown("language", languages, inputs.languages)
        return [
            Job(f"{area}/{own}/{kind}-{size}.html", area, Paper.of(kind, size, (own, *languages)))
            for area, own, kind, size in product(areas, languages, KINDS, SIZES)
        ]

    def page(self, job: Job) -> bytes:
        """The content of a file."""
        return paper_page(self._edition, job.area, job.paper).plain
