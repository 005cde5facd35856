"""A reader who chose an area sees its numbers on all pages, and never those of another country."""

import re
from html import unescape

import httpx
import pytest
from babel import Locale

from assessment.content.directory import Area
from assessment.content.loading import Content
from assessment.pages.areas import area_groups
from tests.formposts import submit
from tests.pagetexts import dialed, read
from tests.small import (
    ABROAD,
    AREAS,
    COUNTRY,
    EMERGENCY,
    EMERGENCY_ABROAD,
    HOME,
    LANGUAGES,
    NOT_URGENT_ABROAD,
    PAGES,
    TRACKS,
    WITHOUT_LINES,
)


def test_the_start_page_passes_the_area_to_both_tracks_and_the_help_page(
    client: httpx.Client,
) -> None:
    html = client.get(f"/en/?area={ABROAD}").text
    for page in (*TRACKS, "help"):
        assert f'href="/en/{page}?area={ABROAD}"' in html
    assert f'<option value="{ABROAD}" selected>' in html


@pytest.mark.parametrize("track", TRACKS)
def test_questions_results_and_starting_again_keep_the_area(
    client: httpx.Client, track: str
) -> None:
    asked = client.get(f"/en/{track}?area={ABROAD}").text
    assert f'action="/en/{track}?area={ABROAD}"' in asked
    assert f'<input type="hidden" name="area" value="{ABROAD}">' in asked
    results = submit(client, track, {"danger": "yes"}, area=ABROAD).text
    assert {EMERGENCY_ABROAD, NOT_URGENT_ABROAD} <= dialed(results)
    assert EMERGENCY not in dialed(results)
    assert f'href="/en/?area={ABROAD}"' in results


def test_changing_the_language_keeps_the_area(client: httpx.Client) -> None:
    assert f'href="/es/help?area={ABROAD}"' in client.get(f"/en/help?area={ABROAD}").text
    assert f'formaction="/es/self?area={ABROAD}"' in client.get(f"/en/self?area={ABROAD}").text


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "no", 404), ("POST", "self", 415)])
def test_an_error_page_keeps_the_area(
    client: httpx.Client, method: str, path: str, status: int
) -> None:
    answer = client.request(method, f"/en/{path}?area={ABROAD}", json={})
    assert answer.status_code == status
    assert EMERGENCY_ABROAD in dialed(answer.text)
    assert EMERGENCY not in dialed(answer.text)
    assert f'href="/en/?area={ABROAD}"' in answer.text


@pytest.mark.parametrize("area", ["atlantis", "", f"{HOME}'--", ABROAD.upper()])
def test_an_unknown_area_falls_back_to_the_home_area(client: httpx.Client, area: str) -> None:
    own = client.get("/en/help").text
    assert client.get("/en/help", params={"area": area}).text == own
    assert client.get("/en/help", params={"area": ABROAD}).text != own


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("page", PAGES)
def test_a_page_dials_only_the_numbers_of_its_area(
    client: httpx.Client, small: Content, area: str, page: str
) -> None:
    """The page of a track contains all its possible results."""
    near = small.directory.contacts_of(area)
    lines = [c.text.number for c in near if c.text]
    own = {n for c in near for n in (c.phone, c.office, c.tty, *lines) if n}
    others = {other.dial for c in near for other in c.more_phones}
    found = dialed(client.get(f"/en/{page}?area={area}").text)
    assert found
    assert found <= own | others
    assert found >= own or page not in ("help", *TRACKS)


def test_a_card_shows_every_way_to_reach_its_helper(client: httpx.Client, small: Content) -> None:
    """WhatsApp opens outside the site, and a phone never dials an extension automatically."""
    line = next(c for c in small.directory.contacts if c.whatsapp)
    card = next(
        card
        for card in client.get(f"/en/help?area={line.area}").text.split('<li class="card')
        if line.name in card
    )
    links = re.findall(r'href="([^"]+)"', card)
    assert "https://wa.me/3541990108" in links
    assert f"mailto:{line.email}" in links
    assert [f"tel:{other.dial}" for other in line.more_phones] == links[1:3]
    texts = [line.note, line.whatsapp, line.email, line.more_phones[0].note]
    assert all(str(text) in card for text in texts)
    assert all(other.number in card for other in line.more_phones)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_printed_line_has_the_number_for_the_language(
    client: httpx.Client, small: Content, lang: str
) -> None:
    other = next(o for c in small.directory.contacts for o in c.more_phones if "es" in o.languages)
    page = client.get(f"/{lang}/self?area={ABROAD}").text
    assert (f'<span class="number">{other.number}</span></li>' in page) is (lang == "es")


def test_only_areas_with_whatsapp_or_email_warn_of_what_stays_on_the_device(
    client: httpx.Client,
) -> None:
    pages = {area: client.get(f"/en/help?area={area}").text for area in AREAS}
    warned = {area for area, html in pages.items() if '<p class="small stays">' in html}
    assert warned == {ABROAD}


@pytest.mark.parametrize("area", AREAS)
def test_only_an_area_without_its_own_lines_says_so(client: httpx.Client, area: str) -> None:
    pages = {page: client.get(f"/en/{page}?area={area}").text for page in PAGES}
    said = {page for page, html in pages.items() if 'class="small wider"' in html}
    assert said == ({"help", *TRACKS} if area == WITHOUT_LINES else set())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("area", [HOME, COUNTRY, ABROAD])
def test_results_name_the_area_that_their_numbers_serve(
    client: httpx.Client, small: Content, area: str, lang: str
) -> None:
    here = small.directory.lineage(area)[0]
    name = here.name or Locale(lang).territories[here.region]
    assert re.search(rf">[^<]*{name} <", read(client.get(f"/{lang}/self?area={area}").text))


def test_without_javascript_the_place_can_be_changed_on_the_results(client: httpx.Client) -> None:
    here = submit(client, "self", {"danger": "yes"}, area=HOME).text
    assert f'<option value="{HOME}" selected>' in here
    assert here.count('name="area"') == 1, "the form must contain the place once"
    packed = re.findall(r'name="answers" value="([^"]+)"', here)[0]
    form = {"area": ABROAD, "answers": packed, "do": "results"}
    there = client.post("/en/self", data=form).text
    assert there == submit(client, "self", {"danger": "yes"}, area=ABROAD).text
    assert EMERGENCY_ABROAD in dialed(there)
    assert EMERGENCY not in dialed(there)


def test_a_reader_sees_who_answers_in_their_language(client: httpx.Client) -> None:
    cards = client.get("/es/help").text.split('<li class="card contact">')[1:]
    shown = {
        re.findall(r"<h\d>(?:<span.*?>)?(.*?)</", card)[0]: card.partition("<details>")[0]
        for card in cards
    }
    said = {name: ("español" in card, "intérprete" in card) for name, card in shown.items()}
    assert said["Bay Line"] == (True, False)
    assert said["Northern Line"] == (False, True)
    assert said["Young North"] == (True, True)  # "We do not know … Ask for an interpreter."


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_area_is_offered_once_under_its_parent(client: httpx.Client, lang: str) -> None:
    html = client.get(f"/{lang}/?area={ABROAD}").text
    groups = re.findall(r"<optgroup.*?</optgroup>", html, re.DOTALL)
    offered = [re.findall(r'<option value="([^"]+)"', group) for group in groups]
    assert offered == [[COUNTRY, HOME, WITHOUT_LINES], [ABROAD]], "Á must sort next to A"


def test_countries_are_sorted_by_name_in_the_readers_language() -> None:
    areas = [Area(id=region.lower(), region=region) for region in ("ZA", "AT", "NO")]
    named = {lang: area_groups(areas, Locale(lang))[0].areas for lang in ("en", "de")}
    assert [id_ for id_, _ in named["en"]] == ["at", "no", "za"]
    assert [id_ for id_, _ in named["de"]] == ["no", "at", "za"]
    assert area_groups(areas[:1], Locale("en")) == [], "a single area needs no choice"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("area", [HOME, ABROAD])
def test_the_printed_sheet_has_numbers_and_words_to_text_but_no_websites(
    client: httpx.Client, small: Content, lang: str, area: str
) -> None:
    html = client.get(f"/{lang}/self?area={area}").text
    lines = dict(re.findall(r'data-part="line:(\w+)">(.*?)</script>', html, re.DOTALL))
    near = small.directory.contacts_of(area)
    assert set(lines) == {contact.id for contact in near}
    for contact in near:
        line = unescape(lines[contact.id])
        assert str(contact.phone) in line
        assert ("KEYS" in line) == bool(contact.text)
        assert not re.search(r"\w\.\w", line)
