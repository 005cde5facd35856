"""Words that a person reads, and the sources that facts come from."""

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field, HttpUrl

from assessment.content.rules import ContentModel, Id, one_or_more


class Translatable:
    """Marks a string that a person reads; `locales.messages` finds it by this mark."""


Text = Annotated[str, Translatable(), Field(min_length=1)]
Paragraphs = Annotated[tuple[Text, ...], BeforeValidator(one_or_more)]
SourceIds = tuple[Id, ...]
Day = Annotated[date, Field(ge=date(2000, 1, 1), lt=date(2100, 1, 1))]


class Source(ContentModel):
    """Where a fact comes from, and the day on which it was read.

    `law` is the area whose law it is: such text is not shown to readers elsewhere.
    """

    title: str
    ref: str | None = None
    law: Id | None = None
    url: HttpUrl | None = None
    read: Day
