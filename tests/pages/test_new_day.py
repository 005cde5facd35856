"""On a server that runs for months, contacts expire without a restart, and nothing else changes."""

import re
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
from tests.small import ABROAD, CONTACTS, NOT_URGENT, folder_with

DAY = date(2030, 5, 1)
EVE, NEXT = DAY - timedelta(1), DAY + timedelta(1)
PAGES = ("", "help", "about", "self", "bystander")
ANSWERS = {"key": "yes"}
MARK = "We could not check this number since March 2020."
OLD_LINE = "1990107"


class Seen(NamedTuple):
    """What readers see: pages by name, a page for another country, and a result as data."""

    pages: dict[str, str]
    abroad: str
    data: dict[str, Any]


class Days(NamedTuple):
    """What readers see before the date, on the date (before and after the update), and one day
    later."""

    before: Seen
    unnoticed: Seen
    after: Seen
    next: Seen


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Days]:
    """A site on which one line is marked and another is hidden on the same date."""
    text = CONTACTS.read_text(encoding="utf-8")
    text = checked(text, "bay_line", date(2020, 3, 1), DAY)
    text = checked(text, "north_workers", date(2020, 1, 1), DAY - timedelta(180))
    # The north has another line of that kind, so this one can be hidden.
    text = text.replace("kind: labor", "kind: trafficking")
    folder = folder_with(tmp_path_factory.mktemp("content"), contacts=text)
    with start_blocking_portal() as portal:  # Another test's browser may be using the event loop.
        yield portal.call(_live_through, folder)


def checked(text: str, contact: str, verified: date, due: date) -> str:
    """The contacts, with different check dates for one of them."""
    head, line, rest = text.partition(f"  - id: {contact}\n")
    rest = rest.replace("verified_on: 2020-01-01", f"verified_on: {verified}", 1)
    return head + line + rest.replace("expires_on: 2099-12-31", f"expires_on: {due}", 1)


async def _live_through(folder: Path) -> Days:
    today = EVE
    app = create_app(Settings(content=folder), lambda: today)
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


@pytest.mark.parametrize("page", ["help", "self", "bystander", "results"])
def test_a_contact_is_marked_when_it_is_due_and_stays(days: Days, page: str) -> None:
    assert MARK not in days.before.pages[page]
    assert MARK in days.after.pages[page]
    assert NOT_URGENT in days.after.pages[page]


def test_the_about_page_names_the_contacts_that_are_due(days: Days) -> None:
    due = re.compile("<li>Bay Line")
    assert not due.search(days.before.pages["about"])
    assert due.search(days.after.pages["about"])


@pytest.mark.parametrize("page", ["help", "self", "bystander"])
def test_an_expired_contact_disappears_from_every_page(days: Days, page: str) -> None:
    assert OLD_LINE in days.before.pages[page]
    assert OLD_LINE not in days.after.pages[page]


def test_the_two_numbers_do_not_change_on_a_new_date(days: Days) -> None:
    for page in PAGES:
        feet = [seen.pages[page].partition("<footer")[2] for seen in (days.before, days.after)]
        assert dialed(feet[0]) == dialed(feet[1])


def test_the_api_shows_the_same_changes_and_no_others(days: Days) -> None:
    before, after = (
        {c["id"]: c for c in seen.data["contacts"]} for seen in (days.before, days.after)
    )
    assert "north_workers" not in after
    assert after["bay_line"] == {**before["bay_line"], "stale_since": str(DAY)}
    others = [name for name in after if name != "bay_line"]
    assert [after[name] for name in others] == [before[name] for name in others]
    assert {**days.after.data, "contacts": []} == {**days.before.data, "contacts": []}


def test_readers_elsewhere_see_no_change(days: Days) -> None:
    assert days.after.abroad == days.before.abroad


def test_a_date_without_changes_changes_no_page(days: Days) -> None:
    assert days.next == days.after


def test_no_request_reads_the_clock(days: Days) -> None:
    assert days.unnoticed == days.before


def test_a_form_opened_before_midnight_is_accepted_after_midnight(days: Days) -> None:
    assert "You said someone holds your key." in days.after.pages["results"]
