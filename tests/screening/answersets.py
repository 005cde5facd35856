"""Generates answer sets: sparse ones, in which a single answer is decisive, and full ones."""

from collections.abc import Mapping
from typing import NamedTuple

from hypothesis import strategies as st

from assessment.screening.answers import Asked

CLEAR_ANSWERS = {
    "debt": {"debt_owed": "yes"},
    "documents": {"papers_held": "yes", "papers_back": "yes"},
    "deportation": {"immigration_threat": "yes"},
    "family": {"family_threat": "yes"},
    "drugs": {"drugs_given": "yes"},
    "abuse": {"hurt": "yes"},
}
"""For each indicator, answers that give only this indicator a clear sign, on either track."""
RAISING = ("yes", "guess", "unsure")
"""Options that say more than "no" or a skip, if a question has them."""


class Raise(NamedTuple):
    """An answer set, and the same set with one "no" or skip changed to another answer."""

    before: dict[str, str]
    after: dict[str, str]
    changed: str


def answer_sets(asked: Mapping[str, Asked]) -> st.SearchStrategy[dict[str, str]]:
    """Any answers on a track; follow-ups often come with the answers that open them."""
    options = {name: sorted(ask.options) for name, ask in asked.items()}
    pairs = [(name, option) for name, chosen in options.items() for option in chosen]
    few = st.lists(st.sampled_from(pairs), max_size=8).map(lambda some: _opened(asked, some))
    many = st.fixed_dictionaries(
        {}, optional={name: st.sampled_from(chosen) for name, chosen in options.items()}
    )
    return st.one_of(few, many)


def _opened(asked: Mapping[str, Asked], pairs: list[tuple[str, str]]) -> dict[str, str]:
    answers = dict(pairs)
    for name in list(answers):
        parent = asked[name].parent
        if parent:
            answers.setdefault(parent, sorted(asked[name].opened_by)[-1])
    return answers


@st.composite
def raises(draw: st.DrawFn, asked: Mapping[str, Asked]) -> Raise:
    """An answer set in which one "no" or skip becomes "yes", "not sure", or "I think so"."""
    before = dict(draw(answer_sets(asked)))
    name = draw(st.sampled_from([n for n, ask in asked.items() if "yes" in ask.options]))
    option = draw(st.sampled_from([o for o in RAISING if o in asked[name].options]))
    if "no" in asked[name].options and draw(st.booleans()):
        before[name] = "no"
    else:
        before.pop(name, None)
    return Raise(before, {**before, name: option}, name)
