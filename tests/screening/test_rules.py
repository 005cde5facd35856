import pytest

from assessment.content.rules import Rule
from assessment.screening.rules import answer_fact, check, flag_fact, sign_facts, track_fact

FACTS = {
    answer_fact("debt_owed", "yes"),
    *sign_facts("debt", "clear"),
    *sign_facts("family", "some"),
    flag_fact("past"),
    track_fact("self"),
}
YES = {"answer": {"debt_owed": "yes"}}
NO = {"answer": {"debt_owed": "no"}}


@pytest.mark.parametrize(
    ("rule", "holds"),
    [
        (YES, True),
        (NO, False),
        ({"answer": {"hurt": "yes", "debt_owed": ["no", "yes"]}}, True),
        ({"sign": {"debt": "some"}}, True),
        ({"sign": {"debt": "clear"}}, True),
        ({"sign": {"family": "clear"}}, False),
        ({"sign": {"drugs": "some"}}, False),
        ({"flag": "past"}, True),
        ({"flag": "traded"}, False),
        ({"track": "self"}, True),
        ({"track": "bystander"}, False),
        ({"any_of": [NO, YES]}, True),
        ({"any_of": [NO, {"all_of": [YES, YES]}]}, True),
        ({"any_of": [NO, NO]}, False),
        ({"all_of": [YES, {"flag": "past"}]}, True),
        ({"all_of": [YES, NO]}, False),
        ({"none_of": [NO, {"flag": "traded"}]}, True),
        ({"none_of": [NO, YES]}, False),
        ({"at_least": {"count": 2, "of": [YES, NO, {"track": "self"}]}}, True),
        ({"at_least": {"count": 2, "of": [YES, NO, NO]}}, False),
        ({"all_of": []}, True),
    ],
)
def test_a_rule_holds_as_it_reads(rule: dict[str, object], holds: bool) -> None:
    assert check(Rule.model_validate(rule)).holds(FACTS) is holds


def test_a_rule_holds_one_condition() -> None:
    with pytest.raises(ValueError, match="one condition"):
        Rule.model_validate({"flag": "past", "track": "self"})
