"""Selects and orders contacts by the kinds that the answers call for."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assessment.content.directory import Contact
from assessment.content.kinds import ContactRule, Kind
from assessment.content.rules import Rule
from assessment.content.tags import speaks
from assessment.screening.compiled import Compiler, Fact, Facts

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
    """How far a contact is from speaking a language.

    0 if its staff speak the language, 1 if it has interpreters, 2 otherwise.
    """
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


class ContactOrder:
    """The contacts for an area, ordered by the answers."""

    def __init__(
        self, rules: Compiler, order: Iterable[ContactRule], contacts: Sequence[Contact]
    ) -> None:
        needed = {c.id: rules.compiled(c.when or ALWAYS).fact for c in contacts}
        self._placed: list[tuple[Fact, Fact, str, Kind]] = []
        for rule in order:
            holds = rules.compiled(rule.when).fact
            placed = placings(rule, contacts)
            self._placed += [(holds, needed[c.id], c.id, kind) for c, kind in placed]

    def of(self, facts: Facts) -> dict[str, Kind]:
        """The contacts to show, in order: maps each ID to the kind for which it was added."""
        kinds: dict[str, Kind] = {}
        for holds, needed, name, kind in self._placed:
            if holds in facts and needed in facts:
                kinds.setdefault(name, kind)
        return kinds
