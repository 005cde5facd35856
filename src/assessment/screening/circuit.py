"""The rules of a track as one run of steps over a row of bits.

An answer sets some bits at once, and a step sets more where those that it asks for are set. What
a result holds is then read off the row: all rules together cost a reader microseconds, and what
several rules ask is worked out once.
"""

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import NamedTuple

from assessment.content.questionnaire import Questionnaire
from assessment.content.rules import AtLeast, Rule, Sign
from assessment.screening.answers import Asked

Answer = tuple[str, str]
"""A question id and an option id."""
Causes = frozenset[Answer | int]
"""Answers, and bits that a step sets; any one of them is enough."""
ALWAYS, NEVER = 0, 1
"""No bit at all, and a bit that nothing sets."""


class Term(NamedTuple):
    """What a rule asks of a row: of the bits in `care`, just those in `want` are set."""

    care: int
    want: int

    @property
    def ban(self) -> int:
        """The bits that must not be set."""
        return self.care & ~self.want


class Circuit:
    """Makes a row of bits from answers; each rule that is asked of it adds what it needs.

    `some`, `clear` and `flags` are the bits of each indicator's sign and of each flag, and
    `givers` the answers that give an indicator a sign, in page order. `steps` has what each step
    asks, as in `Term` or how many bits at least, and the bit that it sets; `sets` has all bits
    that an answer or a bit sets at once, and `causes` what sets a bit.
    """

    def __init__(self, content: Questionnaire, asked: Mapping[str, Asked], track: str) -> None:
        self._track = track
        self._asked = asked
        self.causes: dict[int, Causes] = {NEVER: frozenset()}
        self._bits: dict[Causes, int] = {frozenset(): NEVER}
        self.sets: dict[Answer | int, int] = {}
        self.steps: dict[tuple[int, int, int | None], int] = {}
        self.givers = {i.id: self._givers(i.id) for i in content.indicators}
        self.some = {i: self._any(frozenset(giving)) for i, giving in self.givers.items()}
        self.clear: dict[str, int] = {}
        for indicator in content.indicators:
            self.clear[indicator.id] = self._clear(indicator.id, indicator.clear_when)
        self.flags: dict[str, int] = {}
        for flag in content.flags:
            self.flags[flag.id] = self.bit(flag.when)

    def row(self, answers: Mapping[str, str]) -> int:
        """The row for answers that count."""
        row, sets = 0, self.sets
        for answer in answers.items():
            row |= sets.get(answer, 0)
        for (care, want, count), bit in self.steps.items():
            if row & care == want if count is None else (row & care).bit_count() >= count:
                row |= sets[bit]
        return row

    def term(self, rule: Rule) -> Term:
        """What a rule asks of a row. KeyError where it names a flag that is not before it."""
        want, ban = self._wanted(rule)
        return Term(want | ban, want) if not want & (ban | NEVER) else Term(NEVER, NEVER)

    def bit(self, rule: Rule) -> int:
        """The one bit that is set where a rule holds; ALWAYS where it holds in every row."""
        if rule.at_least is not None:
            return self._at_least(rule.at_least)
        if rule.all_of is not None or rule.none_of is not None:
            term = self.term(rule)
            is_bit = term.care == term.want and (term.want == ALWAYS or term.want in self.causes)
            return term.want if is_bit else self._step(*term, None)
        return self._any_of(self._alternatives(rule))

    def without(self, answer: Answer, bits: int) -> int:
        """Those of some bits that this answer does not set at once."""
        return bits & ~self.sets.get(answer, 0)

    def sign(self, indicator: str, sign: Sign) -> int:
        """The bit that is set where an indicator shows at least this sign."""
        return (self.clear if sign == "clear" else self.some)[indicator]

    def _wanted(self, rule: Rule) -> tuple[int, int]:
        """The bits that must be set, and those that must not."""
        if rule.none_of is not None:
            bits = [self.bit(part) for part in rule.none_of]
            return (NEVER if ALWAYS in bits else ALWAYS), reduce(or_, bits, 0)
        if rule.all_of is None:
            return self.bit(rule), 0
        pairs = [self._wanted(part) for part in rule.all_of]
        return reduce(or_, [want for want, _ in pairs], 0), reduce(
            or_, [ban for _, ban in pairs], 0
        )

    def _alternatives(self, rule: Rule) -> list[int]:
        """Bits of which any one makes the rule hold."""
        if rule.answer is not None:
            return [self._any(frozenset(a for a in answers_named(rule) if self._is_asked(a)))]
        if rule.sign is not None:
            return [self.sign(indicator, sign) for indicator, sign in rule.sign.items()]
        if rule.flag is not None:
            return [self.flags[rule.flag]]
        if rule.track is not None:
            return [ALWAYS if rule.track == self._track else NEVER]
        return [self.bit(part) for part in rule.any_of or ()]

    def _is_asked(self, answer: Answer) -> bool:
        name, option = answer
        return name in self._asked and option in self._asked[name].options

    def _any_of(self, bits: list[int]) -> int:
        if ALWAYS in bits:
            return ALWAYS
        return self._any(frozenset().union(*(self.causes[bit] for bit in bits)))

    def _any(self, causes: Causes) -> int:
        if causes not in self._bits:
            self._bits[causes] = self._new_bit(causes)
        return self._bits[causes]

    def _at_least(self, rule: AtLeast) -> int:
        count, care = rule.count, 0
        for part in rule.of:
            bit = self.bit(part)
            # What is asked twice counts twice.
            care |= self._new_bit(self.causes[bit]) if bit & care else bit
            count -= bit == ALWAYS
        if count > (care & ~NEVER).bit_count():
            return NEVER
        return self._step(care, 0, count) if count > 0 else ALWAYS

    def _step(self, care: int, want: int, count: int | None) -> int:
        asks = (care, want, count)
        if asks not in self.steps:
            bit = self._new_bit(())
            self.causes[bit] = frozenset((bit,))
            self._bits[self.causes[bit]] = self.sets[bit] = self.steps[asks] = bit
        return self.steps[asks]

    def _new_bit(self, causes: Iterable[Answer | int]) -> int:
        bit = 1 << len(self.causes)
        self.causes[bit] = frozenset(causes)
        for cause in causes:
            self.sets[cause] = self.sets.get(cause, 0) | bit
        return bit

    def _clear(self, indicator: str, clear_when: Rule | None) -> int:
        given = self._any(frozenset(self._givers(indicator, ("clear",))))
        if clear_when is None:
            return given
        some = Rule(sign={indicator: "some"})
        return self._any_of([given, self.bit(Rule(all_of=(some, clear_when)))])

    def _givers(
        self, indicator: str, signs: tuple[Sign, ...] = ("some", "clear")
    ) -> tuple[Answer, ...]:
        return tuple(
            (name, option)
            for name, ask in self._asked.items()
            for option, given in ask.question.signs.items()
            if given.get(indicator) in signs
        )


def answers_named(rule: Rule) -> Iterable[Answer]:
    """The answers that a rule asks for by name, in its order."""
    return ((name, option) for name, options in (rule.answer or {}).items() for option in options)
