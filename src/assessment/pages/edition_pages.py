"""Every page, made ready per language, area and key, and kept until the key changes."""

from typing import Any

from markupsafe import Markup

from assessment.pages.areas import AreaGroup, area_groups, area_name
from assessment.pages.packing import Packed
from assessment.pages.parts import halves
from assessment.pages.questions_page import rendered
from assessment.pages.results_page import ResultsPage
from assessment.pages.site import Site, Where


def page(site: Site, where: Where, name: str) -> Packed:
    """A page that depends on no answer: start, help, learn, or privacy."""
    return site.kept(("page", where, name), lambda: Packed(_PAGES[name](site, where)))


def error(site: Site, where: Where, status: int) -> Packed:
    """The page for a request that failed."""
    return site.kept(("error", where, status), lambda: Packed(_error(site, where, status)))


def questionnaire(site: Site, where: Where, track: str) -> Packed:
    """The questions of a track, with all that results can say."""
    made = ("questions", where, track, site.keyring.accepted()[0].turn)
    return site.kept(made, lambda: Packed(questions_html(site, where, track)))


def questions_html(site: Site, where: Where, track: str) -> str:
    """The questionnaire page as text, for a form that is sent back with its answers."""
    made = ("html", where, track, site.keyring.accepted()[0].turn)
    return site.kept(made, lambda: rendered(site, where, track))


def results(site: Site, where: Where, track: str) -> ResultsPage:
    """The page that results are joined on."""
    return site.kept(("results", where, track), lambda: _results(site, where, track))


def _start(site: Site, where: Where) -> str:
    return site.template(where, "start.html", "", areas=_areas(site, where))


def _help(site: Site, where: Where) -> str:
    make = site.macros(where)
    place = site.place(where)
    locale = site.catalogues[where.language].locale
    return site.template(
        where,
        "help.html",
        "help",
        areas=_areas(site, where),
        two_numbers=make.two_numbers(place.emergency, place.not_urgent),
        no_own_lines="" if place.has_own else make.no_own_lines(),
        places=[
            (area_name(area, locale), cards)
            for area in place.areas
            if (cards := [make.contact(c) for c in place.contacts if c.area == area.id])
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
STATIC_PAGES = tuple(_PAGES)


def _assistance(site: Site, where: Where) -> list[Markup]:
    parts = site.parts(where, "self")
    cards = [parts[f"assistance:{a.id}"] for a in site.content.questionnaire.assistance]
    return [Markup("".join(halves(card))) for card in cards]  # noqa: S704


def _areas(site: Site, where: Where) -> list[AreaGroup]:
    areas = site.directory(where.language).areas
    return area_groups(list(areas), site.catalogues[where.language].locale)


def _error(site: Site, where: Where, status: int) -> str:
    env = site.environment(where.language)
    said: Any = env.get_template("errors.html").module
    place = site.place(where)
    return site.template(
        where,
        "error.html",
        "",
        heading=said.heading(status),
        text=said.text(status),
        two_numbers=site.macros(where).two_numbers(place.emergency, place.not_urgent),
    )


def _results(site: Site, where: Where, track: str) -> ResultsPage:
    page = site.template(where, "results.html", track)
    asked = site.screening(track, where.area).asked
    return ResultsPage(page, site.parts(where, track), len(asked))
