"""Which contacts a rule adds, and how far they are from speaking a language."""

from collections.abc import Sequence

from assessment.content.directory import Contact
from assessment.content.kinds import ContactRule, Kind
from assessment.content.tags import speaks


def distance(contact: Contact, language: str) -> int:
    """0 if the contact's staff speak the language, 1 if it has interpreters, 2 otherwise."""
    if speaks(contact.languages, language):
        return 0
    return 1 if contact.interpreters else 2


def placings(rule: ContactRule, contacts: Sequence[Contact]) -> list[tuple[Contact, Kind]]:
    """The contacts that a rule adds, in order and once each, with the kind that it adds them for.

    `contacts` is sorted nearest first.
    """
    first: dict[str, tuple[Contact, Kind]] = {}
    for kind in rule.kinds:
        for contact in contacts:
            if kind in contact.kinds:
                first.setdefault(contact.id, (contact, kind))
    return list(first.values())
