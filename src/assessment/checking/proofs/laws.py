"""Laws for every set of answers, with minimal counterexamples."""

from collections.abc import Iterator

import z3

from assessment.checking.findings import Finding
from assessment.checking.proofs.encoding import Encoding, Formula
from assessment.checking.proofs.search import Search
from assessment.checking.proofs.witnesses import counter_examples, from_to
from assessment.content.loading import KeyPath
from assessment.screening.results import Screening


def everyone_has_an_outcome(encoding: Encoding) -> Iterator[Finding]:
    """E301: answers without an outcome."""
    for words in counter_examples(encoding, z3.Not(z3.Or(encoding.fits))):
        message = f"these answers lead to no outcome: {words}"
        fix = "Give the last outcome `when: always`."
        yield Finding("E301", False, ("outcomes",), message, fix)


def somebody_can_be_called(encoding: Encoding, area: KeyPath) -> Iterator[Finding]:
    """E311: every result in this area must show a helper and the emergency number."""
    contacts = encoding.screening.contacts
    for wanted, what in (
        ([c for c in contacts if not c.authority and not c.emergency],
         "only an authority is shown"),
        ([c for c in contacts if c.emergency], "the emergency number is not shown"),
    ):  # fmt: skip
        nobody = z3.Not(z3.Or([encoding.offers(contact) for contact in wanted]))
        for words in counter_examples(encoding, nobody):
            message = f"{what}, for these answers: {words}"
            fix = "Add its kind to a rule of `contact_order` with `when: always`."
            yield Finding("E311", True, area, message, fix)


def saying_yes_takes_nothing_away(screening: Screening) -> Iterator[Finding]:
    """E312, E313: help disappears or the outcome gets less urgent when no or skip becomes yes.

    Only the first of each is reported, because a wrong rule breaks the law for many questions.
    """
    before, after = Encoding(screening, "before."), Encoding(screening, "after.")
    search = Search([before, after])
    loses, sinks = _loses_help(before, after), _sinks(before, after)
    lost: Finding | None = None
    sunk: Finding | None = None
    for turned in turns_to_yes(before, after):
        lost = lost or _lost_help(screening, search.smallest(loses, *turned))
        sunk = sunk or _sunk_outcome(screening, search.smallest(sinks, *turned))
        if lost and sunk:
            break
    yield from (finding for finding in (lost, sunk) if finding)


def turns_to_yes(before: Encoding, after: Encoding) -> Iterator[list[Formula]]:
    """For each question: no or skip becomes yes or not sure, and all other answers stay."""
    for question, ask in before.screening.asked.items():
        if "yes" in ask.options:
            saying = {"yes"} | ask.uncertain
            others = [pair for pair in before.given if pair[0] != question]
            yield [
                z3.Not(before.is_given(question, saying)),
                after.is_given(question, saying),
                *(before.given[pair] == after.given[pair] for pair in others),
            ]


def _loses_help(before: Encoding, after: Encoding) -> Formula:
    offered = before.screening.questionnaire.assistance
    return z3.Or([z3.And(before.offers(a), z3.Not(after.offers(a))) for a in offered])


def _sinks(before: Encoding, after: Encoding) -> Formula:
    return z3.Or(
        [
            z3.And(before.takes(outcome), *[z3.Not(fit) for fit in after.fits[: index + 1]])
            for index, outcome in enumerate(before.outcomes)
        ]
    )


def _lost_help(screening: Screening, pair: list[dict[str, str]] | None) -> Finding | None:
    if pair is None:
        return None
    had, has = ({m.id for m in screening.assess(each).assistance} for each in pair)
    ids = [a.id for a in screening.questionnaire.assistance]
    gone = [name for name in ids if name in had - has]
    message = f"{', '.join(gone)} disappears: {from_to(screening, pair)}"
    fix = "A rule for help must not depend on a no, or on the absence of a yes."
    return Finding("E312", False, ("assistance", ids.index(gone[0]), "when"), message, fix)


def _sunk_outcome(screening: Screening, pair: list[dict[str, str]] | None) -> Finding | None:
    if pair is None:
        return None
    first, then = (screening.assess(each).outcome for each in pair)
    ids = [outcome.id for outcome in screening.questionnaire.outcomes]
    message = f"`{first}` becomes the less urgent `{then}`: {from_to(screening, pair)}"
    fix = "Make the first outcome hold for the second answers too, or reorder the outcomes."
    return Finding("E313", False, ("outcomes", ids.index(first), "when"), message, fix)
