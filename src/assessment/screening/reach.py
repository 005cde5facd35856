"""Outcomes that nobody can reach, found without a solver: a server refuses to start with one.

Answers are chosen one question after the other; a way is given up as soon as nothing that is left
to choose could still lead to the outcome. Rules that would take too many steps are left to the
proof of `assessment check`, whose solver no server carries.
"""

from collections.abc import Iterable, Iterator, Mapping

from assessment.content.checks.findings import Finding, located
from assessment.content.loading import Content
from assessment.errors import ContentError
from assessment.screening.answers import Asked, questions_asked
from assessment.screening.circuit import Circuit, Term
from assessment.screening.outlook import Outlook

MEND = "Look at its rule, and at the rules that come before it."
MOST_STEPS = 20_000
"""About a second; the shipped rules take some hundred. Then an outcome counts as reached."""
NOTHING = ""
Chosen = dict[str, str]
"""The option chosen for each question so far, or NOTHING."""


def refuse_unreachable(content: Content) -> None:
    """ContentError where no answers lead to an outcome, on a track for which it has words."""
    if problems := located(unreachable(content), content.places):
        raise ContentError(problems)


def unreachable(content: Content) -> Iterator[Finding]:
    """E302: each outcome that no answers lead to, as far as it is told in MOST_STEPS."""
    asking = content.questionnaire
    for track in asking.tracks:
        asked = questions_asked(asking, track.id)
        circuit = Circuit(asking, asked, track.id)
        outlook = Outlook(circuit)
        before: list[Term] = []
        for place, outcome in enumerate(asking.outcomes):
            if outcome.passage(track.id):
                term = circuit.term(outcome.when)
                if not Way(outlook, asked, term, before).is_open():
                    message = f"the outcome `{outcome.id}`: no answers lead to it on `{track.id}`"
                    yield Finding("E302", False, ("outcomes", place, "when"), message, MEND)
                before.append(term)


class Way:
    """A search for answers with which `wanted` holds, and nothing of `unwanted`."""

    def __init__(
        self, outlook: Outlook, asked: Mapping[str, Asked], wanted: Term, unwanted: Iterable[Term]
    ) -> None:
        self._outlook = outlook
        self._asked = asked
        self._wanted = wanted
        self._unwanted = tuple(unwanted)
        self._implied = outlook.implied(wanted)
        self._own = self._with_parents(outlook.questions_of(wanted))
        others = self._with_parents(set().union(*map(outlook.questions_of, self._unwanted)))
        # Its own questions first: where they cannot lead there, no others need be tried.
        self._order = [name for name in asked if name in self._own]
        self._order += [name for name in asked if name in others - self._own]
        self._steps = 0

    def is_open(self) -> bool:
        """Whether some answers lead there, or may do so where it takes too long to tell."""
        return self._leads({}, 0)

    def _leads(self, chosen: Chosen, row: int) -> bool:
        """Whether answers to the questions that are left, beside those chosen, lead there.

        `row` has the bits that the answers chosen set at once.
        """
        self._steps += 1
        left = self._order[len(chosen) :]
        possible = [(name, option) for name in left for option in self._asked[name].options]
        most = row | self._outlook.sets(possible)
        span = self._outlook.span(row | self._implied, most).where(self._wanted)
        if not span.may(self._wanted) or any(map(span.must, self._unwanted)):
            return False
        if not left or self._steps > MOST_STEPS:
            return True
        return any(
            self._leads({**chosen, left[0]: option}, row | self._outlook.sets([(left[0], option)]))
            for option in self._options(left[0], chosen)
        )

    def _options(self, name: str, chosen: Chosen) -> list[str]:
        """What can be chosen, the likeliest to lead there first."""
        ask = self._asked[name]
        if ask.parent is not None and chosen[ask.parent] not in ask.opened_by:
            return [NOTHING]
        options = sorted(ask.options)
        return [*options, NOTHING] if name in self._own else [NOTHING, *options]

    def _with_parents(self, names: set[str]) -> set[str]:
        parents = {parent for name in names if (parent := self._asked[name].parent)} - names
        return self._with_parents(names | parents) if parents else names
