"""A rule must contain exactly one condition."""

from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from pydantic import TypeAdapter, ValidationError

from assessment.content.rules import Rule, When
from assessment.errors import Problem
from tests.content.test_loading import TEXT, problems

RULE: TypeAdapter[Any] = TypeAdapter(When)
FIRST_RULE = "- answer: {danger: yes}"
"""The same values as in the small test questions."""


def refusal(value: object) -> tuple[tuple[str | int, ...], str]:
    """The path and the message of the error for an invalid rule."""
    with pytest.raises(ValidationError) as raised:
        RULE.validate_python(value)
    [error] = raised.value.errors()
    return error["loc"], error["msg"]


def test_a_rule_is_one_key_with_its_value() -> None:
    assert RULE.validate_python({"flag": "past"}) == Rule(flag="past")


def test_always_is_a_rule_without_conditions() -> None:
    assert RULE.validate_python("always") == Rule(all_of=())


def test_a_rule_can_be_given_as_a_model() -> None:
    rule = Rule(any_of=(Rule(flag="past"), Rule(track="self")))
    assert RULE.validate_python(rule) is rule


def test_a_rule_survives_serialization() -> None:
    written = {"at_least": {"count": 1, "of": [{"flag": "past"}, {"answer": {"need": ["talk"]}}]}}
    assert (
        RULE.dump_python(RULE.validate_python(written), mode="json", exclude_unset=True) == written
    )


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ({"flag": "past", "track": "self"}, "found: flag, track"),
        ({}, "found: nothing"),
    ],
)
def test_a_rule_with_no_condition_or_several_is_rejected(value: object, why: str) -> None:
    path, message = refusal({"none_of": [value]})
    assert path == ("none_of", 0)
    assert "a rule must contain exactly one condition" in message
    assert why in message
    assert not jsonschema_rs.is_valid(RULE.json_schema(), {"none_of": [value]})


@pytest.mark.parametrize("value", ["always", "sometimes"])
def test_text_inside_a_rule_is_rejected(value: str) -> None:
    path, _ = refusal({"none_of": [value]})
    assert path == ("none_of", 0)


@pytest.mark.parametrize("value", [{"flagg": "past"}, {"flag": "past", "flagg": "past"}])
def test_an_unknown_key_is_rejected_by_name(value: object) -> None:
    path, _ = refusal({"all_of": [{"none_of": [value]}]})
    assert path == ("all_of", 0, "none_of", 0, "flagg")


def told(wrong: str, folder: Path) -> Problem:
    """The only problem if the first rule is invalid; it must be reported on that rule's line."""
    text = TEXT.replace(FIRST_RULE, wrong, 1)
    [problem] = problems(text, folder)
    assert problem.line == text[: text.index(wrong)].count("\n") + 1
    return problem


def test_a_misspelled_condition_gets_a_suggestion(tmp_path: Path) -> None:
    problem = told(FIRST_RULE.replace("answer", "answr"), tmp_path)
    assert problem.code == "E101"
    assert "`answer`" in problem.fix


def test_an_error_deep_inside_a_rule_is_reported_on_its_line(tmp_path: Path) -> None:
    wrong = "- any_of: [{none_of: [{flag: a, track: b}]}]"
    assert told(wrong, tmp_path).code == "E103"
