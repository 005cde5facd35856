"""Whether a rule holds for a set of facts, and which answers made it so."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from assessment.content.rules import Rule, Sign

Reason = tuple[str, str]
Test = Callable[["Facts"], bool]


class Facts(NamedTuple):
    """What is known so far. `signs` and `flags` grow while a result is worked out."""

    track: str
    answers: Mapping[str, str]
    signs: dict[str, Sign]
    flags: set[str]


class Check(NamedTuple):
    """A rule made ready: `holds` answers for a set of facts, `parts` are the rules it joins."""

    rule: Rule
    holds: Test
    parts: "tuple[Check, ...]"


def check(rule: Rule) -> Check:
    """The rule, made ready once and then asked for every reader."""
    parts = tuple(check(part) for part in rule.parts)
    return Check(rule, _test(rule, [part.holds for part in parts]), parts)


def _test(rule: Rule, parts: list[Test]) -> Test:
    if rule.answer is not None:
        return _answer_test({name: frozenset(options) for name, options in rule.answer.items()})
    if rule.sign is not None:
        return _sign_test(rule.sign)
    if rule.flag is not None:
        flag = rule.flag
        return lambda facts: flag in facts.flags
    if rule.track is not None:
        track = rule.track
        return lambda facts: facts.track == track
    return _joined_test(rule, parts)


def _answer_test(wanted: Mapping[str, frozenset[str]]) -> Test:
    if len(wanted) == 1:
        ((name, options),) = wanted.items()
        return lambda facts: facts.answers.get(name) in options
    pairs = tuple(wanted.items())

    def answered(facts: Facts) -> bool:
        get = facts.answers.get
        return any([get(name) in options for name, options in pairs])

    return answered


def _sign_test(wanted: Mapping[str, Sign]) -> Test:
    pairs = tuple((name, (least, "clear")) for name, least in wanted.items())
    return lambda facts: any([facts.signs.get(name) in enough for name, enough in pairs])


def _joined_test(rule: Rule, parts: list[Test]) -> Test:
    if rule.any_of is not None:
        return lambda facts: _any_holds(parts, facts)
    if rule.none_of is not None:
        return lambda facts: not _any_holds(parts, facts)
    if rule.at_least is not None:
        count = rule.at_least.count
        return lambda facts: sum([part(facts) for part in parts]) >= count
    return lambda facts: all([part(facts) for part in parts])


def _any_holds(parts: list[Test], facts: Facts) -> bool:
    for part in parts:  # noqa: SIM110  (a plain loop stops early at half the cost of any())
        if part(facts):
            return True
    return False


class Explainer(NamedTuple):
    """Finds the answers behind a rule that holds.

    `flags` are the rules of the flags; `givers` are the answers behind each indicator's sign.
    """

    flags: Mapping[str, Check]
    givers: Mapping[str, list[Reason]]

    def causes(self, check: Check, facts: Facts) -> Iterator[Reason]:
        """The answers that made a rule hold, in its own order; one may come twice."""
        rule = check.rule
        if rule.answer is not None:
            for name, options in rule.answer.items():
                if (option := facts.answers.get(name)) in options:
                    yield name, option
        elif rule.sign is not None:
            for name, least in rule.sign.items():
                if facts.signs.get(name) in (least, "clear"):
                    yield from self.givers[name]
        elif rule.flag is not None:
            yield from self.causes(self.flags[rule.flag], facts)
        elif rule.none_of is None:
            for part in check.parts:
                if part.holds(facts):
                    yield from self.causes(part, facts)
