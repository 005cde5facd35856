"""A reader who names a place gets its numbers everywhere, and never those of another country."""

import re
from collections.abc import Callable
from functools import cache
from html import unescape

import httpx
import pytest
from babel import Locale

from assessment.content.directory import Area, Contact
from assessment.content.loading import load
from assessment.pages.areas import area_groups, area_name
from assessment.pages.edition import Edition
from assessment.pages.local_pages import STATIC_PAGES
from assessment.resources import root
from assessment.settings import Settings
from assessment.web.app import create_app
from tests.formposts import submit

DIRECTORY = load(root() / "questions.yaml", root() / "contacts.yaml").directory
AREAS = [area.id for area in DIRECTORY.areas]
WITH_LINES = sorted({contact.area for contact in DIRECTORY.contacts})
WITHOUT_LINES = "us-tx"
"""One state for all those that have no line of their own: their pages hold the same."""
ABROAD = [area.id for area in DIRECTORY.areas if area.region != "US"]
AMERICAN_LAW = re.compile(
    r"U\.S\.C|\bfederal (?:law|crime)|New York|Albany|\b[TU] visa\b|\bZIP\b|\bStates\b|\bcounty\b",
    re.IGNORECASE,
)
NOT_SAID = re.compile(r"<(select|style|script)\b.*?</\1>|\b(?:name|value)=\"[^\"]*\"", re.DOTALL)
"""Parts of a page that offer other places, or that nobody reads, such as tokens: one is a zIP."""


Pages = Callable[[str], dict[str, str]]


@pytest.fixture(scope="module")
def edition() -> Edition:
    """The shipped edition of today, without a server."""
    made: Edition = create_app(Settings()).state.editions.current
    return made


@pytest.fixture(scope="module")
def pages(edition: Edition) -> Pages:
    """The words of every page of an area by name; a track's page holds all its results too."""

    @cache
    def made(area: str) -> dict[str, str]:
        there = edition.pages("en", area)
        made = {name: there.static(name) for name in STATIC_PAGES}
        made |= {track: there.questionnaire(track) for track in edition.inputs.tracks}
        return {name: NOT_SAID.sub("", page.plain.decode()) for name, page in made.items()}

    return made


def dialed(html: str) -> set[str]:
    """Every number that a tap on the page would call or text."""
    return set(re.findall(r'href="(?:tel|sms):([^"]+)"', html))


def numbers(contact: Contact) -> set[str]:
    """Every number of a contact."""
    text = contact.text.number if contact.text else None
    return {n for n in (contact.phone, contact.office, contact.tty, text) if n}


def test_start_page_carries_a_chosen_area_to_both_tracks_and_help(client: httpx.Client) -> None:
    html = client.get("/en/?area=gb").text
    for page in ("self", "bystander", "help"):
        assert f'href="/en/{page}?area=gb"' in html
    assert '<option value="gb" selected>' in html


@pytest.mark.parametrize("track", ["self", "bystander"])
def test_area_stays_through_questions_results_and_start_again(
    client: httpx.Client, track: str
) -> None:
    asked = client.get(f"/en/{track}?area=gb").text
    assert f'action="/en/{track}?area=gb"' in asked
    assert '<input type="hidden" name="area" value="gb">' in asked
    results = submit(client, track, {"danger_now": "yes"}, area="gb").text
    assert {"999", "08000 121 700"} <= dialed(results)
    assert "911" not in dialed(results)
    assert 'href="/en/?area=gb"' in results


def test_area_stays_when_the_language_changes(client: httpx.Client) -> None:
    assert 'href="/es/help?area=gb"' in client.get("/en/help?area=gb").text
    assert 'formaction="/es/self?area=gb"' in client.get("/en/self?area=gb").text


def test_area_stays_on_an_error_page(client: httpx.Client) -> None:
    for answer in (client.get("/en/nothing?area=gb"), client.post("/en/self?area=gb", json={})):
        assert answer.is_client_error
        assert "999" in dialed(answer.text)
        assert "911" not in dialed(answer.text)
        assert 'href="/en/?area=gb"' in answer.text


def test_unknown_area_falls_back_to_the_sites_own(client: httpx.Client) -> None:
    own = client.get("/en/help").text
    for area in ("atlantis", "", "us-ny-albany'--", "GB"):
        assert client.get("/en/help", params={"area": area}).text == own


@pytest.mark.parametrize("area", AREAS)
def test_every_area_has_emergency_help_and_a_line_that_is_not_the_police(area: str) -> None:
    contacts = DIRECTORY.contacts_of(area)
    assert any(contact.emergency and contact.phone for contact in contacts)
    assert any(contact.urgent and contact.phone and not contact.authority for contact in contacts)


@pytest.mark.parametrize("area", [*WITH_LINES, WITHOUT_LINES])
def test_no_page_dials_a_number_of_another_place(pages: Pages, area: str) -> None:
    here = set().union(*(numbers(contact) for contact in DIRECTORY.contacts_of(area)))
    for name, html in pages(area).items():
        assert dialed(html) <= here, name


@pytest.mark.parametrize("area", ABROAD)
def test_no_page_for_another_country_speaks_of_american_law(pages: Pages, area: str) -> None:
    for name, html in pages(area).items():
        found = AMERICAN_LAW.search(unescape(html))
        assert not found, f"{name}: {found}"


def test_law_of_one_state_is_not_shown_to_another(pages: Pages) -> None:
    for area, shown in (("us-ny-albany", True), (WITHOUT_LINES, False)):
        html = pages(area)["learn"]
        assert "22 U.S.C. 7102" in html
        assert ("NY Penal Law" in html) == shown


@pytest.mark.parametrize("area", [*WITH_LINES, WITHOUT_LINES])
def test_only_an_area_without_lines_of_its_own_says_so(pages: Pages, area: str) -> None:
    said = {name for name, html in pages(area).items() if 'class="small wider"' in html}
    assert said == ({"help", "self", "bystander"} if area == WITHOUT_LINES else set())


@pytest.mark.parametrize("area", ["us-ny-albany", WITHOUT_LINES, "us", *ABROAD[:2]])
def test_results_name_the_place_that_their_numbers_are_for(edition: Edition, area: str) -> None:
    for language in edition.inputs.languages:
        there = edition.pages(language, area)
        name = area_name(there.help.areas[0], edition.language(language).locale)
        assert name in there.fragments("self")["contacts"]


def test_a_reader_of_another_language_sees_who_answers_in_it(edition: Edition) -> None:
    there = edition.pages("es", edition.inputs.area)
    said = {}
    for contact in there.help.contacts:
        shown = there.fragments("self")[f"contact:{contact.id}"].partition("<details>")[0]
        said[contact.id] = ("español" in shown, "intérprete" in shown)
        answers = "es" in contact.languages
        assert said[contact.id] == (answers, bool(contact.interpreters) and not answers)
    assert len(set(said.values())) == 3


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_area_is_offered_once_in_the_order_of_its_name(edition: Edition, lang: str) -> None:
    html = edition.pages(lang, "gb").static("start").plain.decode()
    groups = re.findall(r"<optgroup.*?</optgroup>", html, re.DOTALL)
    offered = [re.findall(r'<option value="([^"]+)"[^>]*>([^<]+)<', group) for group in groups]
    assert sorted(id_ for group in offered for id_, _ in group) == sorted(AREAS)
    american, others = offered
    assert american[0][0] == "us"
    plain = [name.translate(str.maketrans("áéíóú", "aeiou")) for _, name in others]
    assert plain == sorted(plain)


def test_places_stand_under_the_place_around_them(edition: Edition) -> None:
    html = edition.pages("en", "us").static("start").plain.decode()
    assert html.index('"us-ny"') < html.index('"us-ny-albany"') < html.index('"us-nc"')


def test_a_single_area_is_no_choice() -> None:
    assert area_groups([Area(id="gb", region="GB")], Locale("en")) == []


@pytest.mark.parametrize("lang", ["en", "es"])
def test_paper_names_no_website_and_the_word_that_a_text_needs(lang: str, edition: Edition) -> None:
    told = 0
    for area in WITH_LINES:
        there = edition.pages(lang, area)
        for contact in there.help.contacts:
            line = unescape(there.fragments("self")[f"line:{contact.id}"])
            assert not re.search(r"\w\.\w", line), contact.id
            assert bool(re.search(r"\d", line)) == bool(contact.phone), contact.id
            if contact.phone and contact.text and contact.text.word:
                assert contact.text.word in line
                told += 1
    assert told
