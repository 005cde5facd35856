"""Determines when a contact that has not been checked is marked as due, and later hidden."""

from collections.abc import Mapping
from datetime import date, timedelta

from assessment.content.directory import Contact, Directory
from assessment.content.kinds import EVERY_KIND
from assessment.content.rules import ALWAYS


def due_on(directory: Directory, contact: Contact) -> date | None:
    """The date on which a contact is due for rechecking; None for emergency help."""
    if contact.emergency:
        return None
    return contact.expires_on or contact.verified_on + _validity(directory, contact)


def hidden_on(directory: Directory, contact: Contact) -> date | None:
    """The date from which a contact may be hidden: one more period of validity after `due_on`.

    None for emergency help, and for a `founding` number, which stays even if nobody can check it.
    """
    due = due_on(directory, contact)
    if due is None or contact.confidence == "founding":
        return None
    return due + _validity(directory, contact)


def as_of(directory: Directory, day: date) -> Directory:
    """The directory as readers see it on `day`.

    Contacts that are due for rechecking are marked, and hidden once they are too old. Nobody is
    left without help: the last contact of each kind in an area stays, and so does the `not_urgent`
    contact of each area, because a number that may be wrong is better than none.
    """
    hidden = ((contact.id, hidden_on(directory, contact)) for contact in directory.contacts)
    old = {name: on for name, on in hidden if on and on <= day}
    gone = old.keys() - _needed(directory, old) if old else set()
    contacts = tuple(_marked(directory, c, day) for c in directory.contacts if c.id not in gone)
    return directory.model_copy(update={"contacts": contacts})


def changes(directory: Directory, since: date, until: date) -> list[date]:
    """The dates after `since`, through `until`, on which a contact is marked or may be hidden."""
    days = {on(directory, contact) for contact in directory.contacts for on in (due_on, hidden_on)}
    return sorted(day for day in days if day and since < day <= until)


def _validity(directory: Directory, contact: Contact) -> timedelta:
    is_phone = contact.phone or contact.text or contact.whatsapp
    return timedelta(directory.checks_hold.phone if is_phone else directory.checks_hold.web)


def _marked(directory: Directory, contact: Contact, day: date) -> Contact:
    due = due_on(directory, contact)
    return contact.marked(due) if due and due <= day else contact


def _needed(directory: Directory, old: Mapping[str, date]) -> set[str]:
    """The contacts without which an area would lack its `not_urgent` contact or a kind of contact.

    If all contacts of a kind are old, the least overdue one is needed. A contact that serves only
    some readers does not replace one that serves everybody.
    """
    needed = {area.not_urgent for area in directory.areas if area.not_urgent}
    for area in directory.areas:
        reach = directory.contacts_of(area.id)
        for kind in EVERY_KIND:
            able = [contact for contact in reach if kind in contact.kinds]
            able = [contact for contact in able if contact.when == ALWAYS] or able
            if able and all(contact.id in old for contact in able):
                needed.add(max(able, key=lambda contact: old[contact.id]).id)
    return needed
