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


def first_reasons(reasons: Iterable[Reason], facts: Facts, most: int) -> tuple[Answer, ...]:
    """The first answers that made a rule true; at most `most` of them."""
    found: list[Answer] = []
    for answer, needed in reasons:
        if answer in facts and answer not in found and needed <= facts:
            found.append(answer)
            if len(found) == most:
                break
    return tuple(found)


def reasons_of_all(parts: Iterable[Compiled]) -> tuple[Reason, ...]:
    return tuple([reason for part in parts for reason in part.reasons()])


def reasons_of_any(parts: Iterable[Compiled]) -> tuple[Reason, ...]:
    """The reasons of a rule whose parts need not all be true.

    The answers for a part count only if that part is true.
    """
    return tuple(
        (answer, needed | {part.fact}) for part in parts for answer, needed in part.reasons()
    )
