"""From answers to a result. No number is worked out, and skipping is never read as no."""

from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from assessment.content.algebra import Sign
from assessment.content.directory import Contact, Directory
from assessment.content.passages import Advice, Assistance
from assessment.content.questionnaire import Questionnaire
from assessment.content.rules import AllOf, NoneOf, Rule
from assessment.screening.answers import Answer, Answers, questions_asked, standing
from assessment.screening.compiled import Compiler, Fact, Facts, first_reasons

SIGN_REASONS = 3
HELP_REASONS = 2
"""More reasons than this under one heading turn a page into a wall of text."""


Listed = tuple[Fact, str]
"""The fact that an item asks for, and its id."""


class Shown(NamedTuple):
    """An indicator that shows, with the reader's answers behind it."""

    id: str
    sign: Sign
    reasons: tuple[Answer, ...]


class Match(NamedTuple):
    """A kind of help that fits, with the reader's answers that call for it."""

    id: str
    reasons: tuple[Answer, ...]


class Result(NamedTuple):
    """All that follows from a set of answers; a reason is a question id and an option id.

    `also` holds answers that stand out beside the six indicators. The order of
    `assistance` and `contacts` is the order in which a person should see them.
    """

    outcome: str
    flags: tuple[str, ...]
    indicators: tuple[Shown, ...]
    also: tuple[Answer, ...]
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
        self._rules = rules = Compiler(questionnaire, self.asked, track)
        self._sayable = frozenset(
            (name, option)
            for name, ask in self.asked.items()
            for option in ask.options
            if ask.has_reason(option)
        )
        self._standing_out = frozenset(
            answer for answer in self._sayable if self.asked[answer[0]].question.stands_out
        )
        outcomes = [o for o in questionnaire.outcomes if o.passage(track)]
        self._outcomes = [(rules.compiled(o.when).fact, o.id) for o in outcomes]
        self._advice = [(rules.compiled(a.when).fact, a.id) for a in self.advice]
        self._assistance = self._in_turn(questionnaire.assistance)
        self._contacts = self._in_turn(self.contacts)
        self._reasons = {a.id: rules.compiled(a.when).reasons for a in questionnaire.assistance}

    def assess(self, answers: Answers) -> Result:
        """The result for answers that `answers.checked` let through."""
        counted = standing(self.asked, answers)
        facts = self._rules.facts(counted)
        return Result(
            outcome=next(name for fact, name in self._outcomes if fact in facts),
            flags=tuple([name for name, flag in self._rules.flags.items() if flag.fact in facts]),
            indicators=self._indicators(facts),
            also=tuple([answer for answer in counted.items() if answer in self._standing_out]),
            assistance=self._matches(facts),
            contacts=tuple(_fitting(self._contacts, facts)),
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

    def _matches(self, facts: Facts) -> tuple[Match, ...]:
        return tuple(
            Match(name, first_reasons(self._reasons[name], facts, HELP_REASONS))
            for name in _fitting(self._assistance, facts)
        )

    def _in_turn(self, items: Iterable[Assistance | Contact]) -> list[Listed]:
        """The fact that each item asks for in each turn that it can have, the first turn first."""
        turns = sorted(
            ((turn, rule, item.id) for item in items for turn, rule in _turns(item)),
            key=itemgetter(0),
        )
        return [(self._rules.compiled(rule).fact, name) for _, rule, name in turns]


def _fitting(items: list[Listed], facts: Facts) -> list[str]:
    return [name for fact, name in items if fact in facts]


def _turns(item: Assistance | Contact) -> Iterator[tuple[int, Rule]]:
    """First those that come first, emergency help before all; at the end those that come last."""
    when = item.when or AllOf(all_of=())
    first = (item.first_when,) if item.first_when else ()
    late = item.last_when if isinstance(item, Contact) else None
    last = (late,) if late else ()
    is_emergency = isinstance(item, Contact) and item.emergency
    if first:
        yield 0 if is_emergency else 1, AllOf(all_of=(when, *first, NoneOf(none_of=last)))
    yield 2, AllOf(all_of=(when, NoneOf(none_of=(*first, *last))))
    if last:
        yield 3, AllOf(all_of=(when, *last))
