"""Whether a rule holds for a set of facts, and which answers made it so.

A fact is a short string, such as `debt_owed=yes`, and a rule that asks for any of several facts
is one look into a set: all rules together cost a reader microseconds.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from assessment.content.rules import Rule, Sign

Reason = tuple[str, str]
Test = Callable[[set[str]], bool]


def answer_fact(question: str, option: str) -> str:
    """The fact that a question was answered with an option."""
    return f"{question}={option}"


def sign_facts(indicator: str, sign: Sign) -> tuple[str, ...]:
    """The facts that an indicator shows a sign; a clear one is also some sign."""
    some = f"some:{indicator}"
    return (some, f"clear:{indicator}") if sign == "clear" else (some,)


def flag_fact(flag: str) -> str:
    """The fact that a flag holds."""
    return f"flag:{flag}"


def track_fact(track: str) -> str:
    """The fact that the answers belong to a track."""
    return f"track:{track}"


class Check(NamedTuple):
    """A rule made ready: `holds` answers for a set of facts, `parts` are the rules it joins."""

    rule: Rule
    holds: Test
    parts: "tuple[Check, ...]"


def check(rule: Rule) -> Check:
    """The rule, made ready once and then asked for every reader."""
    parts = tuple(check(part) for part in rule.parts)
    wanted = _wanted(rule)
    if wanted is not None:
        return Check(rule, lambda facts: not wanted.isdisjoint(facts), parts)
    return Check(rule, _joined(rule, parts), parts)


def _wanted(rule: Rule) -> frozenset[str] | None:
    """The facts of which any one makes the rule hold; None where it asks for more than one."""
    if rule.any_of is not None:
        inner = [_wanted(part) for part in rule.any_of]
        sets = [facts for facts in inner if facts is not None]
        return frozenset().union(*sets) if len(sets) == len(inner) else None
    if rule.parts or rule.all_of is not None or rule.none_of is not None:
        return None
    return frozenset(_facts(rule))


def _facts(rule: Rule) -> Iterator[str]:
    for question, options in (rule.answer or {}).items():
        yield from (answer_fact(question, option) for option in options)
    for indicator, sign in (rule.sign or {}).items():
        yield sign_facts(indicator, sign)[-1]
    if rule.flag is not None:
        yield flag_fact(rule.flag)
    if rule.track is not None:
        yield track_fact(rule.track)


def _joined(rule: Rule, parts: tuple[Check, ...]) -> Test:
    """A test for a rule that joins others; parts that are one look into a set come first."""
    plain = [facts for part in parts if (facts := _wanted(part.rule)) is not None]
    tests = [part.holds for part in parts if _wanted(part.rule) is None]
    if rule.at_least is not None:
        return _count_test(plain, tests, rule.at_least.count)
    if rule.all_of is not None:
        return _all_test(plain, tests)
    either = _any_test(frozenset().union(*plain), tests)
    return either if rule.any_of is not None else lambda facts: not either(facts)


def _any_test(wanted: frozenset[str], tests: list[Test]) -> Test:
    def holds(facts: set[str]) -> bool:
        if not wanted.isdisjoint(facts):
            return True
        for test in tests:  # noqa: SIM110  (a generator takes twice as long)
            if test(facts):
                return True
        return False

    return holds


def _all_test(plain: list[frozenset[str]], tests: list[Test]) -> Test:
    def holds(facts: set[str]) -> bool:
        for wanted in plain:
            if wanted.isdisjoint(facts):
                return False
        for test in tests:  # noqa: SIM110  (a generator takes twice as long)
            if not test(facts):
                return False
        return True

    return holds


def _count_test(plain: list[frozenset[str]], tests: list[Test], count: int) -> Test:
    def holds(facts: set[str]) -> bool:
        found = sum([not wanted.isdisjoint(facts) for wanted in plain])
        return found + sum([test(facts) for test in tests]) >= count

    return holds


class Explainer(NamedTuple):
    """Finds the answers behind a rule that holds.

    `answers` and `facts` are the reader's; `flags` are the rules of the flags; `givers` are the
    answers behind each indicator's sign; `sayable` are the answers that have words.
    """

    answers: Mapping[str, str]
    facts: set[str]
    flags: Mapping[str, Check]
    givers: Mapping[str, list[Reason]]
    sayable: frozenset[Reason]

    def reasons(self, check: Check, most: int) -> tuple[Reason, ...]:
        """The first `most` answers that made a rule hold, in its own order, each once."""
        kept: list[Reason] = []
        self._gather(check, kept, most)
        return tuple(kept)

    def first(self, reasons: Iterable[Reason], most: int) -> tuple[Reason, ...]:
        """The first `most` of these answers that can be given back in words."""
        kept: list[Reason] = []
        self._keep(reasons, kept, most)
        return tuple(kept)

    def _gather(self, check: Check, kept: list[Reason], most: int) -> None:
        rule = check.rule
        if check.parts:
            if rule.none_of is None:
                all_hold = rule.all_of is not None
                for part in check.parts:
                    if len(kept) < most and (all_hold or part.holds(self.facts)):
                        self._gather(part, kept, most)
        elif rule.flag is not None:
            self._gather(self.flags[rule.flag], kept, most)
        elif rule.answer is not None:
            for name, options in rule.answer.items():
                if self.answers.get(name) in options:
                    self._keep([(name, self.answers[name])], kept, most)
        else:
            for name, sign in (rule.sign or {}).items():
                if sign_facts(name, sign)[-1] in self.facts:
                    self._keep(self.givers[name], kept, most)

    def _keep(self, reasons: Iterable[Reason], kept: list[Reason], most: int) -> None:
        for reason in reasons:
            if len(kept) < most and reason in self.sayable and reason not in kept:
                kept.append(reason)
