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

    Each method is named after the key of its rule; the models in `rules` say when a rule is true.
    An operator that can be expressed with others needs only a concrete method here that calls them.
    """

    @abstractmethod
    def answer(self, options: Mapping[str, tuple[str, ...]]) -> T: ...

    @abstractmethod
    def sign(self, signs: Mapping[str, Sign]) -> T: ...

    @abstractmethod
    def flag(self, flag: str) -> T: ...

    @abstractmethod
    def track(self, track: str) -> T: ...

    @abstractmethod
    def any_of(self, parts: Sequence[T]) -> T: ...

    @abstractmethod
    def all_of(self, parts: Sequence[T]) -> T: ...

    @abstractmethod
    def none_of(self, parts: Sequence[T]) -> T: ...

    @abstractmethod
    def at_least(self, count: int, parts: Sequence[T]) -> T: ...
