import pytest

from assessment.errors import AnswerError
from assessment.screening.answers import checked, counted
from assessment.screening.results import Screening


@pytest.mark.parametrize("answers", [{"canary": "yes"}, {"debt_owed": "canary"}])
def test_an_unknown_question_or_option_is_rejected_without_repeating_it(
    answers: dict[str, str], screenings: dict[str, Screening]
) -> None:
    with pytest.raises(AnswerError) as raised:
        checked(screenings["self"].asked, answers)
    assert "canary" not in str(raised.value)


@pytest.mark.parametrize("track", ["self", "bystander"])
def test_a_follow_up_counts_only_while_its_parent_answer_opens_it(
    track: str, screenings: dict[str, Screening]
) -> None:
    asked = screenings[track].asked
    children = {name: ask for name, ask in asked.items() if ask.parent}
    assert children
    for name, ask in children.items():
        assert ask.parent
        option = sorted(ask.options)[0]
        for parent_option in (*asked[ask.parent].options, None):
            given = {name: option} | ({ask.parent: parent_option} if parent_option else {})
            counts = name in counted(asked, given)
            assert counts == (parent_option in ask.opened_by), (name, parent_option)


def test_answers_are_in_page_order(screenings: dict[str, Screening]) -> None:
    asked = screenings["self"].asked
    given = {"hurt": "yes", "danger_now": "no"}
    assert list(counted(asked, given)) == ["danger_now", "hurt"]
