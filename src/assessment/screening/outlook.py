"""What the row of a circuit can still become while some answers are open."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import NamedTuple

from assessment.screening.circuit import Answer, Circuit, Term


class Span(NamedTuple):
    """All rows that are possible while some answers are open: `least` of bits, and `most`."""

    least: int
    most: int

    def must(self, term: Term) -> bool:
        """Whether a term holds in each of them."""
        return self.least & term.want == term.want and not self.most & term.ban

    def may(self, term: Term) -> bool:
        """False where a term holds in none of them."""
        return self.most & term.want == term.want and not self.least & term.ban

    def where(self, term: Term) -> "Span":
        """Those of the rows in which a term holds."""
        return Span(self.least | term.want, self.most & ~term.ban)


class Outlook:
    """Looks ahead along the steps of a circuit."""

    def __init__(self, circuit: Circuit) -> None:
        self._circuit = circuit

    def sets(self, answers: Iterable[Answer]) -> int:
        """The bits that some answers set at once."""
        return reduce(or_, (self._circuit.sets.get(answer, 0) for answer in answers), 0)

    def span(self, least: int, most: int) -> Span:
        """The rows that come of answers which set at once no fewer bits, and no more."""
        for (care, want, count), bit in self._circuit.steps.items():
            span = Span(least, most)
            if count is None:
                must, may = span.must(Term(care, want)), span.may(Term(care, want))
            else:
                must, may = ((row & care).bit_count() >= count for row in span)
            least |= self._circuit.sets[bit] if must else 0
            most |= self._circuit.sets[bit] if may else 0
        return Span(least, most)

    def implied(self, term: Term) -> int:
        """Bits that are set in each row in which a term holds: what sets its own sets them too."""
        own = [causes for bit, causes in self._circuit.causes.items() if bit & term.want]
        return term.want | sum(
            bit for bit, causes in self._circuit.causes.items() if any(map(causes.issuperset, own))
        )

    def questions_of(self, term: Term) -> set[str]:
        """The questions that it depends on whether a term holds."""
        asks = {bit: care for (care, _, _), bit in self._circuit.steps.items()}
        found, left = set(), term.care
        while bits := left:
            bit, left = bits & -bits, bits & (bits - 1)
            for cause in self._circuit.causes.get(bit, ()):
                if isinstance(cause, int):
                    left |= asks[cause]
                else:
                    found.add(cause[0])
        return found
