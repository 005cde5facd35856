"""Which contacts a rule adds, and how far they are from speaking a language."""

from collections.abc import Sequence
from typing import NamedTuple

from assessment.content.directory import Contact
from assessment.content.kinds import ContactRule, Kind
from assessment.content.rules import Rule
from assessment.content.tags import speaks

ALWAYS = Rule(all_of=())
"""The rule of contacts that every reader can see."""


class Placing(NamedTuple):
    """A contact that a rule adds, and the kind for which it is added."""

    contact: Contact
    kind: Kind

    @property
    def when(self) -> Rule:
        """The rule that says which of the readers who need this kind see the contact."""
        return self.contact.when or ALWAYS


def distance(contact: Contact, language: str) -> int:
    """0 if the contact's staff speak the language, 1 if it has interpreters, 2 otherwise."""
    if speaks(contact.languages, language):
        return 0
    return 1 if contact.interpreters else 2


def placings(rule: ContactRule, contacts: Sequence[Contact]) -> list[Placing]:
    """The contacts that a rule adds, in order and once each; `contacts` is sorted nearest first."""
    first: dict[str, Placing] = {}
    for kind in rule.kinds:
        for contact in contacts:
            if kind in contact.kinds:
                first.setdefault(contact.id, Placing(contact, kind))
    return list(first.values())
