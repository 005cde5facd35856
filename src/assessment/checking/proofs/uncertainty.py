"""Laws on the effect of a single uncertain answer."""

from collections.abc import Iterator

import z3

from assessment.checking.findings import Finding
from assessment.checking.proofs.encoding import Encoding, Formula
from assessment.checking.proofs.order import FIRST, a_line_for_children_is_early
from assessment.checking.proofs.search import Search
from assessment.checking.proofs.witnesses import from_to
from assessment.screening.results import Screening

UNSURE = frozenset({"unsure", "guess", "cannot_tell"})
"""Options that mean neither yes nor no."""
FIX = "Require more than this answer in the rules."

Pair = list[dict[str, str]]


def one_uncertain_answer_changes_little(screening: Screening) -> Iterator[Finding]:
    """E315, E316: the outcome changes too far, or lines for children no longer come first.

    Only the first of each is reported, because a wrong rule breaks the law for many questions.
    """
    before, after = Encoding(screening, "before."), Encoding(screening, "after.")
    search = Search([before, after])
    leaps, hides = _leaps(before, after), _hides_lines_for_children(before, after)
    turns = list(_turns_to_unsure(before, after))
    leap = next((pair for turn in turns if (pair := search.smallest(leaps, *turn))), None)
    hidden = next((pair for turn in turns if (pair := search.smallest(hides, *turn))), None)
    if leap:
        yield _leap(screening, leap)
    if hidden:
        change = from_to(screening, hidden)
        message = f"lines for children are no longer among the first {FIRST}: {change}"
        yield Finding("E316", False, ("contact_order",), message, FIX)


def _turns_to_unsure(before: Encoding, after: Encoding) -> Iterator[list[Formula]]:
    """For each question: no or skip becomes an uncertain answer, and all other answers stay.

    Follow-ups that it opens stay unanswered, because their answers would be further changes.
    """
    asked = before.screening.asked
    for question, ask in asked.items():
        unsure = ask.options & UNSURE | ask.uncertain
        if unsure:
            opened = {name for name, child in asked.items() if child.parent == question}
            others = [pair for pair in before.given if pair[0] != question]
            yield [
                z3.Not(before.is_given(question, unsure | ask.options & {"yes"})),
                after.is_given(question, unsure),
                *(z3.Not(after.given[pair]) for pair in others if pair[0] in opened),
                *(before.given[pair] == after.given[pair] for pair in others),
            ]


def _leaps(before: Encoding, after: Encoding) -> Formula:
    """The outcome changes by more than one step; outcomes without a `step` do not count."""
    steps = [(o, o.step) for o in before.outcomes if o.step is not None]
    return z3.Or(
        [
            z3.And(before.takes(first), after.takes(then))
            for first, here in steps
            for then, there in steps
            if abs(here - there) > 1
        ]
    )


def _hides_lines_for_children(before: Encoding, after: Encoding) -> Formula:
    return z3.And(
        before.flags["under_18"],
        a_line_for_children_is_early(before),
        z3.Not(a_line_for_children_is_early(after)),
    )


def _leap(screening: Screening, pair: Pair) -> Finding:
    first, then = (screening.assess(answers).outcome for answers in pair)
    ids = [outcome.id for outcome in screening.questionnaire.outcomes]
    message = f"one uncertain answer changes `{first}` to `{then}`: {from_to(screening, pair)}"
    return Finding("E315", False, ("outcomes", ids.index(then), "when"), message, FIX)
