"""From answers to a result. No number is worked out, and skipping is never read as no."""

from collections.abc import Iterable
from typing import NamedTuple

from assessment.content.directory import Contact, Directory
from assessment.content.questionnaire import Advice, Assistance, Questionnaire
from assessment.content.rules import Rule, Sign
from assessment.screening.answers import Answers, questions_asked, standing
from assessment.screening.rules import Check, Explainer, Facts, Reason, check

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
            a for a in questionnaire.advice if not a.areas or around.intersection(a.areas)
        )
        outcomes = [o for o in questionnaire.outcomes if o.passage(track)]
        self._signs = {name: ask.question.signs for name, ask in self.asked.items()}
        self._clear = [(i.id, check(i.clear_when or NEVER)) for i in questionnaire.indicators]
        self._flags = {flag.id: check(flag.when) for flag in questionnaire.flags}
        self._outcomes = [(o.id, check(o.when)) for o in outcomes]
        self._advice = [(a.id, check(a.when)) for a in self.advice]
        self._assistance = [_Offer.of(a) for a in questionnaire.assistance]
        self._contacts = [_Offer.of(c) for c in self.contacts]

    def assess(self, answers: Answers) -> Result:
        """The result for answers that `answers.checked` let through."""
        facts = Facts(self.track, standing(self.asked, answers), {}, set())
        givers = self._find_signs(facts)
        for name, flag in self._flags.items():
            if flag.holds(facts):
                facts.flags.add(name)
        return Result(
            outcome=next(name for name, rule in self._outcomes if rule.holds(facts)),
            flags=tuple([name for name in self._flags if name in facts.flags]),
            indicators=self._shown(facts, givers),
            also=self._also(facts),
            assistance=self._matches(facts, Explainer(self._flags, givers)),
            contacts=tuple([offer.id for offer in _in_order(self._contacts, facts)]),
            advice=tuple([name for name, rule in self._advice if rule.holds(facts)]),
        )

    def _find_signs(self, facts: Facts) -> dict[str, list[Reason]]:
        givers: dict[str, list[Reason]] = {}
        for name, option in facts.answers.items():
            for indicator, sign in self._signs[name].get(option, {}).items():
                givers.setdefault(indicator, []).append((name, option))
                if facts.signs.get(indicator) != "clear":
                    facts.signs[indicator] = sign
        for indicator, rule in self._clear:
            if indicator in facts.signs and rule.holds(facts):
                facts.signs[indicator] = "clear"
        return givers

    def _shown(self, facts: Facts, givers: dict[str, list[Reason]]) -> tuple[Shown, ...]:
        return tuple(
            Shown(i.id, facts.signs[i.id], self._sayable(givers[i.id], SIGN_REASONS))
            for i in self.questionnaire.indicators
            if i.id in facts.signs
        )

    def _also(self, facts: Facts) -> tuple[Reason, ...]:
        return tuple(
            (name, option)
            for name, option in facts.answers.items()
            if self.asked[name].question.stands_out and self.asked[name].has_reason(option)
        )

    def _sayable(self, reasons: Iterable[Reason], most: int) -> tuple[Reason, ...]:
        kept: list[Reason] = []
        for name, option in reasons:
            if (name, option) not in kept and self.asked[name].has_reason(option):
                kept.append((name, option))
                if len(kept) == most:
                    break
        return tuple(kept)

    def _matches(self, facts: Facts, explainer: Explainer) -> tuple[Match, ...]:
        return tuple(
            Match(offer.id, self._sayable(explainer.causes(offer.when, facts), HELP_REASONS))
            for offer in _in_order(self._assistance, facts)
        )


ALWAYS = Rule(all_of=())
NEVER = Rule(any_of=())


class _Offer(NamedTuple):
    """A kind of help or a contact: whom it is for, and for whom it comes first or last."""

    id: str
    when: Check
    first: Check
    last: Check
    emergency: bool

    @classmethod
    def of(cls, item: Assistance | Contact) -> "_Offer":
        last = item.last_when if isinstance(item, Contact) else None
        return cls(
            item.id,
            check(item.when or ALWAYS),
            check(item.first_when or NEVER),
            check(last or NEVER),
            isinstance(item, Contact) and item.emergency,
        )

    def rank(self, facts: Facts) -> int:
        if self.last.holds(facts):
            return 3
        if self.first.holds(facts):
            return 0 if self.emergency else 1
        return 2


def _in_order(offers: list[_Offer], facts: Facts) -> list[_Offer]:
    fitting = [offer for offer in offers if offer.when.holds(facts)]
    return sorted(fitting, key=lambda offer: offer.rank(facts))
