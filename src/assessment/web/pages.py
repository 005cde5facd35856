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
from assessment.screening.exchange import rule_data
from assessment.screening.results import Screening
from assessment.settings import Settings
from assessment.web import parts as part_files
from assessment.web.packing import Packed, ResultsPage
from assessment.web.parts import Place
from assessment.web.rendering import Inlines, environment
from assessment.web.tokens import SKIP, Key, Keyring, Tokens

STATIC_PAGES = ("start", "help", "learn", "privacy")
KEPT = 400
"""Ready pages kept at once: all languages and pages of a few areas. The oldest goes first."""

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
        self.content = content
        self.inlines = inlines
        self.languages = [language.id for language in content.questionnaire.languages]
        self.tracks = [track.id for track in content.questionnaire.tracks]
        self.exits = {lang.id: str(lang.exit) for lang in content.questionnaire.languages}
        self.default_area = settings.area or content.directory.default_area
        self.keyring = Keyring(settings.token_hours)
        self._ready: OrderedDict[tuple[Any, ...], Any] = OrderedDict()
        self._catalogues = catalogues
        self._folder = folder

    def area(self, wanted: str | None) -> str:
        """The area asked for, or the site's own where there is no such area."""
        known = wanted and self.content.directory.lineage(wanted)
        return wanted if known and wanted else self.default_area

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
            ("rules", track, area),
            lambda: Screening(content.questionnaire, content.directory, track, area),
        )

    def tokens(self, track: str) -> list[Tokens]:
        """The tokens of a track under each key that is accepted, the newest first."""
        asked = self.screening(track, self.default_area).asked
        return [self._tokens(key, track, asked) for key in self.keyring.keys()]

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
        if key not in self._ready:
            self._ready[key] = make()
            if len(self._ready) > KEPT:
                self._ready.popitem(last=False)
        made: T = self._ready[key]
        return made


def _start(site: Site, where: Where) -> str:
    return site.template(where, "start.html", "", areas=_areas(site, where))


def _help(site: Site, where: Where) -> str:
    make = site.environment(where.language).get_template("parts.html")
    module: Any = make.make_module({"query": site.query(where.area)})
    place = site.place(where)
    return site.template(
        where,
        "help.html",
        "help",
        areas=_areas(site, where),
        two_numbers=module.two_numbers(place.emergency, place.not_urgent),
        places=[
            (area.name, [module.contact(c) for c in place.contacts if c.area == area.id])
            for area in place.areas
        ],
        assistance=_assistance(site, where),
    )


def _learn(site: Site, where: Where) -> str:
    wording = site.wording(where.language)
    regions = {area.region for area in site.place(where).areas}
    laws = [source for name, source in wording.sources.items() if source.law in regions]
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


def _areas(site: Site, where: Where) -> list[tuple[str, str]]:
    wording = translated(site.content.directory, site._catalogues[where.language].gettext)
    return [(area.id, area.name) for area in wording.areas]


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
