"""The content of an edition in one language, for readers in one area."""

import json
from collections.abc import Callable
from functools import cache, cached_property
from typing import Any

from isal import isal_zlib
from markupsafe import Markup

from assessment.pages.areas import area_name
from assessment.pages.fragments import Fragments, fragments
from assessment.pages.language_edition import LanguageEdition
from assessment.pages.local_help import LocalHelp
from assessment.screening.answers import Answers
from assessment.screening.contacts import distance
from assessment.screening.exchange import rule_data
from assessment.screening.results import Result, Screening, within_kinds


class LocalEdition:
    """The contacts for an area, and the templates that show them.

    `rules` returns the rules of a track in this area. It is called only when the rules are needed,
    because compiling them takes a third of the time that a page takes.
    """

    def __init__(
        self, language: LanguageEdition, area: str, rules: Callable[[str], Screening]
    ) -> None:
        self.language = language
        self.area = area
        self.rules = rules
        self.help = LocalHelp.of(language.directory, area)
        self.rule_data = cache(self._rule_data)
        self._stored = cache(self._fragments)

    @property
    def query(self) -> str:
        """The query that passes the chosen area from page to page; empty for the home area."""
        return "" if self.area == self.language.inputs.area else f"?area={self.area}"

    def guide(self) -> dict[str, Any]:
        """The values that templates with advice for helpers require."""
        lines = [c for c in self.help.contacts if c.kind == "child_protection" and c.phone]
        return {"child_lines": lines[:1], "emergency": self.macros.number(self.help.emergency)}

    @cached_property
    def macros(self) -> Any:
        """The macros of fragments.html."""
        template = self.language.environment.get_template("fragments.html")
        return template.make_module(self._shared)

    def assess(self, track: str, answers: Answers) -> Result:
        """The result. Within each kind, contacts that speak the reader's language come first."""
        return within_kinds(self.rules(track).assess(answers), self._distances.__getitem__)

    def rendered(self, template: str, page: str, **values: Any) -> str:
        """A rendered template; `page` is the name of the page in its address."""
        shown = {"page": page, "numbers": self.help.numbers, "first": self.help.first, **values}
        return self.language.environment.get_template(template).render(self._shared, **shown)

    @cached_property
    def _distances(self) -> dict[str, int]:
        return {c.id: distance(c, self.language.id) for c in self.help.contacts}

    @cached_property
    def _shared(self) -> dict[str, Any]:
        return {
            "query": self.query,
            "area": self.area,
            "areas": self.language.area_groups,
            "place": area_name(self.help.areas[0], self.language.locale),
        }

    def fragments(self, track: str) -> Fragments:
        """The fragments of a track, which are stored compressed to save memory."""
        stored = json.loads(isal_zlib.decompress(self._stored(track)))
        return {key: Markup(html) for key, html in stored.items()}  # noqa: S704  (still escaped)

    def _fragments(self, track: str) -> bytes:
        rules, asking = self.rules(track), self.language.questionnaire
        made = json.dumps(fragments(self.macros, asking, rules, self.help), ensure_ascii=False)
        stored: bytes = isal_zlib.compress(made.encode())
        return stored

    def _rule_data(self, track: str) -> Markup:
        """The data from which the device computes results, for a script element."""
        data = json.dumps(rule_data(self.rules(track), self.language.id), separators=(",", ":"))
        return Markup(data.replace("<", "\\u003c"))  # noqa: S704  (cannot end the script)
