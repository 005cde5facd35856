"""The list of contacts to check, and the calendar made from it."""

import json
import re
from datetime import date, timedelta

import pytest

from assessment.errors import SettingsError
from assessment.publishing.due import Due, as_calendar
from tests import small
from tests.publishing.conftest import Write, ran

SOON = date.today() + timedelta(10)
NAMES = ["bay_line", "north_line", "south_line"]


def expiring(day: date, *names: str) -> str:
    """The small test contacts; the checks of the given contacts expire on the given date."""
    text = small.CONTACTS.read_text(encoding="utf-8")
    for name in names:
        before, _, after = text.partition(f"- id: {name}\n")
        after = re.sub(r"expires_on: .*", f"expires_on: {day}", after, count=1)
        text = f"{before}- id: {name}\n{after}"
    return text


def listed(*words: str, code: int = 0) -> list[str]:
    """The IDs of the contacts that are due, except emergency numbers, which expire by age."""
    found = json.loads(ran("--due", "--format", "json", *words, code=code))
    return [each["id"] for each in found if "emergency" not in each["id"]]


def test_contacts_due_within_the_given_days_are_listed_with_the_nearest_date_first(
    write: Write,
) -> None:
    write(expiring(SOON, "north_line").replace("2099-12-31", str(SOON - timedelta(1)), 1))
    assert listed("--days", "10") == ["bay_line", "north_line"]
    assert listed("--days", "9") == ["bay_line"]
    assert listed("--days", "8") == []


def test_an_expired_check_is_due(write: Write) -> None:
    write(expiring(date(2020, 6, 1), "south_line"))
    assert listed("--days", "0") == ["south_line"]


def test_a_check_that_has_not_happened_yet_is_due(write: Write) -> None:
    """A mistyped year must not keep a contact off the list for decades."""
    text = small.CONTACTS.read_text(encoding="utf-8")
    write(text.replace("verified_on: 2020-01-01", "verified_on: 2062-01-01", 1))
    assert listed("--days", "30") == ["bay_line"]


@pytest.mark.parametrize(
    ("area", "names"),
    [
        ("bay", ["bay_line", "north_line"]),
        ("fjord", ["north_line"]),
        ("north", ["bay_line", "north_line"]),
        ("south", ["south_line"]),
    ],
)
def test_an_area_limits_the_list_to_what_its_readers_see(
    write: Write, area: str, names: list[str]
) -> None:
    write(expiring(SOON, *NAMES))
    assert listed("--area", area) == names


def test_an_unknown_area_is_rejected(write: Write) -> None:
    write("")
    with pytest.raises(SettingsError, match="nowhere"):
        ran("--area", "nowhere")


def test_the_fail_option_exits_with_code_1_only_if_a_contact_is_due(write: Write) -> None:
    text = expiring(SOON, "bay_line")
    write(re.sub(r"verified_on: .*", f"verified_on: {date.today()}", text))
    assert "bay_line" in ran("--due", "--fail", code=1)
    assert "bay_line" not in ran("--due", "--fail", "--days", "9")


@pytest.mark.parametrize("format", ["text", "md", "json", "ics"])
def test_each_format_has_the_name_number_source_and_file(write: Write, format: str) -> None:
    file = write(expiring(SOON, "bay_line"))
    line = file.read_text(encoding="utf-8").split("- id: bay_line")[0].count("\n") + 1
    text = ran("--due", "--format", format).replace("\n ", "")
    for fact in ("bay_line", "Bay Line", "1990101", "A list of the bay", f"{file}:{line}"):
        assert fact in text


def unfolded(calendar: str) -> list[str]:
    return calendar.replace("\r\n ", "").split("\r\n")


def due(day: date, name: str = "Bay Line") -> Due:
    return Due(day, "bay_line", name, "1990101", "A list of the bay", "contacts.yaml:1")


def test_a_calendar_has_one_event_for_each_due_date() -> None:
    first, second = date(2030, 1, 2), date(2030, 2, 3)
    lines = unfolded(as_calendar([due(first), due(first), due(second)], date(2030, 1, 1)))
    starts = [line for line in lines if line.startswith("DTSTART")]
    assert starts == ["DTSTART;VALUE=DATE:20300102", "DTSTART;VALUE=DATE:20300203"]
    assert len({line for line in lines if line.startswith("UID:")}) == 2
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2


def test_an_overdue_check_is_an_event_on_the_current_date() -> None:
    calendar = as_calendar([due(date(2020, 1, 1))], date(2030, 1, 1))
    assert "DTSTART;VALUE=DATE:20300101" in unfolded(calendar)


def test_a_calendar_is_folded_and_escaped() -> None:
    name = 'Ärzte, "Löwe"; \\ ' + "ñ😀" * 40 + "\nBEGIN:VEVENT"
    calendar = as_calendar([due(date(2030, 1, 1), name)], date(2030, 1, 1))
    assert all(len(line.encode()) <= 75 for line in calendar.split("\r\n"))
    assert "\n" not in calendar.replace("\r\n", "")
    lines = unfolded(calendar)
    assert lines.count("BEGIN:VEVENT") == 1
    description = next(line for line in lines if line.startswith("DESCRIPTION:"))
    escaped = name.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    assert escaped.replace("\n", "\\n") in description
