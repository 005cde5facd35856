"""The models of a file of stories: the answers in a case, and the expected result."""

from pathlib import Path
from typing import Literal

from pydantic import Field, RootModel

from assessment.content.refusals import validated
from assessment.content.rules import ContentModel, Id
from assessment.content.yaml_file import read_yaml

YesNo = Literal["yes", "no", "unknown"]
Ids = tuple[Id, ...]


class Message(ContentModel):
    """What a result must say, and the passages that can say it, such as `outcome clear_signs`."""

    sense: str
    by: tuple[str, ...]


class Story(ContentModel):
    """One case. Only the keys that it sets are compared; docs/stories.md explains them."""

    id: str = Field(min_length=1)
    track: Id
    area: Id | None = None
    story: str = ""
    source: str | None = None
    differs: tuple[str, ...] = ()
    answers: dict[Id, Id]
    outcomes: Ids = ()
    indicators: dict[Id, Literal["strong", "some", "none", "unknown"]] | None = None
    danger: YesNo | None = None
    under_18: YesNo | None = None
    tense: Literal["past", "present"] | None = None
    offer: Ids = ()
    not_offer: Ids = ()
    first_help: Id | None = None
    contacts: Ids = ()
    no_contacts: Ids = ()
    who_first: Ids = ()
    advice: Ids = ()
    must_say: tuple[Message, ...] = ()
    must_not_say: tuple[str, ...] = ()


class Stories(RootModel[tuple[Story, ...]]):
    """A file of stories."""


def read_stories(file: Path) -> tuple[Story, ...]:
    """The stories in a file. Raises ContentError if it is malformed."""
    return validated(read_yaml(file, str(file)), Stories).root
