"""Laws about two sets of answers that differ in a single answer."""

from collections.abc import Iterator, Set

import z3

from assessment.checking.findings import Finding
from assessment.checking.proofs.encoding import Encoding, Formula
from assessment.checking.proofs.laws import FIRST, a_line_for_children_is_early
from assessment.checking.proofs.search import Search, in_words
from assessment.content.questionnaire import Questionnaire
from assessment.screening.results import Result, Screening

UNSURE = frozenset({"unsure", "guess", "cannot_tell"})
"""Options that mean neither “yes” nor “no”."""
UNSURE_FIX = "Require more than this answer in the rules."


def broken_by_one_answer(screening: Screening) -> Iterator[Finding]:
    """E312, E313, E315, E316: changes that a single answer must not cause.

    Only the first example of each is reported, because a wrong rule violates the law for many
    questions.
    """
    before, after = Encoding(screening, "before."), Encoding(screening, "after.")
    search = Search([before, after])
    to_yes, to_unsure = list(_turns_to_yes(before, after)), list(_turns_to_unsure(before, after))
    for turns, broken, finding in (
        (to_yes, _loses_help(before, after), _lost_help),
        (to_yes, _sinks(before, after), _sunk_outcome),
        (to_unsure, _leaps(before, after), _leap),
        (to_unsure, _hides_lines_for_children(before, after), _hidden_lines),
    ):
        examples = (search.smallest(broken, *turn) for turn in turns)
        if pair := next(filter(None, examples), None):
            found = finding(screening.questionnaire, *(screening.assess(each) for each in pair))
            first, then = (in_words(screening, answers) for answers in pair)
            yield found._replace(message=f"{found.message}: Before: {first} After: {then}")


def _turns_to_yes(before: Encoding, after: Encoding) -> Iterator[list[Formula]]:
    """For each question, a change from “no” or a skip to “yes” or “not sure”."""
    for question, ask in before.screening.asked.items():
        if "yes" in ask.options:
            yes = {"yes"} | ask.uncertain
            yield _turn(before, after, question, yes, yes)


def _turns_to_unsure(before: Encoding, after: Encoding) -> Iterator[list[Formula]]:
    """For each question, a change from “no” or a skip to an uncertain answer.

    Follow-ups that it opens stay unanswered, because answering them would be a further change.
    """
    asked = before.screening.asked
    for question, ask in asked.items():
        if unsure := ask.options & UNSURE | ask.uncertain:
            opened = [name for name, child in asked.items() if child.parent == question]
            closed = [z3.Not(after.is_given(name, asked[name].options)) for name in opened]
            old = unsure | ask.options & {"yes"}
            yield [*closed, *_turn(before, after, question, old, unsure)]


def _turn(
    before: Encoding, after: Encoding, question: str, old: Set[str], new: Set[str]
) -> list[Formula]:
    """Formulas: the answer is none of `old` and no sign, then it is one of `new`.

    All other answers stay the same.
    """
    signs = before.screening.asked[question].question.signs
    return [
        z3.Not(before.is_given(question, {*old, *signs})),
        after.is_given(question, new),
        *(
            given == after.given[pair]
            for pair, given in before.given.items()
            if pair[0] != question
        ),
    ]


def _loses_help(before: Encoding, after: Encoding) -> Formula:
    offered = before.screening.questionnaire.assistance
    return z3.Or([z3.And(before.offers(a), z3.Not(after.offers(a))) for a in offered])


def _lost_help(asking: Questionnaire, before: Result, after: Result) -> Finding:
    gone = {match.id for match in before.assistance} - {match.id for match in after.assistance}
    lost = [item for item in asking.assistance if item.id in gone]
    fix = "A rule for help must not depend on a “no”, or on the absence of a “yes”."
    message = f"{', '.join(item.id for item in lost)} disappears"
    return Finding("E312", lost[0], message, fix, ("when",))


def _sinks(before: Encoding, after: Encoding) -> Formula:
    return z3.Or(
        [
            z3.And(before.takes(outcome), *[z3.Not(fit) for fit in after.fits[: index + 1]])
            for index, outcome in enumerate(before.outcomes)
        ]
    )


def _sunk_outcome(asking: Questionnaire, before: Result, after: Result) -> Finding:
    [at] = [outcome for outcome in asking.outcomes if outcome.id == before.outcome]
    message = f"`{before.outcome}` becomes the less urgent `{after.outcome}`"
    fix = "Make the first outcome apply to the second answers too, or reorder the outcomes."
    return Finding("E313", at, message, fix, ("when",))


def _leaps(before: Encoding, after: Encoding) -> Formula:
    """True if the outcome changes by more than one step; those without a `step` do not count."""
    steps = [(o, o.step) for o in before.outcomes if o.step is not None]
    return z3.Or(
        [
            z3.And(before.takes(first), after.takes(then))
            for first, here in steps
            for then, there in steps
            if abs(here - there) > 1
        ]
    )


def _leap(asking: Questionnaire, before: Result, after: Result) -> Finding:
    [at] = [outcome for outcome in asking.outcomes if outcome.id == after.outcome]
    message = f"one uncertain answer changes `{before.outcome}` to `{after.outcome}`"
    return Finding("E315", at, message, UNSURE_FIX, ("when",))


def _hides_lines_for_children(before: Encoding, after: Encoding) -> Formula:
    early = a_line_for_children_is_early
    return z3.And(before.flags["under_18"], early(before), z3.Not(early(after)))


def _hidden_lines(asking: Questionnaire, before: Result, after: Result) -> Finding:
    message = f"hotlines for children are no longer among the first {FIRST} contacts"
    return Finding("E316", asking, message, UNSURE_FIX, ("contact_order",))
