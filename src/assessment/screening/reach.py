"""Outcomes that nobody can reach, as far as it is seen without a proof.

The proof of `assessment check` sees all of them; it needs a solver, which a server does not carry.
"""

from collections.abc import Iterator

from assessment.content.loading import Content, places_in
from assessment.content.questionnaire import Questionnaire
from assessment.errors import ContentError, Problem
from assessment.screening.answers import questions_asked
from assessment.screening.circuit import NEVER, Circuit, Term

MEND = "Look at its rule, and at the rules that come before it."


def refuse_unreachable(content: Content) -> None:
    """ContentError where a rule contradicts itself, or asks for all that an earlier one asks."""
    asking, file = content.questionnaire, content.places.questions
    lost = [pair for track in asking.tracks for pair in _unreachable(asking, track.id)]
    spots = places_in(file, [("outcomes", place, "when") for place, _ in lost])
    problems = [
        Problem("E302", file.name, *spot, f"the outcome `{name}`: no answers lead to it", MEND)
        for (_, name), spot in zip(lost, spots, strict=True)
    ]
    if problems:
        raise ContentError(problems)


def _unreachable(asking: Questionnaire, track: str) -> Iterator[tuple[int, str]]:
    circuit = Circuit(asking, questions_asked(asking, track), track)
    before: list[Term] = []
    for place, outcome in enumerate(asking.outcomes):
        if outcome.passage(track):
            term = circuit.term(outcome.when)
            if term.want & NEVER or any(_follows(term, earlier) for earlier in before):
                yield place, outcome.id
            before.append(term)


def _follows(term: Term, earlier: Term) -> bool:
    """Whether the earlier one holds in each row in which this one does."""
    return earlier.care & term.care == earlier.care and term.want & earlier.care == earlier.want
