"""All pages of one area in one language."""

from collections.abc import Iterator, Mapping
from functools import cache

from assessment.pages.local_edition import LocalEdition
from assessment.pages.packing import Packed
from assessment.pages.questionnaire_page import FieldNames, Filled, questionnaire_page
from assessment.pages.results_page import ResultsPage
from assessment.pages.static_pages import STATIC_PAGES, error_page, static_page


class LocalPages:
    """Renders each page once, on first use; forms with answers are rendered for each request.

    `fields` contains the field names of each track.
    """

    def __init__(self, local: LocalEdition, fields: Mapping[str, FieldNames]) -> None:
        self.local = local
        self._fields = fields
        self.static = cache(self._static)
        self.error = cache(self._error)
        self.questionnaire = cache(self._questionnaire)
        self.results = cache(self._results)

    def all(self) -> Iterator[Packed]:
        """Every page that does not depend on answers."""
        yield from map(self.static, STATIC_PAGES)
        yield from map(self.questionnaire, self.local.language.inputs.tracks)

    def form(self, track: str, filled: Filled) -> Packed:
        """The questionnaire with answers filled in, for readers without JavaScript."""
        return Packed(questionnaire_page(self.local, track, self._fields[track], filled))

    def _static(self, name: str) -> Packed:
        return Packed(static_page(name, self.local))

    def _error(self, status: int) -> Packed:
        return Packed(error_page(status, self.local))

    def _questionnaire(self, track: str) -> Packed:
        return self.form(track, Filled())

    def _results(self, track: str) -> ResultsPage:
        page = self.local.rendered("results.html", track)
        asked = len(self.local.rules(track).asked)
        return ResultsPage(page, self.local.fragments(track), asked)
