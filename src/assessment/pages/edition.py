"""The content as of one date, with all the pages made from it."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache, lru_cache, partial
from typing import TypeVar

from assessment.pages.inputs import Inputs
from assessment.pages.language_edition import LanguageEdition
from assessment.pages.local_edition import LocalEdition
from assessment.pages.local_pages import LocalPages
from assessment.pages.packing import Packed
from assessment.pages.questionnaire_page import FieldNames
from assessment.screening.results import Screening

T = TypeVar("T")
KEPT_ELSEWHERE = 80
"""How many sets of pages, each for one language and one area other than the home area, stay in
memory. Without this limit, requests for many areas would use up the memory. Pages of the home area
always stay."""


class Edition:
    """An immutable edition, in which a page always has the same bytes.

    `day` determines which contacts are shown, and how; `fields` contains the field names of each
    track's form. `pages` returns the pages of a language and an area, and `screening` the rules of
    a track in an area; both are made on first use.
    """

    def __init__(self, inputs: Inputs, day: date, fields: Mapping[str, FieldNames]) -> None:
        self.inputs = inputs
        self.content = inputs.content.as_of(day)
        self._fields = fields
        self._areas = frozenset(area.id for area in self.content.directory.areas)
        self.language = cache(partial(LanguageEdition, inputs, self.content))
        self.pages = self._kept(self._pages)
        self.screening = self._kept(self._screening)

    def area(self, wanted: str | None) -> str:
        """The requested area, or the home area if there is no such area."""
        return wanted if wanted in self._areas and wanted else self.inputs.area

    def home_pages(self) -> Iterator[Packed]:
        """Every page of the home area that does not depend on answers, in language order."""
        for language in self.inputs.languages:
            yield from self.pages(language, self.inputs.area).all()

    def _kept(self, make: Callable[[str, str], T]) -> Callable[[str, str], T]:
        """A function of a name and an area that caches its results; see KEPT_ELSEWHERE."""
        at_home, elsewhere = cache(make), lru_cache(KEPT_ELSEWHERE)(make)
        home = self.inputs.area
        return lambda name, area: (at_home if area == home else elsewhere)(name, area)

    def _pages(self, language: str, area: str) -> LocalPages:
        local = LocalEdition(self.language(language), area, lambda t: self.screening(t, area))
        return LocalPages(local, self._fields)

    def _screening(self, track: str, area: str) -> Screening:
        return Screening(self.content.questionnaire, self.content.directory, track, area)
