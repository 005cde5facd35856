"""Computes a result from answers, without a score. A skip never counts as “no”."""

from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from assessment.content.algebra import Sign
from assessment.content.directory import Directory
from assessment.content.kinds import Kind
from assessment.content.passages import Assistance
from assessment.content.questionnaire import Questionnaire
from assessment.content.rules import AllOf, NoneOf, Rule
from assessment.screening.answers import Answer, Answers, questions_asked, standing
from assessment.screening.compiled import Compiler
from assessment.screening.contacts import ContactOrder
from assessment.screening.reasons import Fact, Facts, Reasons

SIGN_REASONS = 3
HELP_REASONS = 2
"""Maximum number of reasons under one heading; more would be a wall of text."""


Listed = tuple[Fact, str]
"""The fact that an item requires, and the item's ID."""


class Shown(NamedTuple):
    """An indicator with a sign, and the reader's answers that led to it."""

    id: str
    sign: Sign
    reasons: tuple[Answer, ...]


class Match(NamedTuple):
    """A matching kind of help, with the reader's answers that led to it."""

    id: str
    reasons: tuple[Answer, ...]


class Result(NamedTuple):
    """The result of a set of answers; a reason is a question ID and an option ID.

    `also` contains answers to questions that are marked `stands_out`. `assistance` and `contacts`
    are in display order; `kinds` contains the kind for which each contact is shown. `safety` is the
    safety advice, which is shown before other advice, and `advice` is the rest.
    """

    outcome: str
    flags: tuple[str, ...]
    indicators: tuple[Shown, ...]
    also: tuple[Answer, ...]
    assistance: tuple[Match, ...]
    contacts: tuple[str, ...]
    kinds: tuple[Kind, ...]
    safety: tuple[str, ...]
    advice: tuple[str, ...]


class Screening:
    """The rules of one track and area, compiled once."""

    def __init__(
        self, questionnaire: Questionnaire, directory: Directory, track: str, area: str
    ) -> None:
        self.track = track
        self.questionnaire = questionnaire
        self.asked = questions_asked(questionnaire, track)
        self.contacts = directory.contacts_of(area)
        around = {a.id for a in directory.lineage(area)}
        on_track = [a for a in questionnaire.advice if a.track in (None, track)]
        self.advice = tuple(a for a in on_track if not a.areas or around.intersection(a.areas))
        self._rules = rules = Compiler(questionnaire, self.asked, track)
        asked = self.asked.items()
        self._sayable = frozenset((n, o) for n, a in asked for o in a.options if a.has_reason(o))
        self._standing_out = frozenset(
            answer for answer in self._sayable if self.asked[answer[0]].question.stands_out
        )
        outcomes = [o for o in questionnaire.outcomes if o.passage(track)]
        self._outcomes = [(rules.compiled(o.when).fact, o.id) for o in outcomes]
        self._safety = [(rules.compiled(a.when).fact, a.id) for a in self.advice if a.safety]
        self._advice = [(rules.compiled(a.when).fact, a.id) for a in self.advice if not a.safety]
        self._assistance = self._in_turn(questionnaire.assistance)
        self._contacts = ContactOrder(rules, questionnaire.contact_order, self.contacts)

    def assess(self, answers: Answers) -> Result:
        """The result for answers that `answers.checked` has accepted."""
        counted = standing(self.asked, answers)
        facts = self._rules.facts(counted)
        contacts = self._contacts.of(facts)
        return Result(
            outcome=next(name for fact, name in self._outcomes if fact in facts),
            flags=tuple([name for name, flag in self._rules.flags.items() if flag.fact in facts]),
            indicators=self._indicators(facts),
            also=tuple([answer for answer in counted.items() if answer in self._standing_out]),
            assistance=self._matches(counted, facts),
            contacts=tuple(contacts),
            kinds=tuple(contacts.values()),
            safety=tuple(_fitting(self._safety, facts)),
            advice=tuple(_fitting(self._advice, facts)),
        )

    def _indicators(self, facts: Facts) -> tuple[Shown, ...]:
        shown = []
        for name, some in self._rules.some.items():
            if some in facts:
                sign: Sign = "clear" if self._rules.clear[name] in facts else "some"
                said = [a for a in self._rules.givers[name] if a in facts and a in self._sayable]
                shown.append(Shown(name, sign, tuple(said[:SIGN_REASONS])))
        return tuple(shown)

    @cached_property
    def _reasons(self) -> dict[str, Reasons]:
        """The reasons for each kind of help, which pages without a result never need."""
        offers = self.questionnaire.assistance
        return {a.id: Reasons(self._rules.compiled(a.when).reasons()) for a in offers}

    def _matches(self, answers: Answers, facts: Facts) -> tuple[Match, ...]:
        given = answers.items()
        return tuple(
            Match(name, self._reasons[name].first(given, facts, HELP_REASONS))
            for name in _fitting(self._assistance, facts)
        )

    def _in_turn(self, offers: Sequence[Assistance]) -> list[Listed]:
        """Each kind of help with the fact that it requires.

        A kind whose `first_when` is true comes before the others.
        """
        first = [(_both(a.when, a.first_when), a.id) for a in offers if a.first_when]
        rest = [(_both(a.when, _none(a.first_when)), a.id) for a in offers]
        return [(self._rules.compiled(rule).fact, name) for rule, name in first + rest]


def within_kinds(result: Result, key: Callable[[str], Any]) -> Result:
    """The result with its contacts sorted within each kind by a key function of their IDs.

    Contacts with equal keys keep their order, which is nearest first.
    """
    runs = groupby(zip(result.contacts, result.kinds, strict=True), key=itemgetter(1))
    ordered = [name for _, run in runs for name in sorted([name for name, _ in run], key=key)]
    return result._replace(contacts=tuple(ordered))


def _fitting(items: list[Listed], facts: Facts) -> list[str]:
    return [name for fact, name in items if fact in facts]


def _both(one: Rule, other: Rule) -> Rule:
    return AllOf(all_of=(one, other))


def _none(rule: Rule | None) -> Rule:
    return NoneOf(none_of=(rule,) if rule else ())
