"""Computes a result from answers, without a score. A skip never counts as “no”."""

from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from assessment.content.directory import Directory
from assessment.content.kinds import Kind
from assessment.content.passages import Advice, Assistance, Outcome
from assessment.content.questionnaire import Questionnaire
from assessment.content.rules import Sign
from assessment.screening.answers import Answer, Answers, counted, questions_asked
from assessment.screening.compiled import Compiler, Fact, Facts, Reason, first_reasons
from assessment.screening.contacts import placings

SIGN_REASONS = 3
HELP_REASONS = 2
"""Maximum number of reasons under one heading. More would be too much to read."""


Listed = tuple[Fact, str]
"""The fact required by an item, and the item's ID."""


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
        self._outcomes = self._listed(o for o in questionnaire.outcomes if o.passage(track))
        self._safety = self._listed(a for a in self.advice if a.safety)
        self._advice = self._listed(a for a in self.advice if not a.safety)
        self._assistance = self._listed(questionnaire.assistance)
        offers = questionnaire.assistance
        self._first = {a.id: rules.compiled(a.first_when).fact for a in offers if a.first_when}
        self._placed = [
            (rules.compiled(rule.when).fact, rules.compiled(contact.when).fact, contact.id, kind)
            for rule in questionnaire.contact_order
            for contact, kind in placings(rule, self.contacts)
        ]

    def assess(self, answers: Answers) -> Result:
        """The result for answers that `answers.checked` has accepted."""
        given = counted(self.asked, answers)
        facts = self._rules.facts(given)
        contacts = self._kinds(facts)
        return Result(
            outcome=next(name for fact, name in self._outcomes if fact in facts),
            flags=tuple([name for name, flag in self._rules.flags.items() if flag.fact in facts]),
            indicators=self._indicators(facts),
            also=tuple([answer for answer in given.items() if self._stands_out(answer)]),
            assistance=self._matches(facts),
            contacts=tuple(contacts),
            kinds=tuple(contacts.values()),
            safety=tuple(_fitting(self._safety, facts)),
            advice=tuple(_fitting(self._advice, facts)),
        )

    def _listed(self, items: Iterable[Outcome | Advice | Assistance]) -> list[Listed]:
        return [(self._rules.compiled(item.when).fact, item.id) for item in items]

    def _kinds(self, facts: Facts) -> dict[str, Kind]:
        """The contacts to show, in order: maps each ID to the kind for which it was added."""
        kinds: dict[str, Kind] = {}
        for holds, needed, name, kind in self._placed:
            if holds in facts and needed in facts:
                kinds.setdefault(name, kind)
        return kinds

    def _stands_out(self, answer: Answer) -> bool:
        return answer in self._rules.sayable and self.asked[answer[0]].question.stands_out

    def _indicators(self, facts: Facts) -> tuple[Shown, ...]:
        shown = []
        for name, some in self._rules.some.items():
            if some.fact in facts:
                sign: Sign = "clear" if self._rules.clear[name].fact in facts else "some"
                reasons = first_reasons(some.reasons(), facts, SIGN_REASONS)
                shown.append(Shown(name, sign, reasons))
        return tuple(shown)

    @cached_property
    def _reasons(self) -> dict[str, list[Reason]]:
        """The reasons for each kind of help, which pages without a result never need."""
        offers = self.questionnaire.assistance
        return {a.id: self._rules.compiled(a.when).reasons() for a in offers}

    def _matches(self, facts: Facts) -> tuple[Match, ...]:
        """The kinds of help that fit; those whose `first_when` is true come first."""
        names = _fitting(self._assistance, facts)
        names.sort(key=lambda name: self._first.get(name) not in facts)
        return tuple(
            [Match(n, first_reasons(self._reasons[n], facts, HELP_REASONS)) for n in names]
        )


def within_kinds(result: Result, key: Callable[[str], Any]) -> Result:
    """The result with its contacts sorted within each kind by a key function of their IDs.

    Contacts with equal keys keep their order, which is nearest first.
    """
    runs = groupby(zip(result.contacts, result.kinds, strict=True), key=itemgetter(1))
    ordered = [name for _, run in runs for name in sorted([name for name, _ in run], key=key)]
    return result._replace(contacts=tuple(ordered))


def _fitting(items: list[Listed], facts: Facts) -> list[str]:
    return [name for fact, name in items if fact in facts]
