"""One answer that is not sure moves a result by one step at most: proved over all answers."""

from collections.abc import Iterator

import pytest
import z3

from assessment.checking.proofs.encoding import Encoding, Formula
from assessment.checking.proofs.search import Search
from assessment.screening.results import Result, Screening

STEPS = {
    "cannot_tell": 0,
    "no_signs": 0,
    "not_a_sign": 0,
    "work_rights": 0,
    "age_skipped": 0,
    "choice": 0,
    "visits": 1,
    "some_signs": 1,
    "despair": 1,
    "past_concern": 1,
    "rumor": 1,
    "child_worry": 1,
    "past_harm": 2,
    "not_free": 2,
    "blackmail": 2,
    "other_harm": 2,
    "partner_harm": 2,
    "moved": 2,
    "other_work": 2,
    "began_young": 2,
    "child_harm": 2,
    "clear_past": 3,
    "clear_signs": 3,
    "under_18": 3,
}
"""How far each outcome is from saying nothing: 1 gives a reason to ask, 3 names trafficking."""
UNSURE = ("unsure", "guess")

Pair = list[dict[str, str]]


def uncertain_turns(before: Encoding, after: Encoding) -> Iterator[list[Formula]]:
    """For each question: it is not sure after, and was no or skipped before; all else stays.

    The follow-ups that it opens are not answered: their own answers are not this one's doing.
    """
    for question, ask in before.screening.asked.items():
        unsure = {option for option in UNSURE if option in ask.options}
        said = unsure | ({"yes"} & ask.options)
        children = {n for n, a in before.screening.asked.items() if a.parent == question}
        others = [pair for pair in before.given if pair[0] != question]
        if unsure:
            yield [
                z3.Not(before.is_given(question, said)),
                after.is_given(question, unsure),
                *(z3.Not(after.given[pair]) for pair in others if pair[0] in children),
                *(before.given[pair] == after.given[pair] for pair in others),
            ]


def leaps(before: Encoding, after: Encoding) -> Formula:
    """The outcome moves by more than one step."""
    return z3.Or(
        [
            z3.And(before.takes(a), after.takes(b))
            for a in before.outcomes
            for b in after.outcomes
            if abs(STEPS[a.id] - STEPS[b.id]) > 1
        ]
    )


def test_every_shipped_outcome_has_a_step(screenings: dict[str, Screening]) -> None:
    outcomes = screenings["self"].questionnaire.outcomes
    assert set(STEPS) == {outcome.id for outcome in outcomes}


@pytest.mark.parametrize("track", ["self", "bystander"])
def test_no_single_uncertain_answer_moves_an_outcome_by_more_than_one_step(
    track: str, screenings: dict[str, Screening]
) -> None:
    before, after = Encoding(screenings[track], "before."), Encoding(screenings[track], "after.")
    search = Search([before, after])
    leap = leaps(before, after)
    for turned in uncertain_turns(before, after):
        pair: Pair | None = search.smallest(leap, *turned)
        assert pair is None, told(screenings[track], pair)


def told(screening: Screening, pair: Pair) -> str:
    """Both answer sets, with the outcome of each."""
    results: list[Result] = [screening.assess(answers) for answers in pair]
    return " then ".join(f"{r.outcome} for {a}" for r, a in zip(results, pair, strict=True))
