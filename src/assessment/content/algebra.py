"""What rules can mean: a test, a sentence, a formula. See `fold` of the models in `rules`."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Generic, Literal, TypeVar

Sign = Literal["some", "clear"]
T = TypeVar("T")


class Algebra(ABC, Generic[T]):
    """A meaning for each kind of rule; `parts` are the meanings of the rules inside it.

    An operator that can be expressed by the others needs one method only: here, not abstract, and
    calling the others.
    """

    @abstractmethod
    def answer(self, options: Mapping[str, tuple[str, ...]]) -> T:
        """A question to the options of which one was chosen; any of the questions is enough."""

    @abstractmethod
    def sign(self, signs: Mapping[str, Sign]) -> T:
        """An indicator to the sign that it shows at least; any of the indicators is enough."""

    @abstractmethod
    def flag(self, flag: str) -> T:
        """This flag holds."""

    @abstractmethod
    def track(self, track: str) -> T:
        """The answers belong to this track."""

    @abstractmethod
    def any_of(self, parts: Sequence[T]) -> T:
        """One or more of the parts hold."""

    @abstractmethod
    def all_of(self, parts: Sequence[T]) -> T:
        """All parts hold."""

    @abstractmethod
    def none_of(self, parts: Sequence[T]) -> T:
        """No part holds."""

    @abstractmethod
    def at_least(self, count: int, parts: Sequence[T]) -> T:
        """At least this many of the parts hold."""
