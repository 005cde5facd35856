"""Laws about two sets of answers that differ in the answer to one question."""

from collections.abc import Iterator, Mapping, Set
from itertools import groupby

import z3

from assessment.checking.proofs.encoding import Encoding, Formula
from assessment.checking.proofs.laws import FIRST, Law, a_line_for_children_is_early
from assessment.checking.proofs.reaching import name_of

UNSURE = frozenset({"unsure", "guess", "cannot_tell"})
"""Options that mean neither “yes” nor “no”."""
HELP_FIX = "A rule for help must not depend on a “no”, or on the absence of a “yes”."
ORDER_FIX = "Make a more urgent outcome apply to the second answers too, or reorder the outcomes."
UNSURE_FIX = "Change the rules so that they require more than this answer."


def laws_of_changes(before: Encoding, after: Encoding) -> Iterator[Law]:
    """E312, E313, E315, E316: changes that a single answer must not cause."""
    asking, outcomes = before.screening.questionnaire, before.outcomes
    to_yes, to_unsure = _turns_to_yes(before, after), _turns_to_unsure(before, after)
    for item in asking.assistance:
        lost = z3.And(to_yes, before.offers(item), z3.Not(after.offers(item)))
        yield Law("E312", lost, f"{name_of(item)} disappears", HELP_FIX, item, ("when",))
    for index, outcome in enumerate(outcomes):
        sinks = z3.And(to_yes, before.takes(outcome), z3.Not(z3.Or(after.fits[: index + 1])))
        what = f"{name_of(outcome)} changes to a less urgent one"
        yield Law("E313", sinks, what, ORDER_FIX, outcome, ("when",))
    steps = [(outcome, outcome.step) for outcome in outcomes if outcome.step is not None]
    for outcome, step in steps:
        far = [before.takes(other) for other, at in steps if abs(at - step) > 1]
        leaps = z3.And(to_unsure, z3.Or(far), after.takes(outcome))
        what = f"one uncertain answer leads more than one step away, to {name_of(outcome)}"
        yield Law("E315", leaps, what, UNSURE_FIX, outcome, ("when",))
    early = a_line_for_children_is_early
    hides = z3.And(to_unsure, before.flags["under_18"], early(before), z3.Not(early(after)))
    what = f"hotlines for children are no longer among the first {FIRST} contacts"
    yield Law("E316", hides, what, UNSURE_FIX, asking, ("contact_order",))


def _turns_to_yes(before: Encoding, after: Encoding) -> Formula:
    """True if one answer changes from “no” or a skip to “yes” or “not sure”."""
    turns = {}
    for question, ask in before.screening.asked.items():
        if "yes" in ask.options:
            yes = {"yes"} | ask.uncertain
            turns[question] = [_is_no(before, question, yes), after.is_given(question, yes)]
    return _one_turn(before, after, turns)


def _turns_to_unsure(before: Encoding, after: Encoding) -> Formula:
    """True if one answer changes from “no” or a skip to an uncertain answer.

    Follow-ups that it opens stay unanswered, because answering them would be a further change.
    """
    asked, turns = before.screening.asked, {}
    for question, ask in asked.items():
        if unsure := ask.options & UNSURE | ask.uncertain:
            opened = [name for name, child in asked.items() if child.parent == question]
            closed = [z3.Not(after.is_given(name, asked[name].options)) for name in opened]
            no = _is_no(before, question, unsure | ask.options & {"yes"})
            turns[question] = [*closed, no, after.is_given(question, unsure)]
    return _one_turn(before, after, turns)


def _is_no(before: Encoding, question: str, others: Set[str]) -> Formula:
    """True if the answer is neither one of `others` nor a sign."""
    signs = before.screening.asked[question].question.signs
    return z3.Not(before.is_given(question, {*others, *signs}))


def _one_turn(before: Encoding, after: Encoding, turns: Mapping[str, list[Formula]]) -> Formula:
    """True if at most one answer changes, in a way that `turns` allows for its question."""
    changes = {
        question: z3.Or([before.given[pair] != after.given[pair] for pair in pairs])
        for question, pairs in groupby(before.given, key=lambda pair: pair[0])
    }
    allowed = [z3.Implies(c, z3.And(turns.get(q, [False]))) for q, c in changes.items()]
    return z3.And(z3.AtMost(*changes.values(), 1), *allowed)
