"""Every page, made ready per language, area and key, and kept until the key changes."""

import json
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeVar

from jinja2 import Environment
from markupsafe import Markup

from assessment.content.loading import Content
from assessment.content.locales import Catalogue, translated
from assessment.content.questionnaire import Question, Questionnaire
from assessment.errors import Problem
from assessment.screening.exchange import rule_data
from assessment.screening.results import Screening
from assessment.settings import Settings
from assessment.web import parts as part_files
from assessment.web.areas import AreaGroup, area_groups, area_name
from assessment.web.packing import Packed, ResultsPage
from assessment.web.parts import Place
from assessment.web.rendering import Inlines, environment
from assessment.web.tokens import SKIP, Key, Keyring, Tokens

STATIC_PAGES = ("start", "help", "learn", "privacy")
KEPT = 40
"""Made things of other areas kept at once; the oldest goes first. Asking for every area in turn
then costs no more memory, and never throws out the pages of the site's own area."""

T = TypeVar("T")


class Where(NamedTuple):
    """Which version of a page: its language and area."""

    language: str
    area: str


class Site:
    """The content in each language, and the pages made from it."""

    def __init__(
        self,
        settings: Settings,
        content: Content,
        catalogues: Mapping[str, Catalogue],
        inlines: Inlines,
        folder: Any,
    ) -> None:
        self.settings = settings
        self.warnings: tuple[Problem, ...] = ()
        self.content = content
        self.inlines = inlines
        self.languages = [language.id for language in content.questionnaire.languages]
        self.tracks = [track.id for track in content.questionnaire.tracks]
        self.exits = {lang.id: str(lang.exit) for lang in content.questionnaire.languages}
        self.default_area = settings.area or content.directory.default_area
        self._areas = frozenset(area.id for area in content.directory.areas)
        self.keyring = Keyring(settings.token_hours)
        self._turn = 0
        self._ready: dict[tuple[Any, ...], Any] = {}
        self._elsewhere: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
        self._catalogues = catalogues
        self._folder = folder

    def area(self, wanted: str | None) -> str:
        """The area asked for, or the site's own where there is no such area."""
        return wanted if wanted in self._areas and wanted else self.default_area

    def page(self, where: Where, name: str) -> Packed:
        """A page that depends on no answer: start, help, learn, or privacy."""
        return self._kept(("page", where, name), lambda: Packed(_PAGES[name](self, where)))

    def error(self, where: Where, status: int) -> Packed:
        """The page for a request that failed."""
        return self._kept(("error", where, status), lambda: Packed(_error(self, where, status)))

    def questionnaire(self, where: Where, track: str) -> Packed:
        """The questions of a track, with all that results can say."""
        key = self.keyring.keys()[0]
        made = ("questions", where, track, key.turn)
        return self._kept(made, lambda: Packed(self.questions_html(where, track)))

    def questions_html(self, where: Where, track: str) -> str:
        """The questionnaire page as text, for a form that is sent back with its answers."""
        turn = self.keyring.keys()[0].turn
        return self._kept(("html", where, track, turn), lambda: _questionnaire(self, where, track))

    def results(self, where: Where, track: str) -> ResultsPage:
        """The page that results are joined on."""
        return self._kept(("results", where, track), lambda: _results(self, where, track))

    def screening(self, track: str, area: str) -> Screening:
        """The rules for a track in an area."""
        content = self.content
        return self._kept(
            ("rules", track, Where("", area)),
            lambda: Screening(content.questionnaire, content.directory, track, area),
        )

    def tokens(self, track: str) -> list[Tokens]:
        """The tokens of a track under each key that is accepted, the newest first."""
        asked = self.screening(track, self.default_area).asked
        accepted = self.keyring.keys()
        return [self._tokens(key, track, asked) for key in accepted]

    def _tokens(self, key: Key, track: str, asked: Any) -> Tokens:
        return self._kept(("tokens", key.turn, track), lambda: Tokens(key, track, asked))

    def place(self, where: Where) -> Place:
        """The contacts of an area, in a language."""
        return self._kept(
            ("place", where),
            lambda: Place.of(
                translated(self.content.directory, self._catalogues[where.language].gettext),
                where.area,
            ),
        )

    def wording(self, language: str) -> Questionnaire:
        """The questionnaire in a language."""
        gettext = self._catalogues[language].gettext
        return self._kept(
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
        return self._kept(("templates", language), lambda: self._environment(language))

    def parts(self, where: Where, track: str) -> dict[str, str]:
        """Everything that a result of a track can say."""
        return self._kept(
            ("parts", where, track),
            lambda: part_files.parts(
                self.environment(where.language),
                self.wording(where.language),
                self.screening(track, where.area),
                self.place(where),
                self.query(where.area),
            ),
        )

    def forget(self) -> None:
        """Drop what was made with a key whose turn is over. The server calls this by the clock."""
        turn = self.keyring.keys()[0].turn
        if turn != self._turn:
            self._turn = turn
            for kept in (self._ready, self._elsewhere):
                for key in [key for key in kept if key[0] in ("questions", "html", "tokens")]:
                    del kept[key]

    def _environment(self, language: str) -> Environment:
        known = self.content.questionnaire.languages
        return environment(
            self._folder / "templates",
            self._catalogues[language],
            root=self.settings.root_path,
            style=self.inlines.style.text,
            scripts=[self.inlines.leave.text],
            exit=self.exits[language],
            checked=next(lang.checked for lang in known if lang.id == language),
            languages=[{"id": lang.id, "name": self._catalogues[lang.id].name} for lang in known],
            report_to=self.settings.report_to,
        )

    def _kept(self, key: tuple[Any, ...], make: Callable[[], T]) -> T:
        own = all(part.area == self.default_area for part in key if isinstance(part, Where))
        kept = self._ready if own else self._elsewhere
        made: T = kept[key] if key in kept else make()
        kept[key] = made
        if len(self._elsewhere) > KEPT:
            self._elsewhere.popitem(last=False)
        return made


def _start(site: Site, where: Where) -> str:
    return site.template(where, "start.html", "", areas=_areas(site, where))


def _help(site: Site, where: Where) -> str:
    make = site.environment(where.language).get_template("parts.html")
    module: Any = make.make_module({"query": site.query(where.area)})
    place = site.place(where)
    locale = site._catalogues[where.language].locale
    return site.template(
        where,
        "help.html",
        "help",
        areas=_areas(site, where),
        two_numbers=module.two_numbers(place.emergency, place.not_urgent),
        no_own_lines="" if place.has_own else module.no_own_lines(),
        places=[
            (area_name(area, locale), cards)
            for area in place.areas
            if (cards := [module.contact(c) for c in place.contacts if c.area == area.id])
        ],
        assistance=_assistance(site, where),
    )


def _learn(site: Site, where: Where) -> str:
    wording = site.wording(where.language)
    around = {area.id for area in site.place(where).areas}
    laws = [source for source in wording.sources.values() if source.law in around]
    return site.template(
        where,
        "learn.html",
        "learn",
        indicators=wording.indicators,
        law=laws,
        assistance=_assistance(site, where),
    )


def _privacy(site: Site, where: Where) -> str:
    return site.template(where, "privacy.html", "privacy")


_PAGES = {"start": _start, "help": _help, "learn": _learn, "privacy": _privacy}


def _assistance(site: Site, where: Where) -> list[Markup]:
    parts = site.parts(where, "self")
    cards = [parts[f"assistance:{a.id}"] for a in site.content.questionnaire.assistance]
    return [Markup("".join(part_files.halves(card))) for card in cards]  # noqa: S704


def _areas(site: Site, where: Where) -> list[AreaGroup]:
    catalogue = site._catalogues[where.language]
    areas = [translated(area, catalogue.gettext) for area in site.content.directory.areas]
    return area_groups(areas, catalogue.locale)


def _error(site: Site, where: Where, status: int) -> str:
    env = site.environment(where.language)
    said: Any = env.get_template("errors.html").module
    make: Any = env.get_template("parts.html").make_module({"query": ""})
    place = site.place(where)
    return site.template(
        where,
        "error.html",
        "",
        heading=said.heading(status),
        text=said.text(status),
        two_numbers=make.two_numbers(place.emergency, place.not_urgent),
    )


def _questionnaire(site: Site, where: Where, track: str) -> str:
    wording = site.wording(where.language)
    tokens = site.tokens(track)[0]
    parts = site.parts(where, track)
    urgent = Markup(parts["emergency"])  # noqa: S704  (our own template)
    rules = json.dumps(rule_data(site.screening(track, where.area)), separators=(",", ":"))
    ask = wording.track(track)
    return site.template(
        where,
        "questionnaire.html",
        track,
        title=ask.title,
        intro=ask.intro,
        topics=[
            {
                "id": topic.id,
                "title": topic.title,
                "intro": topic.intro,
                "more": any(not q.core for q in topic.questions),
                "questions": [
                    _question(wording, track, q, tokens, urgent) for q in topic.questions
                ],
            }
            for topic in wording.topics_of(track)
        ],
        parts=[(key, Markup(html)) for key, html in parts.items()],  # noqa: S704
        rules=Markup(rules.replace("<", "\\u003c")),  # noqa: S704
        scripts=[site.inlines.leave.text, site.inlines.questionnaire.text],
    )


def _question(
    wording: Questionnaire, track: str, question: Question, tokens: Tokens, urgent: Markup
) -> dict[str, Any]:
    follow_ups = question.follow_ups
    options = [(o.id, o.label) for o in wording.options_of(track, question)]
    return {
        "id": question.id,
        "text": question.text,
        "hint": question.hint,
        "core": question.core,
        "token": tokens.names[question.id],
        "options": [
            {
                "id": id_,
                "label": label,
                "token": tokens.values[question.id, id_],
                "opens": _opens(question, id_),
            }
            for id_, label in [*options, (SKIP, wording.track(track).skip)]
        ],
        "notes": [
            {"emergency": urgent if n.emergency else None, "text": n.text} for n in question.notes
        ],
        "follow_ups": [
            _question(wording, track, q, tokens, urgent)
            for q in (follow_ups.questions if follow_ups else ())
        ],
    }


def _opens(question: Question, option: str) -> str:
    opened = [f"on-{i}" for i, note in enumerate(question.notes) if option in note.on]
    if question.follow_ups and option in question.follow_ups.on:
        opened.append("on-f")
    return " ".join(opened)


def _results(site: Site, where: Where, track: str) -> ResultsPage:
    page = site.template(where, "results.html", track)
    asked = site.screening(track, where.area).asked
    return ResultsPage(page, site.parts(where, track), len(asked))
