"""A result shows one clear first step and folds the rest, except what keeps a reader safe."""

import random
from collections.abc import Iterator

import pytest

from assessment.content.kinds import FOR_CHILDREN
from assessment.pages.layout import SAFETY_FIRST, Node, layout
from assessment.screening.results import Result, Screening
from tests.pages.test_parity import random_answers
from tests.small import TRACKS

FOLDED = {"signs", "others", "help"}


def unfolded(node: Node) -> Iterator[str]:
    """The fragments that a reader sees without opening anything."""
    name, inner = (node, []) if isinstance(node, str) else node
    yield name
    for child in inner if name not in FOLDED else ():
        yield from unfolded(child)


def everything(node: Node) -> Iterator[str]:
    """All fragments, open or folded."""
    name, inner = (node, []) if isinstance(node, str) else node
    yield name
    for child in inner:
        yield from everything(child)


@pytest.fixture(params=TRACKS)
def results(request: pytest.FixtureRequest, screenings: dict[str, Screening]) -> list[Result]:
    """The results for many answer sets of a track."""
    screening = screenings[request.param]
    rng = random.Random(3)  # noqa: S311  (a fixed seed: the same sets on each run)
    return [screening.assess(random_answers(screening.asked, rng)) for _ in range(1000)]


def test_safety_advice_is_never_folded(results: list[Result]) -> None:
    for result in results:
        seen = list(unfolded(layout(result._replace(safety=("one", "two", "three")))))
        safety = ["advice:one", "advice:two", "advice:three"]
        assert [name for name in seen if name in safety] == safety
        before = seen[: seen.index("contacts")]
        assert [name for name in before if name in safety] == safety[:SAFETY_FIRST]


def test_one_contact_is_not_folded_and_none_is_left_out(results: list[Result]) -> None:
    for result in results:
        tree = layout(result)
        seen = [name for name in unfolded(tree) if name.startswith("contact:")]
        assert len(seen) == 1 or "under_18" in result.flags
        cards = [name for name in everything(tree) if name.startswith("contact:")]
        assert sorted(cards) == sorted(f"contact:{name}" for name in result.contacts)


def test_a_child_sees_a_line_for_children_without_opening_anything(results: list[Result]) -> None:
    of_a_child = [r for r in results if "under_18" in r.flags and FOR_CHILDREN & set(r.kinds)]
    assert of_a_child
    for result in of_a_child:
        kinds = dict(zip(result.contacts, result.kinds, strict=True))
        seen = [name for name in unfolded(layout(result)) if name.startswith("contact:")]
        assert any(kinds[name.removeprefix("contact:")] in FOR_CHILDREN for name in seen)


def test_emergency_help_and_both_numbers_are_never_folded(results: list[Result]) -> None:
    for result in results:
        seen = list(unfolded(layout(result)))
        assert "two_numbers" in seen
        assert (seen[1] == "emergency") == ("danger_now" in result.flags)
