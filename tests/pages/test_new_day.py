"""A server that runs for months: a contact goes on its day, with no restart, and nothing else."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
from anyio.from_thread import start_blocking_portal

from assessment.settings import Settings
from assessment.web.app import create_app
from tests.formposts import fields
from tests.inside import by_the_clock, client_of
from tests.pagetexts import dialed
from tests.small import ABROAD, CONTACTS, NOT_URGENT, NOT_URGENT_IN_COUNTRY, QUESTIONS

DAY = date(2030, 5, 1)
EVE, NEXT = DAY - timedelta(1), DAY + timedelta(1)
PAGES = ("", "help", "self", "bystander")
ANSWERS = {"key": "yes"}


class Seen(NamedTuple):
    """What readers see: pages by name, a page of another country, and a result as data."""

    pages: dict[str, str]
    abroad: str
    data: dict[str, Any]


class Days(NamedTuple):
    """What is seen on the eve; on the day, before and after the clock struck; and the day after."""

    before: Seen
    unnoticed: Seen
    after: Seen
    next: Seen


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Days]:
    """A site whose own line expires on a day."""
    contacts = tmp_path_factory.mktemp("content") / "contacts.yaml"
    head, line, rest = CONTACTS.read_text(encoding="utf-8").partition("  - id: bay_line\n")
    text = head + line + rest.replace("expires_on: 2099-12-31", f"expires_on: {DAY}", 1)
    contacts.write_text(text, encoding="utf-8")
    with start_blocking_portal() as portal:  # a browser of another test may hold our loop
        yield portal.call(_live_through, contacts)


async def _live_through(contacts: Path) -> Days:
    today = EVE
    app = create_app(Settings(questions=QUESTIONS, contacts=contacts), lambda: today)
    async with client_of(app) as client:
        form = fields((await client.get("/en/self")).text, ANSWERS)
        before = await _look(client, form)
        today = DAY
        unnoticed = await _look(client, form)
        by_the_clock(app)
        after = await _look(client, form)
        today = NEXT
        by_the_clock(app)
        return Days(before, unnoticed, after, await _look(client, form))


async def _look(client: httpx.AsyncClient, form: list[tuple[str, str]]) -> Seen:
    pages = {name: (await client.get(f"/en/{name}")).text for name in PAGES}
    posted = await client.post("/en/self", data=dict(form))
    assert posted.status_code == 200
    request = {"track": "self", "answers": ANSWERS}
    data = (await client.post("/api/v1/assessment", json=request)).json()
    abroad = (await client.get(f"/en/help?area={ABROAD}")).text
    return Seen({**pages, "results": posted.text}, abroad, data)


@pytest.mark.parametrize("page", [*PAGES, "results"])
def test_a_contact_goes_from_every_page_on_its_day(days: Days, page: str) -> None:
    assert NOT_URGENT in days.before.pages[page]
    assert NOT_URGENT not in days.after.pages[page]


@pytest.mark.parametrize("page", [*PAGES, "results"])
def test_the_line_of_the_wider_area_stands_in_its_place(days: Days, page: str) -> None:
    foot = days.after.pages[page].partition("<footer")[2]
    assert dialed(foot) == {"112", NOT_URGENT_IN_COUNTRY}


def test_the_api_loses_that_contact_and_nothing_else(days: Days) -> None:
    before, after = days.before.data, days.after.data
    left = [c for c in before["contacts"] if c["id"] != "bay_line"]
    assert len(left) == len(before["contacts"]) - 1
    assert after["contacts"] == left
    assert {**after, "contacts": []} == {**before, "contacts": []}


def test_readers_elsewhere_see_what_they_saw(days: Days) -> None:
    assert days.after.abroad == days.before.abroad


def test_a_day_that_changes_nothing_changes_no_page(days: Days) -> None:
    assert days.next == days.after


def test_no_request_looks_at_the_day(days: Days) -> None:
    assert days.unnoticed == days.before


def test_a_form_from_before_midnight_is_read_after_it(days: Days) -> None:
    assert "You said someone holds your key." in days.after.pages["results"]
