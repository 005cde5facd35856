"""Rules as data: which answers are required for something to be shown.

A rule is one of eight models, selected by its only key. An `Algebra` gives each kind of rule a
meaning, such as a test, a sentence, or a formula; `fold` evaluates it, innermost rules first.
"""

from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import ValidationError

from assessment.content.algebra import Algebra, Sign

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$")]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,8}(-[A-Za-z0-9]{2,8})*$")]
T = TypeVar("T")


class ContentModel(BaseModel):
    """The frozen base model of all content; unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def one_or_more(value: Any) -> Any:
    """Wraps a single string in a list; returns any other value unchanged."""
    return [value] if isinstance(value, str) else value


_Listed = Annotated[tuple[Id, ...], Field(min_length=1)]
Options = Annotated[_Listed, BeforeValidator(one_or_more, json_schema_input_type=Id | _Listed)]


class Condition(ContentModel):
    """One kind of rule. Its only key is also the name of the method of `Algebra` for it."""

    def fold(self, algebra: Algebra[T]) -> T:
        """The meaning of the rule in this algebra, evaluated with the innermost rules first."""
        [(key, value)] = self
        if isinstance(value, tuple):
            value = [part.fold(algebra) for part in value]
        meaning: T = getattr(algebra, key)(value)
        return meaning


class AnswerRule(Condition):
    """True if any of these questions has one of its listed answers."""

    answer: dict[Id, Options] = Field(min_length=1)


class SignRule(Condition):
    """True if any of these indicators has at least the given sign."""

    sign: dict[Id, Sign] = Field(min_length=1)


class FlagRule(Condition):
    """True if this flag is set. The flag must be defined earlier."""

    flag: Id


class TrackRule(Condition):
    """True if the answers belong to this track."""

    track: Id


class AnyOf(Condition):
    """True if at least one of these rules is true."""

    any_of: "tuple[Nested, ...]"


class AllOf(Condition):
    """True if all of these rules are true; `when: always` is a rule of this kind with no parts."""

    all_of: "tuple[Nested, ...]"


class NoneOf(Condition):
    """True if none of these rules are true."""

    none_of: "tuple[Nested, ...]"


class Threshold(ContentModel):
    """How many of the rules in `of` must be true."""

    count: int = Field(ge=1)
    of: "tuple[Nested, ...]" = Field(min_length=1)


class AtLeast(Condition):
    """True if at least `count` of the rules in `of` are true; a rule listed twice counts twice."""

    at_least: Threshold

    def fold(self, algebra: Algebra[T]) -> T:
        parts = [part.fold(algebra) for part in self.at_least.of]
        return algebra.at_least(self.at_least.count, parts)


Rule = AnswerRule | SignRule | FlagRule | TrackRule | AnyOf | AllOf | NoneOf | AtLeast
KINDS: dict[str, type[Rule]] = {key: kind for kind in get_args(Rule) for key in kind.model_fields}
"""Each kind of rule by its key."""


def _by_its_key(value: Any) -> Any:
    """The model of a rule, selected by its only key.

    Pydantic's discriminated unions add the tag to the path of every error inside them. The tag is
    not in the file, so it would be impossible to find the line of the error.
    """
    if isinstance(value, Rule):
        return value
    if not isinstance(value, dict):
        raise ValueError("a rule must contain exactly one condition, such as `flag: past`")
    known = [key for key in value if key in KINDS]
    if len(known) == 1:
        return KINDS[known[0]].model_validate(value)
    if known or not value:
        found = ", ".join(sorted(known)) or "nothing"
        raise ValueError(f"a rule must contain exactly one condition; found: {found}")
    raise ValidationError.from_exception_data(
        "Rule", [{"type": "extra_forbidden", "loc": (key,), "input": value[key]} for key in value]
    )


def _by_its_key_or_always(value: Any) -> Any:
    return AllOf(all_of=()) if value == "always" else _by_its_key(value)


Nested = Annotated[Rule, BeforeValidator(_by_its_key, json_schema_input_type=Rule)]
When = Annotated[
    Rule,
    BeforeValidator(_by_its_key_or_always, json_schema_input_type=Rule | Literal["always"]),
]
