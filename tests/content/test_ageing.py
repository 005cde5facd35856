"""Expired contacts are marked, then hidden, and nobody is left without help."""

from datetime import date, timedelta
from typing import Any

import pytest

from assessment.checking.start import refuse_errors
from assessment.content.ageing import as_of, changes, due_on, hidden_on
from assessment.content.directory import Contact, Directory
from assessment.content.loading import Content
from assessment.content.rules import ALWAYS, Rule

DUE = date(2030, 5, 1)
HOLD = timedelta(180)
A_DAY = timedelta(1)
FOREVER = date(2100, 1, 1)
WORKERS = "north_workers"


@pytest.fixture
def directory(small: Content) -> Directory:
    """The small test directory with a second `trafficking` line, which is due on the date `DUE`."""
    return changed(small.directory, WORKERS, kind="trafficking", expires_on=DUE, when=ALWAYS)


def contact(directory: Directory, name: str) -> Contact:
    return next(c for c in directory.contacts if c.id == name)


def changed(directory: Directory, name: str, **update: Any) -> Directory:
    """The directory with one changed contact."""
    made = contact(directory, name).model_copy(update=update)
    contacts = tuple(made if c.id == name else c for c in directory.contacts)
    return directory.model_copy(update={"contacts": contacts})


def shown(directory: Directory) -> set[str]:
    return {c.id for c in directory.contacts}


@pytest.mark.parametrize(("by_phone", "days"), [(True, 180), (False, 365)])
def test_a_check_is_valid_for_a_fixed_number_of_days(
    directory: Directory, by_phone: bool, days: int
) -> None:
    reached = {} if by_phone else {"phone": None}
    due = changed(directory, WORKERS, verified_on=DUE, expires_on=None, **reached)
    assert due_on(due, contact(due, WORKERS)) == DUE + timedelta(days)


def test_a_contact_is_marked_from_the_day_its_check_expires(
    directory: Directory,
) -> None:
    assert contact(as_of(directory, DUE - A_DAY), WORKERS).stale_since is None
    assert contact(as_of(directory, DUE), WORKERS).stale_since == DUE


def test_a_marked_contact_is_hidden_after_one_more_period(directory: Directory) -> None:
    hidden = DUE + HOLD
    before, after = shown(as_of(directory, hidden - A_DAY)), shown(as_of(directory, hidden))
    assert before - after == {WORKERS}


def test_the_last_contact_of_a_kind_is_never_hidden(directory: Directory) -> None:
    alone = changed(directory, WORKERS, kind="labor")
    assert WORKERS in shown(as_of(alone, FOREVER))


def test_the_most_recently_checked_of_several_expired_contacts_stays(
    directory: Directory,
) -> None:
    both = changed(directory, "north_line", confidence="high", expires_on=DUE - A_DAY)
    areas = tuple(a.model_copy(update={"not_urgent": None}) for a in both.areas)
    left = shown(as_of(both.model_copy(update={"areas": areas}), FOREVER))
    assert WORKERS in left
    assert "north_line" not in left


def test_a_contact_that_serves_some_readers_does_not_replace_one_for_everybody(
    directory: Directory,
) -> None:
    alone = changed(directory, WORKERS, kind="labor")
    fresh = {"also": ("labor",), "expires_on": FOREVER, "area": contact(alone, WORKERS).area}
    hidden = DUE + HOLD
    assert WORKERS not in shown(as_of(changed(alone, "bay_line", **fresh), hidden))
    for_some = Rule(answer={"asked": ("yes",)})
    narrow = changed(alone, "bay_line", when=for_some, **fresh)
    assert WORKERS in shown(as_of(narrow, hidden))


def test_a_contacts_other_kinds_of_work_also_count(directory: Directory) -> None:
    able = changed(directory, WORKERS, also=("housing",))
    assert WORKERS in shown(as_of(able, FOREVER))


def test_an_areas_non_urgent_line_is_never_hidden(directory: Directory) -> None:
    much_later = as_of(directory, FOREVER)
    named = {area.not_urgent for area in directory.areas if area.not_urgent}
    assert named <= shown(much_later)
    assert all(contact(much_later, name).stale_since for name in named)


def test_emergency_help_is_never_marked_and_never_hidden(directory: Directory) -> None:
    wanted = [c for c in directory.contacts if c.emergency]
    assert wanted
    later = as_of(directory, FOREVER)
    assert [contact(later, c.id).stale_since for c in wanted] == [None] * len(wanted)


def test_a_founding_number_is_never_hidden(directory: Directory) -> None:
    founding = changed(directory, WORKERS, confidence="founding")
    assert hidden_on(founding, contact(founding, WORKERS)) is None
    assert WORKERS in shown(as_of(founding, FOREVER))


def test_every_area_keeps_each_kind_of_contact(directory: Directory) -> None:
    much_later = as_of(directory, FOREVER)
    assert shown(much_later) < shown(directory)
    for area in directory.areas:
        before, after = ({c.kind for c in d.contacts_of(area.id)} for d in (directory, much_later))
        assert before == after


def test_the_dates_of_changes_are_exactly_those_on_which_the_directory_differs(
    directory: Directory,
) -> None:
    days = changes(directory, DUE - A_DAY, DUE + HOLD)
    assert days == [DUE, DUE + HOLD]
    for day in days:
        assert as_of(directory, day) != as_of(directory, day - A_DAY)


def test_a_file_cannot_mark_a_contact_as_stale(directory: Directory) -> None:
    assert "stale_since" not in Contact.model_json_schema()["properties"]


def test_due_contacts_are_reported_at_startup_and_do_not_prevent_it(small: Content) -> None:
    codes = {problem.code for problem in refuse_errors(small, {}, FOREVER)}
    assert codes == {"W238"}


def test_tomorrow_is_a_valid_date_and_a_later_one_causes_a_warning(small: Content) -> None:
    dates = [c.verified_on for c in small.directory.contacts]
    a_day_behind, two_behind = max(dates) - A_DAY, max(dates) - 2 * A_DAY
    assert refuse_errors(small, {}, a_day_behind) == ()
    assert {problem.code for problem in refuse_errors(small, {}, two_behind)} == {"W239"}
