"""The device determines from its clock and a contact's time zone whether the contact is open."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page

from assessment.content.hours import WEEKDAYS, Hours
from assessment.resources import root

SCRIPT = (root() / "static" / "hours.js").read_text(encoding="utf-8")
NEW_YORK = "America/New_York"
OFFICE = {"days": ["mon", "tue", "wed", "thu", "fri"], "from": "09:00", "to": "17:00"}
NIGHT = [
    {"days": ["fri"], "from": "20:00", "to": "24:00"},
    {"days": ["sat"], "from": "00:00", "to": "02:00"},
]
ALL_HOURS = [
    Hours.model_validate({"zone": NEW_YORK, "open": [OFFICE]}),
    Hours.model_validate({"zone": NEW_YORK, "open": NIGHT}),
    Hours.model_validate({"zone": "Asia/Kathmandu", "open": [OFFICE]}),
    Hours.model_validate({"zone": "Pacific/Auckland", "open": [OFFICE, *NIGHT]}),
]
# In New York, clocks change on March 14 and November 7, 2027.
MOMENTS = [
    datetime(2027, *day, tzinfo=UTC) + timedelta(minutes=37 * step)
    for day in ((3, 13), (11, 6))
    for step in range(70)
]


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """An empty page that contains only the script."""
    context = chromium.new_context(timezone_id="Asia/Tokyo")
    page = context.new_page()
    page.goto("about:blank")
    page.evaluate(f"window.hours = (() => {{ {SCRIPT}; return hours; }})()")
    yield page
    context.close()


def _is_open(hours: Hours, moment: datetime) -> bool:
    there = moment.astimezone(ZoneInfo(str(hours.zone)))
    clock, day = f"{there:%H:%M}", WEEKDAYS[there.weekday()]
    return any(day in on.days and on.opens <= clock < on.closes for on in hours.open)


def test_the_device_agrees_with_a_clock_in_the_contacts_time_zone(page: Page) -> None:
    asked = [
        [hours.zone, hours.spans, moment.isoformat()] for hours in ALL_HOURS for moment in MOMENTS
    ]
    script = "all => all.map(([zone, open, at]) => hours.isOpen(zone, open, new Date(at)))"
    expected = [_is_open(hours, moment) for hours in ALL_HOURS for moment in MOMENTS]
    assert page.evaluate(script, asked) == expected
    assert {True, False} <= set(expected)


@pytest.mark.parametrize(
    ("locale", "moment", "said"),
    [
        ("en", "2027-01-04T13:59:00Z", "Opens Monday 11:00 PM"),
        ("en", "2027-01-04T14:00:00Z", "Open now"),
        ("en", "2027-01-04T21:59:00Z", "Open now"),
        ("en", "2027-01-04T22:00:00Z", "Opens Tuesday 11:00 PM"),
        ("es-US", "2027-01-04T13:59:00Z", "Opens lunes 11:00 p.m."),
        ("bn-u-nu-latn", "2027-01-04T13:59:00Z", "Opens সোমবার 11:00 PM"),
    ],
)
def test_a_mark_says_open_now_or_gives_the_next_opening_in_the_readers_time(
    page: Page, locale: str, moment: str, said: str
) -> None:
    page.clock.set_fixed_time(moment)
    page.evaluate(
        """([zone, open, locale]) => {
          document.documentElement.setAttribute("data-locale", locale);
          document.body.innerHTML = `<p hidden data-zone="${zone}" data-open="${open}"
            data-now="Open now" data-opens="Opens {time}"></p>`;
          document.dispatchEvent(new Event("questionnaire"));
        }""",
        [NEW_YORK, ALL_HOURS[0].spans, locale],
    )
    mark = page.locator("p")
    assert mark.is_visible()
    assert " ".join(mark.inner_text().split()) == said
