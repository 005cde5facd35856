"""Rules as data: which answers are required for something to be shown.

An `Algebra` gives each kind of rule a meaning, such as a test, a sentence, or a formula.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import Annotated, Any, Generic, Literal, Self, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    model_validator,
)

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$")]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,8}(-[A-Za-z0-9]{2,8})*$")]
Sign = Literal["some", "clear"]
T = TypeVar("T")


class ContentModel(BaseModel):
    """The frozen base model of all content; unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def one_or_more(value: Any) -> Any:
    """Wraps a single string in a list; returns any other value unchanged."""
    return [value] if isinstance(value, str) else value


_Listed = Annotated[tuple[Id, ...], Field(min_length=1)]
Options = Annotated[_Listed, BeforeValidator(one_or_more, json_schema_input_type=Id | _Listed)]


class Algebra(ABC, Generic[T]):
    """Gives each kind of rule a meaning; `parts` are the meanings of the nested rules.

    Each method is named after the key of its rule; `Rule` says when a rule is true.
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


class Threshold(ContentModel):
    """How many of the rules in `of` must be true; a rule listed twice counts twice."""

    count: int = Field(ge=1)
    of: "tuple[Rule, ...]" = Field(min_length=1)


class Rule(ContentModel):
    """A condition on the answers. It has exactly one key, which says what kind of rule it is.

    `answer` is true if any of these questions has one of its listed answers, `sign` if any of these
    indicators has at least the given sign, and `flag` if this flag, which must be defined earlier,
    is set. `track` is true if the answers belong to this track. The others combine rules.
    """

    # Editors check the schema, which does not contain the validator.
    model_config = ConfigDict(json_schema_extra={"minProperties": 1, "maxProperties": 1})

    answer: Annotated[dict[Id, Options], Field(min_length=1)] | None = None
    sign: Annotated[dict[Id, Sign], Field(min_length=1)] | None = None
    flag: Id | None = None
    track: Id | None = None
    any_of: "tuple[Rule, ...] | None" = None
    all_of: "tuple[Rule, ...] | None" = None
    none_of: "tuple[Rule, ...] | None" = None
    at_least: Threshold | None = None

    @model_validator(mode="after")
    def _has_one_condition(self) -> Self:
        if len(self.model_fields_set) != 1:
            found = ", ".join(sorted(self.model_fields_set)) or "nothing"
            raise ValueError(f"a rule must contain exactly one condition; found: {found}")
        return self

    def fold(self, algebra: Algebra[T]) -> T:
        """The meaning of the rule in this algebra, evaluated with the innermost rules first."""
        if self.at_least:
            parts = [part.fold(algebra) for part in self.at_least.of]
            return algebra.at_least(self.at_least.count, parts)
        [key] = self.model_fields_set
        value = getattr(self, key)
        if isinstance(value, tuple):
            value = [part.fold(algebra) for part in value]
        meaning: T = getattr(algebra, key)(value)
        return meaning


ALWAYS = Rule(all_of=())
"""The rule that is true for every set of answers: `always` in the file."""


def _always(value: Any) -> Any:
    return ALWAYS if value == "always" else value


When = Annotated[Rule, BeforeValidator(_always, json_schema_input_type=Rule | Literal["always"])]
