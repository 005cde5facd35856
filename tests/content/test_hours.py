"""Local hours say at each moment whether a line is open, even when clocks change."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from assessment.content.hours import WEEKDAYS, Hours

NEW_YORK = ZoneInfo("America/New_York")
ZONES = (
    "America/New_York",
    "America/Argentina/Buenos_Aires",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "Pacific/Auckland",
    "Asia/Kathmandu",
)
WEEK = [{"days": list(WEEKDAYS), "from": "00:00", "to": "24:00"}]
OFFICE = Hours.model_validate(
    {
        "zone": "America/New_York",
        "open": [{"days": ["mon", "tue", "wed", "thu", "fri"], "from": "09:00", "to": "17:00"}],
    }
)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))


def clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


@st.composite
def spans(draw: st.DrawFn) -> dict[str, object]:
    opens = draw(st.integers(0, 1439))
    closes = draw(st.integers(opens + 1, 1440))
    days = draw(st.lists(st.sampled_from(WEEKDAYS), min_size=1, unique=True))
    return {"days": days, "from": clock(opens), "to": clock(closes)}


@st.composite
def some_hours(draw: st.DrawFn) -> Hours:
    zone = draw(st.sampled_from(ZONES))
    return Hours.model_validate({"zone": zone, "open": draw(st.lists(spans(), min_size=1))})


def in_new_york(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        ("2026-11-27 08:59", False),
        ("2026-11-27 09:00", True),
        ("2026-11-27 16:59", True),
        ("2026-11-27 17:00", False),
        ("2026-11-28 12:00", False),
    ],
)
def test_an_office_is_open_from_its_first_minute_to_its_last(moment: str, is_open: bool) -> None:
    assert OFFICE.is_open(in_new_york(moment)) is is_open


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        ("2026-11-26 07:00", "2026-11-26 09:00"),
        ("2026-11-27 17:00", "2026-11-30 09:00"),
        ("2026-10-30 20:00", "2026-11-02 09:00"),  # clocks go back in between
        ("2027-03-13 12:00", "2027-03-15 09:00"),  # clocks go forward in between
    ],
)
def test_the_next_opening_is_in_local_time(moment: str, opens: str) -> None:
    assert OFFICE.next_opening(in_new_york(moment)) == in_new_york(opens)


def test_the_result_does_not_depend_on_the_time_zone_of_the_moment() -> None:
    there = datetime(2026, 11, 27, 23, 30, tzinfo=ZoneInfo("Asia/Tokyo"))  # 9:30 in New York
    assert OFFICE.is_open(there)


def test_two_entries_for_hours_past_midnight_are_joined() -> None:
    night = Hours.model_validate(
        {
            "zone": "America/New_York",
            "open": [
                {"days": ["fri"], "from": "20:00", "to": "24:00"},
                {"days": ["sat"], "from": "00:00", "to": "02:00"},
            ],
        }
    )
    assert night.is_open(in_new_york("2026-11-27 23:59"))
    assert night.is_open(in_new_york("2026-11-28 00:00"))
    assert not night.is_open(in_new_york("2026-11-28 02:00"))


def test_hours_that_daylight_saving_time_removes_come_a_week_later() -> None:
    early = {"days": ["sun"], "from": "02:30", "to": "03:15"}
    hours = Hours.model_validate({"zone": "America/New_York", "open": [early]})
    before = in_new_york("2027-03-08 12:00")
    assert hours.next_opening(before) == in_new_york("2027-03-21 02:30")


@given(MOMENTS)
def test_a_line_that_always_answers_is_open_and_never_opens(moment: datetime) -> None:
    always = Hours(always=True)
    assert always.is_open(moment)
    assert always.next_opening(moment) is None


@given(MOMENTS)
def test_nothing_is_claimed_about_hours_given_only_as_text(moment: datetime) -> None:
    words = Hours(zone="America/New_York", text="Weekdays")
    assert not words.is_open(moment)
    assert words.next_opening(moment) is None


@given(st.sampled_from(ZONES), MOMENTS)
def test_whole_days_have_no_gap_when_clocks_change(zone: str, moment: datetime) -> None:
    assert Hours.model_validate({"zone": zone, "open": WEEK}).is_open(moment)


@settings(max_examples=30)
@given(some_hours(), MOMENTS)
def test_the_next_opening_is_the_first_moment_that_is_open(hours: Hours, moment: datetime) -> None:
    assume(not hours.is_open(moment))
    opening = hours.next_opening(moment)
    assert opening is not None
    assert moment < opening
    assert hours.is_open(opening)
    waiting = opening.astimezone(UTC) - moment
    for share in range(20):
        assert not hours.is_open(moment + waiting * share / 20)
    assert not hours.is_open(opening - timedelta(seconds=1))


@settings(max_examples=30)
@given(some_hours(), MOMENTS)
def test_an_open_line_has_no_next_opening(hours: Hours, moment: datetime) -> None:
    assume(hours.is_open(moment))
    assert hours.next_opening(moment) is None


@pytest.mark.parametrize(
    ("hours", "message"),
    [
        ({"always": True, "zone": "Europe/Paris", "open": WEEK}, "not both"),
        ({"open": WEEK}, "needs a `zone`"),
        (
            {"zone": "Europe/Paris", "open": [WEEK[0] | {"from": "20:00", "to": "02:00"}]},
            "two entries",
        ),
        ({"zone": "Europe/Paris", "open": [WEEK[0] | {"from": "24:00"}]}, "pattern"),
        ({"zone": "Europe/Paris", "open": [WEEK[0] | {"to": "24:30"}]}, "pattern"),
        ({"zone": "Europe/Paris", "open": [WEEK[0] | {"days": []}]}, "at least 1"),
        ({"zone": "Europe/Paris", "open": [WEEK[0] | {"days": ["monday"]}]}, "mon"),
    ],
)
def test_impossible_hours_are_rejected(hours: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Hours.model_validate(hours)
