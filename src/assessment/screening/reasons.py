"""The answers that make a rule hold, which results repeat as its reasons."""

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeAlias

from assessment.screening.answers import Answer

Fact: TypeAlias = Answer | int
Facts: TypeAlias = set[Fact]
Reason: TypeAlias = tuple[Answer, frozenset[Fact]]
"""An answer that can make a rule true, and the facts required for it to count as a reason."""


class Compiled(NamedTuple):
    """A rule: the fact that represents it, and a function that returns its reasons in rule order.

    Reasons are computed only on demand, because only kinds of help show them, and collecting them
    for every rule would take most of the time.
    """

    fact: Fact
    reasons: Callable[[], tuple[Reason, ...]] = tuple


class Reasons:
    """The reasons of a rule, found by the answers that a reader gave.

    A rule has a few hundred reasons, and a reader gives a dozen answers.
    """

    def __init__(self, reasons: Iterable[Reason]) -> None:
        self._places: dict[Answer, list[tuple[int, frozenset[Fact]]]] = {}
        for place, (answer, needed) in enumerate(reasons):
            self._places.setdefault(answer, []).append((place, needed))

    def first(self, answers: Iterable[Answer], facts: Facts, most: int) -> tuple[Answer, ...]:
        """The first of these answers that made the rule true, in rule order."""
        found: list[tuple[int, Answer]] = []
        for answer in answers:
            for place, needed in self._places.get(answer, ()):
                if needed <= facts:
                    found.append((place, answer))
                    break
        return tuple([answer for _, answer in sorted(found)[:most]])


def reasons_of_all(parts: Iterable[Compiled]) -> tuple[Reason, ...]:
    return tuple([reason for part in parts for reason in part.reasons()])


def reasons_of_any(parts: Iterable[Compiled]) -> tuple[Reason, ...]:
    """The reasons of a rule whose parts need not all be true.

    The answers for a part count only if that part is true.
    """
    return tuple(
        (answer, needed | {part.fact}) for part in parts for answer, needed in part.reasons()
    )
