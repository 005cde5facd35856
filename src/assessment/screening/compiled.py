"""Compiles the rules of a track, so that each condition is tested only once per result.

Everything that is true for a reader is a fact. The set of facts starts with the answers. Each step
then tests one condition against the facts so far, and adds its own number if the condition is true.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple, TypeAlias

from assessment.content.questionnaire import Questionnaire
from assessment.content.rules import Algebra, Rule, Sign
from assessment.screening.answers import Answer, Answers, Asked

Fact: TypeAlias = Answer | int
Facts: TypeAlias = set[Fact]
Test: TypeAlias = Callable[[Facts], bool]
Reason: TypeAlias = tuple[Answer, frozenset[Fact]]
"""An answer that can make a rule true, and the facts required for it to count as a reason."""


class Compiled(NamedTuple):
    """A rule: the fact that represents it, and a function that returns its reasons in rule order.

    Reasons are computed only on demand, because only kinds of help show them, and collecting them
    for every rule would take most of the time.
    """

    fact: Fact
    reasons: Callable[[], list[Reason]] = list


class Compiler(Algebra[Compiled]):
    """Compiles the rules of a track; equal conditions become one step.

    `some` and `clear` hold the rules for each indicator's signs, whose reasons are in page order.
    `flags` holds the rules of the flags, and `sayable` the answers that can be shown as reasons.
    """

    def __init__(self, content: Questionnaire, asked: Mapping[str, Asked], track: str) -> None:
        self._asked = asked
        self._track = track
        self.sayable = frozenset(
            (n, o) for n, a in asked.items() for o in a.options if a.has_reason(o)
        )
        self._steps: dict[object, tuple[Test, bool, int]] = {}
        indicators = content.indicators
        self.some = {i.id: self._given(self._givers(i.id, "some", "clear")) for i in indicators}
        self.clear: dict[str, Compiled] = {}
        for indicator in indicators:
            self.clear[indicator.id] = self._clear(indicator.id, indicator.clear_when)
        self.flags: dict[str, Compiled] = {}
        for flag in content.flags:
            self.flags[flag.id] = self.compiled(flag.when)

    def compiled(self, rule: Rule) -> Compiled:
        """The compiled rule. Raises KeyError if it names a flag that has not been defined yet."""
        return rule.fold(self)

    def facts(self, answers: Answers) -> Facts:
        """All facts that follow from the answers that count."""
        facts: Facts = set(answers.items())
        for test, holds, fact in self._steps.values():
            if test(facts) is holds:
                facts.add(fact)
        return facts

    def answer(self, options: Mapping[str, tuple[str, ...]]) -> Compiled:
        named = [(question, option) for question, each in options.items() for option in each]
        return self._given(named)

    def sign(self, signs: Mapping[str, Sign]) -> Compiled:
        shown = {"some": self.some, "clear": self.clear}
        return self.any_of([shown[sign][name] for name, sign in signs.items()])

    def flag(self, flag: str) -> Compiled:
        return self.flags[flag]

    def track(self, track: str) -> Compiled:
        return Compiled(self._all(()) if track == self._track else self._any(()))

    def any_of(self, parts: Sequence[Compiled]) -> Compiled:
        return Compiled(self._any(part.fact for part in parts), partial(_reasons_of_any, parts))

    def all_of(self, parts: Sequence[Compiled]) -> Compiled:
        return Compiled(self._all(part.fact for part in parts), partial(_reasons_of_all, parts))

    def none_of(self, parts: Sequence[Compiled]) -> Compiled:
        unwanted = frozenset(part.fact for part in parts)
        return Compiled(self._step(("none", unwanted), unwanted.isdisjoint))

    def at_least(self, count: int, parts: Sequence[Compiled]) -> Compiled:
        counted = tuple(part.fact for part in parts)

        def test(facts: Facts) -> bool:
            return sum(map(facts.__contains__, counted)) >= count

        fact = self._step(("at_least", count, counted), test)
        return Compiled(fact, partial(_reasons_of_any, parts))

    def _any(self, facts: Iterable[Fact]) -> Fact:
        wanted = frozenset(facts)
        return self._joint("any", wanted, wanted.isdisjoint, holds=False)

    def _all(self, facts: Iterable[Fact]) -> Fact:
        wanted = frozenset(facts)
        return self._joint("all", wanted, wanted.issubset)

    def _joint(self, name: str, wanted: frozenset[Fact], test: Test, *, holds: bool = True) -> Fact:
        return next(iter(wanted)) if len(wanted) == 1 else self._step((name, wanted), test, holds)

    def _step(self, condition: object, test: Test, holds: bool = True) -> Fact:
        """The fact of a condition, which is true if its test returns `holds`."""
        return self._steps.setdefault(condition, (test, holds, len(self._steps)))[2]

    def _clear(self, indicator: str, clear_when: Rule | None) -> Compiled:
        fact, some = self._any(self._givers(indicator, "clear")), self.some[indicator]
        if clear_when is not None:
            fact = self._any((fact, self._all((some.fact, self.compiled(clear_when).fact))))
        return Compiled(fact, some.reasons)

    def _givers(self, indicator: str, *enough: Sign) -> list[Answer]:
        return [
            (name, option)
            for name, ask in self._asked.items()
            for option, given in ask.question.signs.items()
            if given.get(indicator) in enough
        ]

    def _given(self, answers: Sequence[Answer]) -> Compiled:
        """True if one of the answers was given."""
        return Compiled(self._any(answers), partial(self._reasons, answers))

    def _reasons(self, answers: Iterable[Answer]) -> list[Reason]:
        return [(answer, frozenset()) for answer in answers if answer in self.sayable]


def first_reasons(reasons: Iterable[Reason], facts: Facts, most: int) -> tuple[Answer, ...]:
    """The first distinct answers among the reasons that made the rule true."""
    found: dict[Answer, None] = {}
    for answer, needed in reasons:
        if answer in facts and needed <= facts:
            found.setdefault(answer)
            if len(found) == most:
                break
    return tuple(found)


def _reasons_of_all(parts: Iterable[Compiled]) -> list[Reason]:
    return [reason for part in parts for reason in part.reasons()]


def _reasons_of_any(parts: Iterable[Compiled]) -> list[Reason]:
    """The reasons of each part, which count only if that part is true."""
    return [(answer, needed | {part.fact}) for part in parts for answer, needed in part.reasons()]
