"""A rule holds in the row of bits just when it holds as it reads."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.content.rules import Rule
from assessment.screening.answers import standing
from assessment.screening.circuit import Circuit
from assessment.screening.results import Screening
from tests.screening.answersets import answer_sets

ANSWERS = {"when": "past", "debt_owed": "yes", "family_threat": "unsure"}
YES = {"answer": {"debt_owed": "yes"}}
NO = {"answer": {"debt_owed": "no"}}


class Track:
    """One track's circuit, and its rules read word by word, the slow way."""

    def __init__(self, screening: Screening) -> None:
        self.content = screening.questionnaire
        self.asked = screening.asked
        self.name = screening.track
        self.circuit = Circuit(self.content, self.asked, self.name)

    def holds(self, rule: Rule, answers: Mapping[str, str]) -> bool:
        """By the circuit."""
        term = self.circuit.term(rule)
        bit = self.circuit.bit(rule)
        row = self.circuit.row(answers)
        holds = row & term.care == term.want
        assert holds == (row & bit == bit)
        return holds

    def reads(self, rule: Rule, answers: Mapping[str, str]) -> bool:
        """As it reads."""
        parts = [self.reads(part, answers) for part in rule.parts]
        if rule.at_least is not None:
            return sum(parts) >= rule.at_least.count
        if rule.all_of is not None:
            return all(parts)
        if rule.any_of is not None or rule.none_of is not None:
            return any(parts) is (rule.none_of is None)
        return self._is_so(rule, answers)

    def _is_so(self, rule: Rule, answers: Mapping[str, str]) -> bool:
        if rule.answer is not None:
            return any(answers.get(name) in options for name, options in rule.answer.items())
        if rule.sign is not None:
            return any(self._shows(name, sign, answers) for name, sign in rule.sign.items())
        if rule.flag is not None:
            flag = next(flag for flag in self.content.flags if flag.id == rule.flag)
            return self.reads(flag.when, answers)
        return rule.track == self.name

    def _shows(self, indicator: str, sign: str, answers: Mapping[str, str]) -> bool:
        given = [
            self.asked[name].question.signs.get(option, {}).get(indicator)
            for name, option in answers.items()
        ]
        clear_when = next(i.clear_when for i in self.content.indicators if i.id == indicator)
        is_shown = "some" in given or "clear" in given
        is_clear = "clear" in given or (
            is_shown and clear_when is not None and self.reads(clear_when, answers)
        )
        return is_shown if sign == "some" else is_clear

    def rules(self) -> st.SearchStrategy[Rule]:
        """Any rule that can be written for this content."""
        answers = [(name, option) for name, ask in self.asked.items() for option in ask.options]
        plain = st.one_of(
            st.sampled_from(answers).map(lambda a: {"answer": {a[0]: a[1]}}),
            st.tuples(
                st.sampled_from([i.id for i in self.content.indicators]),
                st.sampled_from(["some", "clear"]),
            ).map(lambda s: {"sign": {s[0]: s[1]}}),
            st.sampled_from([flag.id for flag in self.content.flags]).map(lambda f: {"flag": f}),
            st.sampled_from(["self", "bystander"]).map(lambda t: {"track": t}),
        )
        return st.recursive(plain, _joined, max_leaves=12).map(Rule.model_validate)


def _joined(rules: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    some = st.lists(rules, max_size=4)
    named = [some.map(_under(kind)) for kind in ("any_of", "all_of", "none_of")]
    counted = st.tuples(st.integers(1, 4), st.lists(rules, min_size=1, max_size=5))
    return st.one_of(
        *named, counted.map(lambda c: {"at_least": {"count": c[0], "of": [*c[1], c[1][0]]}})
    )


def _under(kind: str) -> Callable[[Any], Any]:
    return lambda rules: {kind: rules}


@pytest.fixture(scope="module", params=["self", "bystander"])
def track(request: pytest.FixtureRequest, screenings: dict[str, Screening]) -> Track:
    """Each track in turn."""
    return Track(screenings[request.param])


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
def test_a_rule_holds_as_it_reads(
    rule: dict[str, object], holds: bool, screenings: dict[str, Screening]
) -> None:
    track = Track(screenings["self"])
    assert track.holds(Rule.model_validate(rule), ANSWERS) is holds
    assert track.reads(Rule.model_validate(rule), ANSWERS) is holds


@settings(deadline=None)
@given(data=st.data())
def test_any_rule_that_can_be_written_holds_as_it_reads(track: Track, data: st.DataObject) -> None:
    answers = standing(track.asked, data.draw(answer_sets(track.asked)))
    rule = data.draw(track.rules())
    assert track.holds(rule, answers) is track.reads(rule, answers)


def test_a_rule_holds_one_condition() -> None:
    with pytest.raises(ValueError, match="one condition"):
        Rule.model_validate({"flag": "past", "track": "self"})
