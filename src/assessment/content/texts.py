"""Types for text that readers see, and the model for the sources of facts."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, HttpUrl

from assessment.content.rules import ContentModel, Id, one_or_more


class Readable(str):
    """A string that readers see; its type tells `traversal` to find and translate it."""

    __slots__ = ()


Text = Annotated[str, Field(min_length=1), AfterValidator(Readable)]
Paragraphs = Annotated[
    tuple[Text, ...], BeforeValidator(one_or_more, json_schema_input_type=Text | tuple[Text, ...])
]
SourceIds = tuple[Id, ...]
Day = Annotated[date, Field(ge=date(2000, 1, 1), lt=date(2100, 1, 1))]


class Source(ContentModel):
    """The source of a fact, and the date on which it was read.

    If the source is a law, `law` names the area where it applies; readers elsewhere do not see it.
    """

    title: str
    ref: str | None = None
    law: Id | None = None
    url: HttpUrl | None = None
    read: Day


class ChecksHold(ContentModel):
    """How many days a check is valid, depending on what was checked."""

    phone: int = Field(180, ge=1, le=3650)
    web: int = Field(365, ge=1, le=3650)
