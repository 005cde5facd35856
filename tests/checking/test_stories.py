"""Stories are compared with the results that the content produces."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from assessment.checking.stories import play
from assessment.cli import app
from assessment.content.loading import Content
from assessment.content.stories import read_stories
from assessment.errors import ContentError
from tests.small import VARIABLES

CALM = """
- id: calm
  track: self
  story: Nothing happened.
  answers: {danger: no, key: no}
"""
HELD = """
- id: held
  track: self
  answers: {danger: yes, age: no, key: yes, door: yes}
"""


def told(content: Content, text: str, folder: Path) -> list[str]:
    """The faults that are found in the stories of a file."""
    file = folder / "stories.yaml"
    file.write_text(text, encoding="utf-8")
    return [fault for _, faults in play(content, read_stories(file)) for fault in faults]


@pytest.mark.parametrize("story", [CALM, HELD])
def test_a_story_without_expectations_has_no_faults(
    story: str, small: Content, tmp_path: Path
) -> None:
    assert told(small, story, tmp_path) == []


@pytest.mark.parametrize(
    ("expected", "fault"),
    [
        ("outcomes: [none]", "unknown outcome: none"),
        ("not_offer: [bad]", "unknown help: bad"),
        ("no_contacts: [south_line]", "unknown contact: south_line"),
        ("advice: [none]", "unknown advice: none"),
        ("indicators: {none: some}", "unknown indicator: none"),
        ("indicators: {keys: some}", "the sign of keys is clear, not some"),
        ("indicators: {}", "the sign of keys is clear, not none"),
        ("indicators: {keys: strong, money: some}", "the sign of money is none, not some"),
        ("under_18: yes", "the flag under_18 is not set"),
        ("danger: no", "the flag danger_now is set"),
        ("no_contacts: [bay_line]", "unwanted contact: bay_line"),
        ("contacts: [north_young]", "missing contact: north_young"),
        ("who_first: [youth, none_needed]", "the first contact is of kind"),
        ("offer: [law]", "missing help: law"),
        ("not_offer: [bed]", "unwanted help: bed"),
        ("first_help: talk", "the first kind of help is bed, not talk"),
        ("advice: [facts]", "missing advice: facts"),
        ("tense: past", "the flag past is not set"),
        ("must_not_say: [worth a talk]", "unwanted words: worth a talk"),
        ("must_say: [{sense: be calm, by: [advice none]}]", "missing message: be calm"),
        ("area: atlantis", "unknown area: atlantis"),
    ],
)
def test_each_difference_from_the_expected_result_is_named(
    expected: str, fault: str, small: Content, tmp_path: Path
) -> None:
    faults = told(small, f"{HELD}  {expected}\n", tmp_path)
    assert [each for each in faults if each.startswith(fault)], faults


def test_a_difference_in_the_outcome_is_named_with_both_outcomes(
    small: Content, tmp_path: Path
) -> None:
    fault = "the outcome is some, not calm or unclear"
    assert told(small, f"{HELD}  outcomes: [calm, unclear]\n", tmp_path) == [fault]


def test_answers_that_no_reader_could_give_are_reported(small: Content, tmp_path: Path) -> None:
    for answers, fault in (
        ("{kei: yes}", "unknown question: kei"),
        ("{key: perhaps}", "key has no option perhaps"),
        ("{key: no, door: yes}", "door is answered, but the answer to key does not open it"),
    ):
        story = f"- {{id: a, track: self, answers: {answers}}}"
        assert told(small, story, tmp_path) == [fault]


def test_a_misspelled_key_is_reported_with_its_line(small: Content, tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"stories\.yaml:6:\d+: E101"):
        told(small, f"{CALM}  outcoms: [a]\n", tmp_path)


@pytest.mark.parametrize(("text", "code"), [(CALM, 0), (f"{HELD}  danger: no\n", 1)])
def test_the_exit_code_says_whether_all_stories_went_as_expected(
    text: str, code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in VARIABLES.items():
        monkeypatch.setenv(name, value)
    file = tmp_path / "stories.yaml"
    file.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(app, ["stories", str(file)])
    assert result.exit_code == code, result.output
    assert result.output.endswith(f"Stories: 1. With unexpected results: {code}.\n")
