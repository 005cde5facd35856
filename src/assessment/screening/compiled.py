"""Compiles the rules of a track, so that each condition is tested only once per result.

Everything that is true for a reader is a fact. The set of facts starts with the answers. Each step
then tests one condition against the facts so far, and adds its own number if the condition is true.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from assessment.content.algebra import Algebra, Sign
from assessment.content.questionnaire import Questionnaire
from assessment.content.rules import Rule
from assessment.screening.answers import Answer, Answers, Asked
from assessment.screening.reasons import (
    Compiled,
    Fact,
    Facts,
    Reason,
    reasons_of_all,
    reasons_of_any,
)


class Step(NamedTuple):
    """Adds `fact` if `test` returns `expected` for the facts so far."""

    test: Callable[[Facts], bool]
    expected: bool
    fact: int


class Compiler(Algebra[Compiled]):
    """Compiles the rules of a track; equal conditions become one step.

    `some` and `clear` hold the facts for each indicator's signs, `givers` holds the answers that
    count as a sign of it, in page order, and `flags` holds the compiled rules of the flags.
    """

    def __init__(self, content: Questionnaire, asked: Mapping[str, Asked], track: str) -> None:
        self._asked = asked
        self._track = track
        self._steps: dict[object, Step] = {}
        self.givers = {i.id: self._givers(i.id, "some") for i in content.indicators}
        self.some = {name: self._any(givers) for name, givers in self.givers.items()}
        self.clear: dict[str, Fact] = {}
        for indicator in content.indicators:
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
        for test, expected, fact in self._steps.values():
            if test(facts) is expected:
                facts.add(fact)
        return facts

    def answer(self, options: Mapping[str, tuple[str, ...]]) -> Compiled:
        named = [(question, option) for question, each in options.items() for option in each]
        return Compiled(self._any(named), partial(self._reasons, named))

    def sign(self, signs: Mapping[str, Sign]) -> Compiled:
        shown = {
            name: (self.clear if s == "clear" else self.some)[name] for name, s in signs.items()
        }
        parts = [
            Compiled(fact, partial(self._reasons, self.givers[name]))
            for name, fact in shown.items()
        ]
        return self.any_of(parts)

    def flag(self, flag: str) -> Compiled:
        return self.flags[flag]

    def track(self, track: str) -> Compiled:
        return Compiled(self._all(()) if track == self._track else self._any(()))

    def any_of(self, parts: Sequence[Compiled]) -> Compiled:
        return Compiled(self._any(part.fact for part in parts), partial(reasons_of_any, parts))

    def all_of(self, parts: Sequence[Compiled]) -> Compiled:
        return Compiled(self._all(part.fact for part in parts), partial(reasons_of_all, parts))

    def none_of(self, parts: Sequence[Compiled]) -> Compiled:
        unwanted = frozenset(part.fact for part in parts)
        return Compiled(self._step(("none", unwanted), unwanted.isdisjoint, True))

    def at_least(self, count: int, parts: Sequence[Compiled]) -> Compiled:
        counted = tuple(part.fact for part in parts)

        def test(facts: Facts) -> bool:
            return sum(map(facts.__contains__, counted)) >= count

        fact = self._step(("at_least", count, counted), test, True)
        return Compiled(fact, partial(reasons_of_any, parts))

    def _any(self, facts: Iterable[Fact]) -> Fact:
        wanted = frozenset(facts)
        if len(wanted) == 1:
            return next(iter(wanted))
        return self._step(("any", wanted), wanted.isdisjoint, False)

    def _all(self, facts: Iterable[Fact]) -> Fact:
        wanted = frozenset(facts)
        if len(wanted) == 1:
            return next(iter(wanted))
        return self._step(("all", wanted), wanted.issubset, True)

    def _step(self, condition: object, test: Callable[[Facts], bool], expected: bool) -> Fact:
        step = Step(test, expected, len(self._steps))
        return self._steps.setdefault(condition, step).fact

    def _clear(self, indicator: str, clear_when: Rule | None) -> Fact:
        given = self._any(self._givers(indicator, "clear"))
        if clear_when is None:
            return given
        return self._any((given, self._all((self.some[indicator], self.compiled(clear_when).fact))))

    def _givers(self, indicator: str, least: Sign) -> tuple[Answer, ...]:
        enough = ("clear",) if least == "clear" else ("some", "clear")
        return tuple(
            (name, option)
            for name, ask in self._asked.items()
            for option, given in ask.question.signs.items()
            if given.get(indicator) in enough
        )

    def _reasons(self, answers: Iterable[Answer]) -> tuple[Reason, ...]:
        """The answers that can be shown as reasons."""
        return tuple(
            ((name, option), frozenset())
            for name, option in answers
            if name in self._asked and self._asked[name].has_reason(option)
        )
