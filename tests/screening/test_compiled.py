"""A compiled rule holds if and only if the rule itself holds."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from assessment.content.rules import Algebra, Rule, Sign, When
from assessment.screening.answers import Answers, counted
from assessment.screening.compiled import Compiler, first_reasons
from assessment.screening.results import Screening
from tests.screening.answersets import answer_sets

RULE: TypeAdapter[Rule] = TypeAdapter(When)
ANSWERS = {"when": "past", "debt_owed": "yes", "family_threat": "unsure"}
YES = {"answer": {"debt_owed": "yes"}}
NO = {"answer": {"debt_owed": "no"}}


class Reading(Algebra[bool]):
    """Whether a rule holds for some answers, evaluated directly and slowly."""

    def __init__(self, screening: Screening, answers: Answers) -> None:
        self._screening = screening
        self._answers = answers

    def answer(self, options: Mapping[str, tuple[str, ...]]) -> bool:
        return any(self._answers.get(name) in wanted for name, wanted in options.items())

    def sign(self, signs: Mapping[str, Sign]) -> bool:
        return any(self._shows(name, sign) for name, sign in signs.items())

    def flag(self, flag: str) -> bool:
        flags = self._screening.questionnaire.flags
        return next(f for f in flags if f.id == flag).when.fold(self)

    def track(self, track: str) -> bool:
        return track == self._screening.track

    def any_of(self, parts: Sequence[bool]) -> bool:
        return any(parts)

    def all_of(self, parts: Sequence[bool]) -> bool:
        return all(parts)

    def none_of(self, parts: Sequence[bool]) -> bool:
        return not any(parts)

    def at_least(self, count: int, parts: Sequence[bool]) -> bool:
        return sum(parts) >= count

    def _shows(self, indicator: str, sign: str) -> bool:
        asked, content = self._screening.asked, self._screening.questionnaire
        given = [
            asked[name].question.signs.get(option, {}).get(indicator)
            for name, option in self._answers.items()
        ]
        clear_when = next(i.clear_when for i in content.indicators if i.id == indicator)
        is_shown = "some" in given or "clear" in given
        is_clear = "clear" in given or bool(is_shown and clear_when and clear_when.fold(self))
        return is_shown if sign == "some" else is_clear


def compiler_of(screening: Screening) -> Compiler:
    return Compiler(screening.questionnaire, screening.asked, screening.track)


def rules(screening: Screening) -> st.SearchStrategy[Rule]:
    """Generates any possible rule for this content."""
    content = screening.questionnaire
    answers = [(name, option) for name, ask in screening.asked.items() for option in ask.options]
    plain = st.one_of(
        st.sampled_from(answers).map(lambda a: {"answer": {a[0]: a[1]}}),
        st.tuples(
            st.sampled_from([i.id for i in content.indicators]), st.sampled_from(["some", "clear"])
        ).map(lambda s: {"sign": {s[0]: s[1]}}),
        st.sampled_from([flag.id for flag in content.flags]).map(lambda f: {"flag": f}),
        st.sampled_from(["self", "bystander"]).map(lambda t: {"track": t}),
    )
    return st.recursive(plain, _joined, max_leaves=12).map(RULE.validate_python)


def _joined(rules: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    some = st.lists(rules, max_size=4)
    named = [some.map(_under(kind)) for kind in ("any_of", "all_of", "none_of")]
    counted = st.tuples(st.integers(1, 4), st.lists(rules, min_size=1, max_size=5))
    return st.one_of(
        *named, counted.map(lambda c: {"at_least": {"count": c[0], "of": [*c[1], c[1][0]]}})
    )


def _under(kind: str) -> Callable[[Any], Any]:
    return lambda rules: {kind: rules}


@pytest.mark.parametrize(
    ("rule", "holds"),
    [
        (YES, True),
        (NO, False),
        ({"answer": {"hurt": "yes", "debt_owed": ["no", "yes"]}}, True),
        ({"answer": {"never_asked": "yes"}}, False),
        ({"sign": {"debt": "some"}}, True),
        ({"sign": {"debt": "clear"}}, True),
        ({"sign": {"family": "some"}}, True),
        ({"sign": {"family": "clear"}}, False),
        ({"sign": {"drugs": "some"}}, False),
        ({"flag": "past"}, True),
        ({"flag": "traded"}, False),
        ({"track": "self"}, True),
        ({"track": "bystander"}, False),
        ({"any_of": []}, False),
        ({"any_of": [NO, YES]}, True),
        ({"any_of": [NO, {"all_of": [YES, YES]}]}, True),
        ({"any_of": [NO, NO]}, False),
        ({"all_of": []}, True),
        ({"all_of": [YES, {"flag": "past"}]}, True),
        ({"all_of": [YES, NO]}, False),
        ({"all_of": [YES, {"none_of": [YES]}]}, False),
        ({"none_of": []}, True),
        ({"none_of": [NO, {"flag": "traded"}]}, True),
        ({"none_of": [NO, YES]}, False),
        ({"none_of": [{"all_of": []}]}, False),
        ({"at_least": {"count": 2, "of": [YES, NO, {"track": "self"}]}}, True),
        ({"at_least": {"count": 2, "of": [YES, NO, NO]}}, False),
        ({"at_least": {"count": 2, "of": [YES, YES]}}, True),
    ],
)
def test_a_rule_holds_as_written(
    rule: dict[str, object], holds: bool, screenings: dict[str, Screening]
) -> None:
    screening = screenings["self"]
    compiler = compiler_of(screening)
    fact = compiler.compiled(RULE.validate_python(rule)).fact
    assert (fact in compiler.facts(ANSWERS)) is holds
    assert RULE.validate_python(rule).fold(Reading(screening, ANSWERS)) is holds


@pytest.mark.parametrize("track", ["self", "bystander"])
@given(data=st.data())
def test_every_possible_rule_holds_as_written(
    track: str, screenings: dict[str, Screening], data: st.DataObject
) -> None:
    screening = screenings[track]
    compiler = compiler_of(screening)
    answers = counted(screening.asked, data.draw(answer_sets(screening.asked)))
    rule = data.draw(rules(screening))
    fact = compiler.compiled(rule).fact
    assert (fact in compiler.facts(answers)) is rule.fold(Reading(screening, answers))


@pytest.mark.parametrize(
    ("rule", "reasons"),
    [
        (YES, ["debt_owed"]),
        ({"answer": {"when": "past", "debt_owed": "yes"}}, ["when", "debt_owed"]),
        ({"sign": {"family": "some", "debt": "some"}}, ["family_threat", "debt_owed"]),
        ({"flag": "past"}, ["when"]),
        ({"track": "self"}, []),
        ({"any_of": [{"flag": "past"}, {"all_of": [YES, NO]}]}, ["when"]),
        ({"all_of": [YES, {"flag": "past"}, YES]}, ["debt_owed", "when"]),
        ({"none_of": [NO]}, []),
        ({"at_least": {"count": 1, "of": [NO, {"flag": "past"}]}}, ["when"]),
        (
            {"sign": {"debt": "some", "family": "some", "drugs": "some"}},
            ["debt_owed", "family_threat"],
        ),
        ({"all_of": [YES, {"flag": "past"}, {"sign": {"family": "some"}}]}, ["debt_owed", "when"]),
    ],
)
def test_the_reasons_are_the_first_two_answers_that_make_a_rule_hold(
    rule: dict[str, object], reasons: list[str], screenings: dict[str, Screening]
) -> None:
    compiler = compiler_of(screenings["self"])
    compiled = compiler.compiled(RULE.validate_python(rule))
    found = first_reasons(compiled.reasons(), compiler.facts(ANSWERS), 2)
    assert found == tuple((name, ANSWERS[name]) for name in reasons)


def test_equal_conditions_share_a_fact(screenings: dict[str, Screening]) -> None:
    compiler = compiler_of(screenings["self"])
    rule = {"all_of": [{"flag": "past"}, {"none_of": [YES, NO]}]}
    other = {"all_of": [{"none_of": [NO, YES]}, {"flag": "past"}]}
    facts = [compiler.compiled(RULE.validate_python(each)).fact for each in (rule, other)]
    assert facts[0] == facts[1]
