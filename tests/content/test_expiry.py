"""A contact that nobody has checked for too long is not shown, and nobody is left alone."""

from datetime import date, timedelta
from typing import Any

import pytest

from assessment.checking.start import refuse_errors
from assessment.content.directory import Contact, Directory
from assessment.content.loading import Content

DUE = date(2030, 5, 1)
NEVER_CHECKED_AGAIN = date(2100, 1, 1)


@pytest.fixture
def directory(small: Content) -> Directory:
    return small.directory


def contact(directory: Directory, name: str) -> Contact:
    return next(c for c in directory.contacts if c.id == name)


def changed(directory: Directory, name: str, **update: Any) -> Directory:
    """The directory with a change to one contact."""
    made = contact(directory, name).model_copy(update=update)
    contacts = tuple(made if c.id == name else c for c in directory.contacts)
    return directory.model_copy(update={"contacts": contacts})


def shown(directory: Directory) -> set[str]:
    return {c.id for c in directory.contacts}


def test_an_expired_contact_is_hidden_from_its_day_on(directory: Directory) -> None:
    due = changed(directory, "north_young", expires_on=DUE)
    before, after = shown(due.as_of(DUE - timedelta(1))), shown(due.as_of(DUE))
    assert before - after == {"north_young"}


@pytest.mark.parametrize(("by_phone", "days"), [(True, 180), (False, 365)])
def test_without_a_day_of_its_own_a_check_holds_for_some_days(
    directory: Directory, by_phone: bool, days: int
) -> None:
    reached = {} if by_phone else {"phone": None}
    due = changed(directory, "north_workers", verified_on=DUE, expires_on=None, **reached)
    assert due.expires_on(contact(due, "north_workers")) == DUE + timedelta(days)


def test_emergency_help_never_expires(directory: Directory) -> None:
    wanted = {c.id for c in directory.contacts if c.emergency}
    assert wanted
    assert wanted <= shown(directory.as_of(NEVER_CHECKED_AGAIN))


def test_a_founding_number_stays_and_is_marked_unchecked(directory: Directory) -> None:
    founding = changed(directory, "north_young", confidence="founding")
    kept = contact(founding.as_of(NEVER_CHECKED_AGAIN), "north_young")
    assert kept.confidence == "founding"


def test_every_area_keeps_an_emergency_number_and_another_one(directory: Directory) -> None:
    much_later = directory.as_of(NEVER_CHECKED_AGAIN)
    assert shown(much_later) < shown(directory)
    for area in much_later.areas:
        near = {c.id: c for c in much_later.contacts_of(area.id)}
        named = next(a.not_urgent for a in much_later.lineage(area.id) if a.not_urgent)
        assert any(c.emergency for c in near.values())
        assert near[named].confidence == "founding"


def test_an_area_whose_own_line_has_expired_names_the_line_of_the_wider_one(
    directory: Directory,
) -> None:
    left = changed(directory, "bay_line", expires_on=DUE).as_of(DUE)
    assert [a.not_urgent for a in left.lineage("bay") if a.not_urgent] == ["north_line"]


def test_expired_contacts_are_reported_at_start_and_do_not_prevent_it(small: Content) -> None:
    codes = {problem.code for problem in refuse_errors(small, {}, NEVER_CHECKED_AGAIN)}
    assert codes == {"W238"}
