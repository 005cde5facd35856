"""From answers to a result. No number is worked out, and skipping is never read as no."""

from typing import NamedTuple

from assessment.content.directory import Contact, Directory
from assessment.content.questionnaire import Advice, Assistance, Questionnaire
from assessment.content.rules import Rule, Sign
from assessment.screening.answers import Answers, questions_asked, standing
from assessment.screening.rules import (
    Check,
    Explainer,
    Reason,
    answer_fact,
    check,
    flag_fact,
    sign_facts,
    track_fact,
)

SIGN_REASONS = 3
HELP_REASONS = 2
"""More reasons than this under one heading turn a page into a wall of text."""


class Shown(NamedTuple):
    """An indicator that shows, with the reader's answers behind it."""

    id: str
    sign: Sign
    reasons: tuple[Reason, ...]


class Match(NamedTuple):
    """A kind of help that fits, with the reader's answers that call for it."""

    id: str
    reasons: tuple[Reason, ...]


class Result(NamedTuple):
    """All that follows from a set of answers; a reason is a question id and an option id.

    `also` holds answers that stand out beside the six indicators. The order of
    `assistance` and `contacts` is the order in which a person should see them.
    """

    outcome: str
    flags: tuple[str, ...]
    indicators: tuple[Shown, ...]
    also: tuple[Reason, ...]
    assistance: tuple[Match, ...]
    contacts: tuple[str, ...]
    advice: tuple[str, ...]


class Screening:
    """The rules of one track and area, made ready once."""

    def __init__(
        self, questionnaire: Questionnaire, directory: Directory, track: str, area: str
    ) -> None:
        around = {a.id for a in directory.lineage(area)}
        self.track = track
        self.questionnaire = questionnaire
        self.asked = questions_asked(questionnaire, track)
        self.contacts: tuple[Contact, ...] = directory.contacts_of(area)
        self.advice: tuple[Advice, ...] = tuple(
            a
            for a in questionnaire.advice
            if a.track in (None, track) and (not a.areas or around.intersection(a.areas))
        )
        outcomes = [o for o in questionnaire.outcomes if o.passage(track)]
        self._signs = {name: ask.question.signs for name, ask in self.asked.items()}
        self._sayable = frozenset(
            (name, option)
            for name, ask in self.asked.items()
            for option in ask.options
            if ask.has_reason(option)
        )
        self._standing_out = frozenset(
            answer for answer in self._sayable if self.asked[answer[0]].question.stands_out
        )
        self._clear = {i.id: check(i.clear_when or NEVER) for i in questionnaire.indicators}
        self._flags = {flag.id: check(flag.when) for flag in questionnaire.flags}
        self._outcomes = [(o.id, check(o.when)) for o in outcomes]
        self._advice = [(a.id, check(a.when)) for a in self.advice]
        self._assistance = [_Offer.of(a) for a in questionnaire.assistance]
        self._contacts = [_Offer.of(c) for c in self.contacts]

    def assess(self, answers: Answers) -> Result:
        """The result for answers that `answers.checked` let through."""
        counted = standing(self.asked, answers)
        facts = {answer_fact(*answer) for answer in counted.items()} | {track_fact(self.track)}
        signs, givers = self._find_signs(counted, facts)
        flags = self._find_flags(facts)
        explainer = Explainer(counted, facts, self._flags, givers, self._sayable)
        return Result(
            outcome=next(name for name, rule in self._outcomes if rule.holds(facts)),
            flags=flags,
            indicators=tuple(
                [
                    Shown(name, signs[name], explainer.first(givers[name], SIGN_REASONS))
                    for name in self._clear
                    if name in signs
                ]
            ),
            also=tuple([answer for answer in counted.items() if answer in self._standing_out]),
            assistance=tuple(
                [
                    Match(offer.id, explainer.reasons(offer.when, HELP_REASONS))
                    for offer in _in_order(self._assistance, facts)
                ]
            ),
            contacts=tuple([offer.id for offer in _in_order(self._contacts, facts)]),
            advice=tuple([name for name, rule in self._advice if rule.holds(facts)]),
        )

    def _find_signs(
        self, answers: Answers, facts: set[str]
    ) -> tuple[dict[str, Sign], dict[str, list[Reason]]]:
        signs: dict[str, Sign] = {}
        givers: dict[str, list[Reason]] = {}
        for name, option in answers.items():
            for indicator, sign in self._signs[name].get(option, {}).items():
                givers.setdefault(indicator, []).append((name, option))
                if signs.get(indicator) != "clear":
                    signs[indicator] = sign
        for indicator, sign in signs.items():
            now: Sign = "clear" if self._clear[indicator].holds(facts) else sign
            signs[indicator] = now
            facts.update(sign_facts(indicator, now))
        return signs, givers

    def _find_flags(self, facts: set[str]) -> tuple[str, ...]:
        found = []
        for name, rule in self._flags.items():
            if rule.holds(facts):
                facts.add(flag_fact(name))
                found.append(name)
        return tuple(found)


ALWAYS = Rule(all_of=())
NEVER = Rule(any_of=())


class _Offer(NamedTuple):
    """A kind of help or a contact: whom it is for, and for whom it comes first or last."""

    id: str
    when: Check
    first: Check | None
    last: Check | None
    emergency: bool

    @classmethod
    def of(cls, item: Assistance | Contact) -> "_Offer":
        last = item.last_when if isinstance(item, Contact) else None
        return cls(
            item.id,
            check(item.when or ALWAYS),
            check(item.first_when) if item.first_when else None,
            check(last) if last else None,
            isinstance(item, Contact) and item.emergency,
        )

    def rank(self, facts: set[str]) -> int:
        if self.last and self.last.holds(facts):
            return 3
        if self.first and self.first.holds(facts):
            return 0 if self.emergency else 1
        return 2


def _in_order(offers: list[_Offer], facts: set[str]) -> list[_Offer]:
    fitting = [offer for offer in offers if offer.when.holds(facts)]
    return sorted(fitting, key=lambda offer: offer.rank(facts))
