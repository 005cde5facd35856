"""The rules of a track as formulas over all possible answers, for use in proofs.

Tests compare these formulas with the results of `Screening`. This module requires z3, which the
extra `assessment[check]` installs; the server never imports it.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

import z3

from assessment.content.directory import Contact
from assessment.content.kinds import Kind
from assessment.content.passages import Assistance, Outcome
from assessment.content.rules import Algebra, Rule, Sign
from assessment.screening.contacts import placings
from assessment.screening.results import Screening

Formula = Any
"""A z3 expression; z3 has no type hints."""


class Place(NamedTuple):
    """A possible position of a contact in a result, its kind there, and when it is shown there."""

    contact: Contact
    kind: Kind
    taken: Formula


class Encoding(Algebra[Formula]):
    """An unknown set of answers on a track, and what follows from it.

    `given` holds the answers as sent, and `counted` those that count. A follow-up counts only if
    the answer to its parent question opens it.
    """

    def __init__(self, screening: Screening, name: str = "") -> None:
        self.screening = screening
        content = screening.questionnaire
        self.given: dict[tuple[str, str], Formula] = {
            (question, option.id): z3.Bool(f"{name}{question}={option.id}")
            for question, ask in screening.asked.items()
            for option in content.options_of(screening.track, ask.question)
        }
        self.counted = self._counted()
        self.some = {i.id: self._signs(i.id, ("some", "clear")) for i in content.indicators}
        self.clear = {
            i.id: z3.Or(
                self._signs(i.id, ("clear",)),
                z3.And(self.some[i.id], self.holds(i.clear_when)) if i.clear_when else False,
            )
            for i in content.indicators
        }
        self.flags: dict[str, Formula] = {}
        for flag in content.flags:  # a flag can depend on an earlier one
            self.flags[flag.id] = self.holds(flag.when)

    @cached_property
    def outcomes(self) -> list[Outcome]:
        """The outcomes that have text for this track, in order."""
        spoken = self.screening.questionnaire.outcomes
        return [o for o in spoken if o.passage(self.screening.track)]

    @cached_property
    def fits(self) -> list[Formula]:
        """For each outcome in `outcomes`, whether its rule is true."""
        return [self.holds(outcome.when) for outcome in self.outcomes]

    @cached_property
    def bounds(self) -> list[Formula]:
        """Formulas that allow at most one selected option for each question."""
        by_question = groupby(self.given.items(), key=lambda item: item[0][0])
        options = [[given for _, given in items] for _, items in by_question]
        return [z3.AtMost(*each, 1) for each in options if len(each) > 1]

    def is_given(self, question: str, options: Iterable[str]) -> Formula:
        """True if any of these options is selected."""
        return z3.Or([self.given[question, option] for option in options])

    def takes(self, outcome: Outcome) -> Formula:
        """True if this outcome is shown, which means that it is the first whose rule is true."""
        place = self.outcomes.index(outcome)
        return z3.And(self.fits[place], *[z3.Not(fit) for fit in self.fits[:place]])

    @cached_property
    def places(self) -> list[Place]:
        """Every possible position of a contact, in result order."""
        places: list[Place] = []
        called: dict[str, list[Formula]] = {}
        for rule in self.screening.questionnaire.contact_order:
            holds = self.holds(rule.when)
            for contact, kind in placings(rule, self.screening.contacts):
                earlier = called.setdefault(contact.id, [])
                taken = z3.And(holds, z3.Not(z3.Or(earlier)), self.holds(contact.when))
                places.append(Place(contact, kind, taken))
                earlier.append(holds)
        return places

    def offers(self, item: Assistance | Contact) -> Formula:
        """True if this kind of help or contact is shown."""
        if isinstance(item, Contact):
            return z3.Or([place.taken for place in self.places if place.contact == item])
        return self.holds(item.when)

    def holds(self, rule: Rule) -> Formula:
        """True if the rule is true."""
        return rule.fold(self)

    def answer(self, options: Mapping[str, Iterable[str]]) -> Formula:
        named = [(question, option) for question, each in options.items() for option in each]
        return z3.Or([self.counted[pair] for pair in named if pair in self.counted])

    def sign(self, signs: Mapping[str, Sign]) -> Formula:
        shown = {"some": self.some, "clear": self.clear}
        return z3.Or([shown[sign][name] for name, sign in signs.items()])

    def flag(self, flag: str) -> Formula:
        return self.flags[flag]

    def track(self, track: str) -> Formula:
        return z3.BoolVal(track == self.screening.track)

    def any_of(self, parts: Sequence[Formula]) -> Formula:
        return z3.Or(parts)

    def all_of(self, parts: Sequence[Formula]) -> Formula:
        return z3.And(parts)

    def none_of(self, parts: Sequence[Formula]) -> Formula:
        return z3.Not(z3.Or(parts))

    def at_least(self, count: int, parts: Sequence[Formula]) -> Formula:
        return z3.PbGe([(part, 1) for part in parts], count)

    def _counted(self) -> dict[tuple[str, str], Formula]:
        counted: dict[tuple[str, str], Formula] = {}
        for (question, option), given in self.given.items():
            ask = self.screening.asked[question]
            opened = [counted[ask.parent, on] for on in sorted(ask.opened_by)] if ask.parent else []
            counted[question, option] = z3.And(given, z3.Or(opened)) if ask.parent else given
        return counted

    def _signs(self, indicator: str, enough: tuple[str, ...]) -> Formula:
        """True if an answer counts as one of these signs of the indicator."""
        given = {name: ask.question.signs for name, ask in self.screening.asked.items()}
        return z3.Or(
            [
                counted
                for (question, option), counted in self.counted.items()
                if given[question].get(option, {}).get(indicator) in enough
            ]
        )
