"""All pages of one area in one language."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property
from typing import Any

from markupsafe import Markup

from assessment import __version__
from assessment.pages.areas import area_name
from assessment.pages.field_names import FieldNames
from assessment.pages.fragments import fragments, halves
from assessment.pages.language_edition import LanguageEdition
from assessment.pages.local_help import LocalHelp
from assessment.pages.packing import Packed
from assessment.pages.questionnaire_page import Filled, QuestionnairePage
from assessment.pages.results_page import ResultsPage
from assessment.screening.answers import Answers
from assessment.screening.contacts import distance
from assessment.screening.exchange import rule_data
from assessment.screening.results import Result, Screening, within_kinds


class LocalPages:
    """Renders each page once, on first use; forms with answers are rendered for each request.

    `rules` and `fields` contain the rules and the field names of each track.
    """

    def __init__(
        self,
        language: LanguageEdition,
        area: str,
        rules: Mapping[str, Screening],
        fields: Mapping[str, FieldNames],
    ) -> None:
        self._language = language
        self._area = area
        self._rules = rules
        self._fields = fields
        self._home = language.inputs.area
        self.help = LocalHelp.of(language.directory, area)
        self.static = cache(self._static)
        self.error = cache(self._error)
        self.questionnaire = cache(self._questionnaire)
        self.results = cache(self._results)
        self.fragments = cache(self._fragments)
        self._form = cache(self._questionnaire_page)

    def all(self) -> Iterator[Packed]:
        """Every page that does not depend on answers."""
        yield from map(self.static, STATIC_PAGES)
        yield from map(self.questionnaire, self._rules)

    def assess(self, track: str, answers: Answers) -> Result:
        """The result of these answers, with contacts that speak the language first in each kind."""
        return within_kinds(self._rules[track].assess(answers), self._distances.__getitem__)

    def printed(self, template: str, **values: Any) -> Markup:
        """A rendered template for paper; it is Markup because templates escape their own values."""
        contacts = {"first": self.help.first, "urgent": self.help.emergency}
        shared = {"helpers": self.help.helpers, "place": self._place, **contacts, **self._guide}
        return Markup(self._rendered(template, "paper", **shared, **values))  # noqa: S704

    def form(self, track: str, filled: Filled) -> Packed:
        """The questionnaire with answers filled in, for readers without JavaScript."""
        return Packed(self._form(track).html(filled))

    @cached_property
    def _macros(self) -> Any:
        template = self._language.environment.get_template("fragments.html")
        shown = {"query": self.query, "place": self._place, "area": self._area}
        return template.make_module({**shown, "areas": self._language.area_groups})

    @cached_property
    def _distances(self) -> dict[str, int]:
        return {c.id: distance(c, self._language.id) for c in self.help.contacts}

    @property
    def _place(self) -> str:
        return area_name(self.help.areas[0], self._language.locale)

    @property
    def query(self) -> str:
        """The query that passes the chosen area from page to page; empty for the home area."""
        return "" if self._area == self._home else f"?area={self._area}"

    def _rendered(self, template: str, page: str, **values: Any) -> str:
        return self._language.environment.get_template(template).render(
            page=page, area=self._area, query=self.query, numbers=self.help.numbers, **values
        )

    def _static(self, name: str) -> Packed:
        return Packed(_STATIC[name](self))

    def start_page(self) -> str:
        """The start page."""
        return self._rendered(
            "start.html", "", areas=self._language.area_groups, first=self.help.first
        )

    def help_page(self) -> str:
        """The help page, with all contacts of the area by need, and all kinds of help."""
        make, local = self._macros, self.help
        made = self.fragments(next(iter(self._rules)))
        return self._rendered(
            "help.html",
            "help",
            areas=self._language.area_groups,
            place=self._place,
            first=local.first,
            contacts=local.contacts,
            cards={c.id: Markup(made[f"contact:{c.id}"]) for c in local.contacts},  # noqa: S704
            urgent=make.in_danger(local.emergency),
            two_numbers=make.two_numbers(local.emergency, local.not_urgent),
            no_own_lines="" if local.has_own else make.no_own_lines(),
            assistance=self._assistance,
            hours_script=self._language.inputs.inlines.hours.text,
        )

    def learn_page(self) -> str:
        """The page of facts, with the laws of the area and of the areas that contain it."""
        asking = self._language.questionnaire
        around = {area.id for area in self.help.areas}
        laws = [source for source in asking.sources.values() if source.law in around]
        return self._rendered(
            "learn.html",
            "learn",
            indicators=asking.indicators,
            law=laws,
            assistance=self._assistance,
        )

    def guide_page(self) -> str:
        """The guide to helping someone else answer, with what must be reported."""
        return self._rendered("guide.html", "guide", **self._guide)

    @property
    def _guide(self) -> dict[str, Any]:
        lines = [c for c in self.help.contacts if c.kind == "child_protection" and c.phone]
        return {"child_lines": lines[:1], "emergency": self._macros.number(self.help.emergency)}

    def paper_page(self) -> str:
        """The page that lists what can be printed."""
        return self._rendered("paper.html", "paper", areas=self._language.area_groups)

    def privacy_page(self) -> str:
        """The privacy page, which says what data stays where."""
        return self._rendered("privacy.html", "privacy")

    def about_page(self) -> str:
        """The page about who runs this copy, what was reviewed, and which contacts are due."""
        language, contacts = self._language, self.help.contacts
        return self._rendered(
            "about.html",
            "about",
            version=__version__,
            home=area_name(language.directory.lineage(self._home)[0], language.locale),
            place=self._place,
            unchecked=[lang.id for lang in language.questionnaire.languages if not lang.checked],
            newest=self._language.newest_source,
            reviews=self._language.reviews,
            latest=max(contact.verified_on for contact in contacts),
            due=[contact for contact in contacts if contact.stale_since],
        )

    @property
    def _assistance(self) -> list[Markup]:
        made = self.fragments(next(iter(self._rules)))
        cards = [made[f"assistance:{a.id}"] for a in self._language.questionnaire.assistance]
        return [Markup("".join(halves(card))) for card in cards]  # noqa: S704  (our own template)

    def _error(self, status: int) -> Packed:
        said, local = self._language.errors, self.help
        html = self._rendered(
            "error.html",
            "",
            heading=said.heading(status),
            text=said.text(status),
            two_numbers=self._macros.two_numbers(local.emergency, local.not_urgent),
        )
        return Packed(html)

    def _questionnaire(self, track: str) -> Packed:
        return Packed(self._form(track).html(Filled()))

    def _questionnaire_page(self, track: str) -> QuestionnairePage:
        return QuestionnairePage(
            self._language.questionnaire,
            rule_data(self._rules[track], self._language.id),
            self._fields[track],
            self.fragments(track),
            lambda **values: self._rendered(
                "questionnaire.html",
                track,
                script=self._language.inputs.inlines.questionnaire.text,
                **values,
            ),
        )

    def _results(self, track: str) -> ResultsPage:
        page = self._rendered("results.html", track, areas=self._language.area_groups)
        return ResultsPage(page, self.fragments(track), len(self._rules[track].asked))

    def _fragments(self, track: str) -> dict[str, str]:
        content = self._language.questionnaire
        return fragments(self._macros, content, self._rules[track], self.help)


_STATIC: dict[str, Callable[[LocalPages], str]] = {
    "start": LocalPages.start_page,
    "help": LocalPages.help_page,
    "learn": LocalPages.learn_page,
    "guide": LocalPages.guide_page,
    "paper": LocalPages.paper_page,
    "privacy": LocalPages.privacy_page,
    "about": LocalPages.about_page,
}
STATIC_PAGES = tuple(_STATIC)
"""The pages that do not depend on answers."""
