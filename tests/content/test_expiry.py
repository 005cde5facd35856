"""Contacts that nobody has looked at for too long are not shown, and nobody is left alone."""

from datetime import date, timedelta

import pytest

from assessment.checking.start import refuse_errors
from assessment.content.directory import Contact, Directory
from assessment.content.loading import Content

LATER = date(2040, 1, 1)


def contact(directory: Directory, name: str) -> Contact:
    return next(c for c in directory.contacts if c.id == name)


@pytest.fixture
def directory(content: Content) -> Directory:
    return content.directory


def test_a_stale_contact_is_hidden_from_its_last_day_on(directory: Directory) -> None:
    due = directory.expires_on(contact(directory, "us_988"))
    assert due is not None
    before = {c.id for c in directory.as_of(due - timedelta(1)).contacts}
    after = {c.id for c in directory.as_of(due).contacts}
    assert "us_988" in before - after


def test_a_day_of_its_own_comes_before_the_general_rule(directory: Directory) -> None:
    own = contact(directory, "us_988").model_copy(update={"expires_on": LATER})
    assert directory.expires_on(own) == LATER


def test_emergency_help_never_runs_out(directory: Directory) -> None:
    wanted = {c.id for c in directory.contacts if c.emergency}
    assert wanted
    assert wanted <= {c.id for c in directory.as_of(LATER).contacts}


def test_the_founding_number_stays_and_is_called_unchecked(directory: Directory) -> None:
    kept = contact(directory.as_of(LATER), "albany_crime_victims_unit")
    assert kept.confidence == "founding"


def test_every_area_keeps_an_emergency_number_and_another_one(directory: Directory) -> None:
    much_later = directory.as_of(LATER)
    for area in much_later.areas:
        shown = {c.id: c for c in much_later.contacts_of(area.id)}
        named = next(a.not_urgent for a in much_later.lineage(area.id) if a.not_urgent)
        assert any(c.emergency for c in shown.values())
        assert shown[named].confidence == "founding"


def test_an_area_whose_own_line_is_stale_falls_back_to_the_wider_one(
    directory: Directory,
) -> None:
    local = contact(directory, "albany_crime_victims_unit")
    checked = local.model_copy(update={"confidence": "high", "verified_on": date(2020, 1, 1)})
    contacts = tuple(checked if c.id == local.id else c for c in directory.contacts)
    changed = directory.model_copy(update={"contacts": contacts}).as_of(date(2026, 11, 25))
    named = [area.not_urgent for area in changed.lineage("us-ny-albany") if area.not_urgent]
    assert named == ["us_trafficking_hotline"]


def test_the_server_hears_of_stale_contacts_and_starts_all_the_same(content: Content) -> None:
    codes = {problem.code for problem in refuse_errors(content, {}, LATER)}
    assert codes == {"W238"}
