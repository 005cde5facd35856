"""From answers to a result. No number is worked out, and skipping is never read as no."""

from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import NamedTuple

from assessment.content.directory import Contact, Directory
from assessment.content.passages import Advice, Assistance
from assessment.content.questionnaire import Questionnaire
from assessment.content.rules import Rule, Sign
from assessment.screening.answers import Answers, questions_asked, standing
from assessment.screening.circuit import NEVER, Answer, Circuit
from assessment.screening.reasons import Reasons

SIGN_REASONS = 3
HELP_REASONS = 2
"""More reasons than this under one heading turn a page into a wall of text."""


Listed = tuple[int, int, str]
"""What an item asks of a row, as in `Term`, and its id."""


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
        self._sayable = frozenset(
            (name, option)
            for name, ask in self.asked.items()
            for option in ask.options
            if ask.has_reason(option)
        )
        self._standing_out = frozenset(
            answer for answer in self._sayable if self.asked[answer[0]].question.stands_out
        )
        self._circuit = circuit = Circuit(questionnaire, self.asked, track)
        self._givers = {name: frozenset(by) for name, by in circuit.givers.items()}
        outcomes = [o for o in questionnaire.outcomes if o.passage(track)]
        self._outcomes = [(*circuit.term(o.when), o.id) for o in outcomes]
        self._advice = [(*circuit.term(a.when), a.id) for a in self.advice]
        self._assistance = self._in_turn(questionnaire.assistance)
        self._contacts = self._in_turn(self.contacts)
        calls_for = {a.id: a.when for a in questionnaire.assistance}
        self._reasons = Reasons(circuit, questionnaire.flags, self._sayable, calls_for)

    def assess(self, answers: Answers) -> Result:
        """The result for answers that `answers.checked` let through."""
        counted = standing(self.asked, answers)
        row = self._circuit.row(counted)
        said = [answer for answer in counted.items() if answer in self._sayable]
        return Result(
            outcome=next(name for care, want, name in self._outcomes if row & care == want),
            flags=tuple([name for name, bit in self._circuit.flags.items() if row & bit == bit]),
            indicators=self._indicators(said, row),
            also=tuple([answer for answer in said if answer in self._standing_out]),
            assistance=self._matches(said, row),
            contacts=tuple(_fitting(self._contacts, row)),
            advice=tuple(_fitting(self._advice, row)),
        )

    def _indicators(self, said: list[Answer], row: int) -> tuple[Shown, ...]:
        shown = []
        for name, some in self._circuit.some.items():
            if row & some:
                sign: Sign = "clear" if row & self._circuit.clear[name] else "some"
                reasons = [answer for answer in said if answer in self._givers[name]]
                shown.append(Shown(name, sign, tuple(reasons[:SIGN_REASONS])))
        return tuple(shown)

    def _matches(self, said: list[Answer], row: int) -> tuple[Match, ...]:
        reasons = self._reasons.among(said, row)
        matches = []
        for name in _fitting(self._assistance, row):
            first = sorted(reasons.get(name, ()))[:HELP_REASONS]
            matches.append(Match(name, tuple([answer for _, answer in first])))
        return tuple(matches)

    def _in_turn(self, items: Iterable[Assistance | Contact]) -> list[Listed]:
        """What each item asks for each turn that it can have, the first turn first."""
        turns = sorted(
            ((turn, rule, item.id) for item in items for turn, rule in _turns(item)),
            key=itemgetter(0),
        )
        asked = [(*self._circuit.term(rule), name) for _, rule, name in turns]
        return [(care, want, name) for care, want, name in asked if want != NEVER]


def _fitting(items: list[Listed], row: int) -> list[str]:
    return [name for care, want, name in items if row & care == want]


def _turns(item: Assistance | Contact) -> Iterator[tuple[int, Rule]]:
    """First those that come first, emergency help before all; at the end those that come last."""
    when = item.when or EVERYBODY
    first = item.first_when or NOBODY
    last = (item.last_when if isinstance(item, Contact) else None) or NOBODY
    is_emergency = isinstance(item, Contact) and item.emergency
    yield 0 if is_emergency else 1, Rule(all_of=(when, first, Rule(none_of=(last,))))
    yield 2, Rule(all_of=(when, Rule(none_of=(first, last))))
    yield 3, Rule(all_of=(when, last))


EVERYBODY = Rule(all_of=())
NOBODY = Rule(any_of=())
