"""Each shipped area offers help, and shows no law or phone number of another area."""

import re
from collections.abc import Callable
from functools import cache
from html import unescape
from typing import Any

import httpx
import pytest

from assessment.content.directory import Contact
from assessment.content.kinds import FOR_CHILDREN
from assessment.content.loading import Content, load
from assessment.pages.local_help import LocalHelp
from assessment.resources import root
from tests.pagetexts import dialed, read
from tests.proving import left_to_prove

DIRECTORY = load(root() / "questions.yaml", root() / "contacts.yaml").directory
AREAS = [area.id for area in DIRECTORY.areas]
WITH_LINES = sorted({contact.area for contact in DIRECTORY.contacts})
WITHOUT_LINES = "us-tx"
"""One of the states without their own lines; their pages are the same."""
ABROAD = [area.id for area in DIRECTORY.areas if DIRECTORY.lineage(area.id)[-1].id != "us"]
UNLISTED = next(area.id for area in DIRECTORY.areas if area.unlisted)
SOME = {DIRECTORY.default_area, ABROAD[0], UNLISTED, WITHOUT_LINES}
AMERICAN_LAW = re.compile(
    r"U\.S\.C|\bfederal (?:law|crime)|New York|Albany|\b[TU] visa\b|\bZIP\b|\bStates\b|\bcounty\b",
    re.IGNORECASE,
)
PAGES = ("", "help", "learn", "privacy", "self", "bystander")
Pages = Callable[[str], dict[str, str]]


def sampled(areas: list[str]) -> list[Any]:
    """These areas; `make test` visits only one of each type."""
    return [left_to_prove(area, unless=area in SOME) for area in areas]


@pytest.fixture(scope="module")
def pages(server: str) -> Pages:
    """The text of each page of an area, by page name; a track's page also contains its results."""

    @cache
    def made(area: str) -> dict[str, str]:
        with httpx.Client(base_url=server, timeout=20, verify=False) as client:  # noqa: S501
            return {page: read(client.get(f"/en/{page}?area={area}").text) for page in PAGES}

    return made


def numbers(contact: Contact) -> set[str]:
    """Every number that can be dialed for a contact."""
    text = contact.text.number if contact.text else None
    others = (phone.number for phone in contact.more_phones)
    written = (contact.phone, contact.office, contact.tty, text, *others)
    return {digits(number) for number in written if number}


def digits(number: str) -> str:
    return re.sub(r"[^+\d]", "", number)


@pytest.mark.parametrize("area", [area for area in AREAS if area != UNLISTED])
def test_every_area_has_emergency_help_and_a_line_that_is_not_the_police(area: str) -> None:
    contacts = DIRECTORY.contacts_of(area)
    assert any(contact.emergency and contact.phone for contact in contacts)
    assert any(contact.urgent and contact.phone and not contact.authority for contact in contacts)


@pytest.mark.parametrize("area", sampled([*WITH_LINES, WITHOUT_LINES]))
def test_no_page_dials_a_number_of_another_area(pages: Pages, area: str) -> None:
    here = set().union(*(numbers(contact) for contact in DIRECTORY.contacts_of(area)))
    for name, html in pages(area).items():
        found = {digits(number) for number in dialed(html)}
        assert found or area == UNLISTED, name
        assert found <= here, name


@pytest.mark.parametrize("area", AREAS)
def test_no_kind_of_help_names_a_line_for_children_to_readers_of_any_age(
    area: str, content: Content
) -> None:
    local = LocalHelp.of(content.directory, area)
    named = {c.id: c.kinds for a in content.questionnaire.assistance for c in local.helpers(a.id)}
    for contact, kinds in named.items():
        assert FOR_CHILDREN.isdisjoint(kinds), contact


def test_a_reader_in_an_unlisted_country_sees_what_to_do_and_no_number(pages: Pages) -> None:
    [emergency] = [c for c in DIRECTORY.contacts_of(UNLISTED) if c.emergency]
    for name, html in pages(UNLISTED).items():
        assert not dialed(html), name
        assert not re.search(r"\bNone\b", re.sub(r"<[^>]*>", "", html)), name
    assert emergency.expect in unescape(pages(UNLISTED)["help"])
    assert emergency.expect in unescape(pages(UNLISTED)["self"])


@pytest.mark.parametrize("area", sampled(ABROAD))
def test_no_page_for_another_country_mentions_american_law(pages: Pages, area: str) -> None:
    for name, html in pages(area).items():
        found = AMERICAN_LAW.search(unescape(html))
        assert not found, f"{name}: {found}"


def test_the_law_of_a_state_is_not_shown_in_another_state(pages: Pages) -> None:
    for area, shown in (("us-ny-albany", True), (WITHOUT_LINES, False)):
        html = pages(area)["learn"]
        assert "22 U.S.C. 7102" in html
        assert ("NY Penal Law" in html) == shown


@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_area_is_offered_once(client: httpx.Client, lang: str) -> None:
    html = client.get(f"/{lang}/?area=gb").text
    offered = re.findall(r'<option value="([^"]+)"', html)
    assert sorted(offered) == sorted(AREAS)


def test_the_default_area_is_the_home_county(content: Content) -> None:
    assert content.directory.default_area == "us-ny-albany"
