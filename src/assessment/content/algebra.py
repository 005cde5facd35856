"""Meanings of rules: a test, a sentence, a formula. See `fold` of the models in `rules`."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Generic, Literal, TypeVar

Sign = Literal["some", "clear"]
T = TypeVar("T")


class Algebra(ABC, Generic[T]):
    """A meaning for each kind of rule; `parts` are the meanings of its inner rules.

    An operator that others can express needs only one method: a concrete one here that calls them.
    """

    @abstractmethod
    def answer(self, options: Mapping[str, tuple[str, ...]]) -> T:
        """One of these questions has one of its listed options."""

    @abstractmethod
    def sign(self, signs: Mapping[str, Sign]) -> T:
        """One of these indicators has at least the given sign."""

    @abstractmethod
    def flag(self, flag: str) -> T:
        """This flag holds."""

    @abstractmethod
    def track(self, track: str) -> T:
        """The answers belong to this track."""

    @abstractmethod
    def any_of(self, parts: Sequence[T]) -> T:
        """At least one part holds."""

    @abstractmethod
    def all_of(self, parts: Sequence[T]) -> T:
        """All parts hold."""

    @abstractmethod
    def none_of(self, parts: Sequence[T]) -> T:
        """No part holds."""

    @abstractmethod
    def at_least(self, count: int, parts: Sequence[T]) -> T:
        """At least `count` of the parts hold."""
