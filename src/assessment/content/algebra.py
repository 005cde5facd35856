"""The interface for interpreting rules, for example as a test, a sentence, or a formula.

The models in `rules` call it from their `fold` methods.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Generic, Literal, TypeVar

Sign = Literal["some", "clear"]
T = TypeVar("T")


class Algebra(ABC, Generic[T]):
    """Gives each kind of rule a meaning; `parts` are the meanings of the nested rules.

    An operator that can be expressed with others needs only a concrete method here that calls them.
    """

    @abstractmethod
    def answer(self, options: Mapping[str, tuple[str, ...]]) -> T:
        """True if the answer to one of these questions is one of its listed options."""

    @abstractmethod
    def sign(self, signs: Mapping[str, Sign]) -> T:
        """True if one of these indicators has at least the given sign."""

    @abstractmethod
    def flag(self, flag: str) -> T:
        """True if this flag is set."""

    @abstractmethod
    def track(self, track: str) -> T:
        """True if the answers belong to this track."""

    @abstractmethod
    def any_of(self, parts: Sequence[T]) -> T:
        """True if at least one part is true."""

    @abstractmethod
    def all_of(self, parts: Sequence[T]) -> T:
        """True if all parts are true."""

    @abstractmethod
    def none_of(self, parts: Sequence[T]) -> T:
        """True if no part is true."""

    @abstractmethod
    def at_least(self, count: int, parts: Sequence[T]) -> T:
        """True if at least `count` of the parts are true."""
