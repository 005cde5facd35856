"""The search for a way to an outcome agrees with trying all answers."""

from collections.abc import Iterator
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessment.content.loading import Content
from assessment.content.rules import Rule
from assessment.screening.answers import standing
from assessment.screening.circuit import Circuit
from assessment.screening.outlook import Outlook
from assessment.screening.reach import Way, unreachable
from assessment.screening.results import Screening
from tests.screening.test_circuit import Track

FEW = ("when", "say_no", "daily_life", "trade", "debt_owed")
"""A follow-up with its parent, and questions that give signs: few enough to try all answers."""


@pytest.fixture(scope="module", params=["self", "bystander"])
def small(request: pytest.FixtureRequest, screenings: dict[str, Screening]) -> Track:
    """A track that asks only a few questions."""
    track = Track(screenings[request.param])
    track.asked = {name: ask for name, ask in track.asked.items() if name in FEW}
    track.circuit = Circuit(track.content, track.asked, track.name)
    return track


def every_row(track: Track) -> Iterator[int]:
    """The row of each set of answers."""
    options = [sorted({"", *ask.options}) for ask in track.asked.values()]
    for chosen in product(*options):
        answers = {name: o for name, o in zip(track.asked, chosen, strict=True) if o}
        yield track.circuit.row(standing(track.asked, answers))


@settings(deadline=None)
@given(data=st.data())
def test_a_way_is_found_just_where_some_answers_lead(small: Track, data: st.DataObject) -> None:
    rules: list[Rule] = data.draw(st.lists(small.rules(), min_size=1, max_size=4))
    wanted, *unwanted = map(small.circuit.term, rules)
    leads = any(
        row & wanted.care == wanted.want
        and not any(row & other.care == other.want for other in unwanted)
        for row in every_row(small)
    )
    assert Way(Outlook(small.circuit), small.asked, wanted, unwanted).is_open() is leads


def test_every_shipped_outcome_can_be_reached(content: Content) -> None:
    assert list(unreachable(content)) == []
