"""A server that runs for months: a contact goes on its day, with no restart, and nothing else."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
from anyio.from_thread import start_blocking_portal

from assessment.content.loading import Content
from assessment.pages.edition import Edition
from assessment.resources import root
from assessment.settings import Settings
from assessment.web.app import create_app
from tests.formposts import fields

EVE, DAY, NEXT = date(2026, 11, 29), date(2026, 11, 30), date(2026, 12, 1)
OWN_LINE, WIDER_LINE = "518-694-8445", "us_trafficking_hotline"
ABROAD = "/en/help?area=de"
PAGES = ("", "help", "self", "bystander")
ANSWERS = {"debt_owed": "yes"}


class Seen(NamedTuple):
    """What readers see: pages by name, and a result as data."""

    pages: dict[str, str]
    data: dict[str, Any]
    not_urgent: str


class Days(NamedTuple):
    """What is seen on the eve, on the day while nobody told the site, and once it was told."""

    before: Seen
    unnoticed: Seen
    after: Seen
    same: bool
    same_abroad: bool


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Days]:
    """A site whose own line, the one of Albany County, is stale from a day on."""
    contacts = tmp_path_factory.mktemp("content") / "contacts.yaml"
    text = (root() / "contacts.yaml").read_text(encoding="utf-8")
    contacts.write_text(_running_out(text), encoding="utf-8")
    with start_blocking_portal() as portal:  # a browser of another test may hold our loop
        yield portal.call(_live_through, contacts)


def _running_out(text: str) -> str:
    founding = "    confidence: founding\n"
    assert text.count(founding) == 1
    return text.replace(founding, f"    confidence: high\n    expires_on: {DAY}\n")


async def _live_through(contacts: Path) -> Days:
    today = EVE
    app = create_app(Settings(contacts=contacts), lambda: today)
    editions = app.state.editions
    async with _client(app) as client:
        form = fields((await client.get("/en/self")).text, ANSWERS)
        before = await _look(client, editions.current, form)
        today = DAY
        unnoticed = await _look(client, editions.current, form)
        abroad = (await client.get(ABROAD)).text
        editions.refresh()
        after = await _look(client, editions.current, form)
        today = NEXT
        editions.refresh()
        same = await _look(client, editions.current, form) == after
        return Days(before, unnoticed, after, same, (await client.get(ABROAD)).text == abroad)


@asynccontextmanager
async def _client(app: Any) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://inside") as client:
        yield client


async def _look(client: httpx.AsyncClient, edition: Edition, form: list[tuple[str, str]]) -> Seen:
    pages = {name: (await client.get(f"/en/{name}")).text for name in PAGES}
    posted = await client.post("/en/self", data=dict(form))
    assert posted.status_code == 200
    request = {"track": "self", "answers": ANSWERS}
    data = (await client.post("/api/v1/assessment", json=request)).json()
    local = edition.pages("en", edition.inputs.area).help
    return Seen({**pages, "results": posted.text}, data, local.not_urgent.id)


@pytest.mark.parametrize("page", [*PAGES, "results"])
def test_a_contact_goes_from_every_page_on_its_day(days: Days, page: str) -> None:
    assert OWN_LINE in days.before.pages[page]
    assert OWN_LINE not in days.after.pages[page]


def test_the_line_of_the_wider_area_stands_in_its_place(days: Days) -> None:
    assert days.before.not_urgent != WIDER_LINE
    assert days.after.not_urgent == WIDER_LINE


def test_the_api_loses_that_contact_and_nothing_else(days: Days) -> None:
    before, after = days.before.data, days.after.data
    left = [c for c in before["contacts"] if c.get("phone") != OWN_LINE]
    assert len(left) == len(before["contacts"]) - 1
    assert after == {**before, "contacts": left}


def test_readers_elsewhere_see_what_they_saw(days: Days) -> None:
    assert days.same_abroad


def test_a_day_that_changes_nothing_changes_no_page(days: Days) -> None:
    assert days.same


def test_no_request_looks_at_the_day(days: Days) -> None:
    assert days.unnoticed == days.before


def test_a_form_from_before_midnight_is_read_after_it(days: Days, content: Content) -> None:
    [asked] = [q for q in content.questionnaire.questions_of("self") if q.id in ANSWERS]
    assert asked.said["yes"] in days.after.pages["results"]
