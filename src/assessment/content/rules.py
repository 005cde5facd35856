"""Rules as data: what must have been answered for something to be shown.

A rule is one of eight models; its only key tells which. An `Algebra` gives each kind of rule a
meaning, such as a test, a sentence, or a formula, and `fold` works it out from the inside.
"""

from abc import abstractmethod
from collections.abc import Iterable
from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from assessment.content.algebra import Algebra, Sign

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$")]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,8}(-[A-Za-z0-9]{2,8})*$")]
T = TypeVar("T")


class ContentModel(BaseModel):
    """A frozen piece of content; a key that it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def one_or_more(value: Any) -> Any:
    """A single word as a list of one."""
    return [value] if isinstance(value, str) else value


_Listed = Annotated[tuple[Id, ...], Field(min_length=1)]
Options = Annotated[_Listed, BeforeValidator(one_or_more, json_schema_input_type=Id | _Listed)]


class Condition(ContentModel):
    """One kind of rule."""

    @abstractmethod
    def fold(self, algebra: Algebra[T]) -> T:
        """What the rule means in this algebra, worked out from the inside."""


class AnswerRule(Condition):
    """Holds if any named question was answered with one of the named options."""

    answer: dict[Id, Options] = Field(min_length=1)

    def fold(self, algebra: Algebra[T]) -> T:
        return algebra.answer(self.answer)


class SignRule(Condition):
    """Holds if any named indicator shows at least the named sign."""

    sign: dict[Id, Sign] = Field(min_length=1)

    def fold(self, algebra: Algebra[T]) -> T:
        return algebra.sign(self.sign)


class FlagRule(Condition):
    """Holds if this flag, which is defined earlier, holds."""

    flag: Id

    def fold(self, algebra: Algebra[T]) -> T:
        return algebra.flag(self.flag)


class TrackRule(Condition):
    """Holds if the answers belong to this track."""

    track: Id

    def fold(self, algebra: Algebra[T]) -> T:
        return algebra.track(self.track)


class AnyOf(Condition):
    """Holds if one or more of these rules hold."""

    any_of: "tuple[Nested, ...]"

    def fold(self, algebra: Algebra[T]) -> T:
        return algebra.any_of([part.fold(algebra) for part in self.any_of])


class AllOf(Condition):
    """Holds if all of these rules hold; `when: always` is an empty one."""

    all_of: "tuple[Nested, ...]"

    def fold(self, algebra: Algebra[T]) -> T:
        return algebra.all_of([part.fold(algebra) for part in self.all_of])


class NoneOf(Condition):
    """Holds if none of these rules holds."""

    none_of: "tuple[Nested, ...]"

    def fold(self, algebra: Algebra[T]) -> T:
        return algebra.none_of([part.fold(algebra) for part in self.none_of])


class Threshold(ContentModel):
    """How many of some rules must hold."""

    count: int = Field(ge=1)
    of: "tuple[Nested, ...]" = Field(min_length=1)


class AtLeast(Condition):
    """Holds if `count` or more of the rules in `of` hold; a rule listed twice counts twice."""

    at_least: Threshold

    def fold(self, algebra: Algebra[T]) -> T:
        return algebra.at_least(
            self.at_least.count, [part.fold(algebra) for part in self.at_least.of]
        )


Rule = AnswerRule | SignRule | FlagRule | TrackRule | AnyOf | AllOf | NoneOf | AtLeast
KINDS: dict[str, type[Rule]] = {key: kind for kind in get_args(Rule) for key in kind.model_fields}
"""Each kind of rule by its key."""


def _by_its_key(value: Any) -> Any:
    """The model that the only key of a rule calls for.

    Pydantic's own discriminated union adds the tag to the path of every error inside it. That step
    is not in the file, so the line of the error could not be found.
    """
    if isinstance(value, Rule):
        return value
    if not isinstance(value, dict):
        raise ValueError("a rule holds one condition, such as `flag: past`")
    known = [key for key in value if key in KINDS]
    if len(known) == 1:
        return KINDS[known[0]].model_validate(value)
    if known or not value:
        raise ValueError(f"a rule holds one condition, this one holds {_in_words(known)}")
    raise ValidationError.from_exception_data(
        "Rule", [{"type": "extra_forbidden", "loc": (key,), "input": value[key]} for key in value]
    )


def _in_words(keys: Iterable[str]) -> str:
    return ", ".join(sorted(keys)) or "nothing"


def _by_its_key_or_always(value: Any) -> Any:
    return AllOf(all_of=()) if value == "always" else _by_its_key(value)


Nested = Annotated[Rule, BeforeValidator(_by_its_key, json_schema_input_type=Rule)]
When = Annotated[
    Rule,
    BeforeValidator(_by_its_key_or_always, json_schema_input_type=Rule | Literal["always"]),
]
