"""The kinds of contacts, and the rules for their order."""

from typing import Annotated, Literal, get_args

from pydantic import BeforeValidator, Field

from assessment.content.rules import ContentModel, When, one_or_more

Kind = Literal[
    "trafficking", "domestic_violence", "sexual_violence", "child_protection", "missing_children",
    "youth", "pictures", "crisis", "immigration", "labor", "legal", "drugs", "housing",
    "victim_services", "prosecutor", "police", "emergency",
]  # fmt: skip
EVERY_KIND: tuple[Kind, ...] = get_args(Kind)
FOR_CHILDREN: frozenset[Kind] = frozenset({"child_protection", "missing_children", "youth"})
OF_THE_LAW: frozenset[Kind] = frozenset({"police", "prosecutor"})
"""Kinds that may act against a reader who fears the police."""

_Listed = tuple[Kind, ...]
Kinds = Annotated[_Listed, BeforeValidator(one_or_more, json_schema_input_type=Kind | _Listed)]


class ContactRule(ContentModel):
    """Adds the contacts of these kinds to a result, in this order, if the rule is true."""

    kinds: Annotated[Kinds, Field(min_length=1)]
    when: When
