"""Finds a minimal set of answers that makes a formula true, or proves that none exists."""

from collections.abc import Iterable
from functools import cache, partial

import z3

from assessment.checking.proofs.encoding import Encoding, Formula
from assessment.screening.results import Screening


class Search:
    """Searches the answer sets of one or more encodings."""

    def __init__(self, encodings: Iterable[Encoding]) -> None:
        self._encodings = list(encodings)
        self._solver = z3.SolverFor("QF_FD")
        for encoding in self._encodings:
            self._solver.add(*encoding.bounds)
        self._answers = [given for e in self._encodings for given in e.given.values()]
        self._at_most = cache(partial(z3.AtMost, *self._answers))

    def is_possible(self, wanted: Formula) -> bool:
        """Whether any answers make the formula true. Faster than `smallest`."""
        with self._solver:
            self._solver.add(wanted)
            return self._is_possible()

    def smallest(self, wanted: Formula) -> list[dict[str, str]] | None:
        """The smallest set of answers for each encoding; None proves that no such set exists.

        The result is deterministic: among the smallest sets, it is the first in page order.
        """
        size = self._least(wanted)
        if size is None:
            return None
        with self._solver:
            self._solver.add(wanted, self._at_most(size))
            for answer in self._answers:
                if self._is_possible(answer):
                    self._solver.add(answer)
            self._is_possible()
            return self._read()

    def _least(self, wanted: Formula) -> int | None:
        """The smallest number of answers; None if no answers satisfy the formula."""
        size = None
        with self._solver:
            self._solver.add(wanted)
            while self._is_possible():
                size = sum(map(len, self._read()))
                if size == 0:
                    break
                self._solver.add(self._at_most(size - 1))
        return size

    def _is_possible(self, *assumed: Formula) -> bool:
        answer = self._solver.check(*assumed)
        if answer == z3.unknown:
            raise RuntimeError(f"the solver found no result: {self._solver.reason_unknown()}")
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


def said(screening: Screening, answers: dict[str, str]) -> list[str]:
    """The wording of each question, followed by its answer."""
    content, track = screening.questionnaire, screening.track
    asked = {name: screening.asked[name].question for name in answers}
    labels = {(n, o.id): o.label for n, q in asked.items() for o in content.options_of(track, q)}
    return [f"{asked[name].text} {labels[name, option]}." for name, option in answers.items()]


def in_words(screening: Screening, answers: dict[str, str]) -> str:
    """The questions and answers on one line."""
    return " ".join(said(screening, answers)) or "(no answers)"
