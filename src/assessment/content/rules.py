"""Rules as data, so that a second evaluator can be written from the same file."""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic import model_validator as validated

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]*$")]
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,8}(-[A-Za-z0-9]{2,8})*$")]
Sign = Literal["some", "clear"]


class ContentModel(BaseModel):
    """A frozen piece of content; a key that it does not know is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def one_or_more(value: Any) -> Any:
    """A single word as a list of one."""
    return [value] if isinstance(value, str) else value


def _as_rule(value: Any) -> Any:
    return {"all_of": []} if value == "always" else value


Options = Annotated[tuple[Id, ...], BeforeValidator(one_or_more), Field(min_length=1)]


class Rule(ContentModel):
    """One condition. Exactly one of its fields is given; `when: always` is an empty `all_of`.

    - `answer`: any named question was answered with one of the named options
    - `sign`: any named indicator shows at least the named sign
    - `flag`: an earlier flag holds
    - `track`: the answers belong to this track
    - `any_of`, `all_of`, `none_of`, `at_least`: other rules, joined
    """

    answer: dict[Id, Options] | None = Field(None, min_length=1)
    sign: dict[Id, Sign] | None = Field(None, min_length=1)
    flag: Id | None = None
    track: Id | None = None
    any_of: "tuple[Rule, ...] | None" = None
    all_of: "tuple[Rule, ...] | None" = None
    none_of: "tuple[Rule, ...] | None" = None
    at_least: "AtLeast | None" = None

    @validated(mode="after")
    def _holds_one_condition(self) -> Self:
        if len(self.model_fields_set) != 1:
            names = ", ".join(sorted(self.model_fields_set)) or "nothing"
            raise ValueError(f"a rule holds one condition, this one holds {names}")
        return self

    @property
    def parts(self) -> "tuple[Rule, ...]":
        """The rules that this one joins; none for a plain condition."""
        joined = self.any_of or self.all_of or self.none_of
        return joined or (self.at_least.of if self.at_least else ())


class AtLeast(ContentModel):
    """`count` or more of the rules in `of` hold."""

    count: int = Field(ge=1)
    of: tuple[Rule, ...] = Field(min_length=1)


When = Annotated[Rule, BeforeValidator(_as_rule)]
