"""The content as of one date, with all the pages made from it."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, lru_cache, partial

from assessment.pages.field_names import FieldNames
from assessment.pages.inputs import Inputs
from assessment.pages.language_edition import LanguageEdition
from assessment.pages.local_edition import LocalEdition
from assessment.pages.local_pages import LocalPages
from assessment.pages.packing import Packed
from assessment.screening.results import Screening

KEPT_ELSEWHERE = 80
"""Number of pairs of a language and an area other than the home area whose pages stay in memory.
Without this limit, requests for many areas would use up the memory. Pages of the home area always
stay."""


class Edition:
    """An immutable edition, in which a page always has the same bytes.

    `day` determines which contacts are shown, and how; `fields` contains the field names of each
    track's form. Pages are rendered on first use.
    """

    def __init__(self, inputs: Inputs, day: date, fields: Mapping[str, FieldNames]) -> None:
        self.inputs = inputs
        self.content = inputs.content.as_of(day)
        self._fields = fields
        self._areas = frozenset(area.id for area in self.content.directory.areas)
        self.language = cache(self._language)
        self._at_home = cache(self._pages)
        self._elsewhere = lru_cache(KEPT_ELSEWHERE)(self._pages)
        self._home_rules = cache(self._screening)
        self._other_rules = lru_cache(KEPT_ELSEWHERE)(self._screening)

    def area(self, wanted: str | None) -> str:
        """The requested area, or the home area if there is no such area."""
        return wanted if wanted in self._areas and wanted else self.inputs.area

    def pages(self, language: str, area: str) -> LocalPages:
        """The pages of an area in a language."""
        kept = self._at_home if area == self.inputs.area else self._elsewhere
        return kept(language, area)

    def screening(self, track: str, area: str) -> Screening:
        """The rules of a track in an area."""
        kept = self._home_rules if area == self.inputs.area else self._other_rules
        return kept(track, area)

    def home_pages(self) -> Iterator[Packed]:
        """Every page of the home area that does not depend on answers, in language order."""
        for language in self.inputs.languages:
            yield from self.pages(language, self.inputs.area).all()

    def _language(self, language: str) -> LanguageEdition:
        return LanguageEdition(self.inputs, self.content, language)

    def _pages(self, language: str, area: str) -> LocalPages:
        rules = partial(self.screening, area=area)
        return LocalPages(LocalEdition(self.language(language), area, rules), self._fields)

    def _screening(self, track: str, area: str) -> Screening:
        return Screening(self.content.questionnaire, self.content.directory, track, area)
