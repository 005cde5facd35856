"""Which contacts must be checked, and when."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from assessment.content.ageing import due_on
from assessment.content.directory import Contact, Directory

HOW = "Read the source and the helper's own page. Never test-call a crisis line."


class Due(NamedTuple):
    """A contact and the day by which it must be checked."""

    day: date
    contact: Contact


def within_a_month(today: date) -> date:
    """The day 30 days from today."""
    return today + timedelta(30)


def due(directory: Directory, until: date) -> list[Due]:
    """Contacts that must be checked by that day, earliest first."""
    found = [Due(_day(directory, contact), contact) for contact in directory.contacts]
    wanted = [each for each in found if each.day <= until]
    return sorted(wanted, key=lambda each: (each.day, each.contact.id))


def _day(directory: Directory, contact: Contact) -> date:
    if contact.confidence == "founding":
        return contact.verified_on
    return due_on(directory, contact) or contact.verified_on + timedelta(
        directory.checks_hold.phone
    )


def _way_to(contact: Contact) -> str:
    ways = (contact.phone, contact.text and contact.text.number, contact.web, contact.chat)
    return next((str(way) for way in ways if way), "no number")


def as_text(dues: Iterable[Due]) -> str:
    """One line for each contact."""
    lines = [f"{day}  {c.id}  {_way_to(c)}" for day, c in dues]
    return "\n".join(lines) or "No checks are due."


def as_markdown(dues: Iterable[Due]) -> str:
    """A checklist."""
    lines = [
        f"- [ ] {day}: {c.name} (`{c.id}`), {_way_to(c)}. Source: {c.source.title}"
        for day, c in dues
    ]
    return "\n".join(["# Contacts to check", "", HOW, "", *lines])


FORMATS = {"text": as_text, "md": as_markdown}
