"""Finds a minimal set of answers that makes a formula true, or proves that there is none."""

from collections.abc import Iterable
from functools import cache, partial

import z3

from assessment.checking.proofs.encoding import Encoding, Formula


class Search:
    """Searches the answer sets of one or more encodings."""

    def __init__(self, encodings: Iterable[Encoding]) -> None:
        self._encodings = list(encodings)
        self._solver = z3.SolverFor("QF_FD")
        for encoding in self._encodings:
            self._solver.add(*encoding.bounds)
        self._answers = [given for e in self._encodings for given in e.given.values()]
        self._at_most = cache(partial(z3.AtMost, *self._answers))

    def any(self, *wanted: Formula) -> list[dict[str, str]] | None:
        """Any answers for each encoding; None proves there are none. Faster than `smallest`."""
        self._solver.push()
        self._solver.add(*wanted)
        try:
            return self._read() if self._is_possible() else None
        finally:
            self._solver.pop()

    def smallest(self, *wanted: Formula) -> list[dict[str, str]] | None:
        """As few answers as possible for each encoding; None proves that there are none."""
        self._solver.push()
        self._solver.add(*wanted)
        try:
            if not self._is_possible():
                return None
            found = self._read()
            while (size := sum(map(len, found))) > 0:
                self._solver.add(self._at_most(size - 1))
                if not self._is_possible():
                    break
                found = self._read()
            return found
        finally:
            self._solver.pop()

    def plainest(self, *wanted: Formula) -> list[dict[str, str]] | None:
        """A minimal set that is always the same: the first in page order."""
        found = self.smallest(*wanted)
        if found is None:
            return None
        self._solver.push()
        self._solver.add(*wanted, self._at_most(sum(map(len, found))))
        for answer in self._answers:
            if self._solver.check(answer) == z3.sat:
                self._solver.add(answer)
        self._is_possible()
        found = self._read()
        self._solver.pop()
        return found

    def _is_possible(self) -> bool:
        answer = self._solver.check()
        if answer == z3.unknown:
            raise RuntimeError(f"the search gave up: {self._solver.reason_unknown()}")
        return bool(answer == z3.sat)

    def _read(self) -> list[dict[str, str]]:
        model = self._solver.model()
        return [
            {
                question: option
                for (question, option), given in encoding.given.items()
                if z3.is_true(model.eval(given, model_completion=True))
            }
            for encoding in self._encodings
        ]
