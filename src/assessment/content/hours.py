"""The opening hours of a contact. On the device, static/hours.js shows whether the contact is
open."""

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from assessment.content.rules import ContentModel
from assessment.content.texts import Text

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Opening = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Closing = Annotated[str, StringConstraints(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")]

WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class OpenOn(ContentModel):
    """Opening hours that apply on one or more days of the week, in local time.

    `to` is a later time on the same day, at most 24:00. Hours past midnight need two entries.
    """

    days: tuple[Weekday, ...] = Field(min_length=1)
    opens: Opening = Field(alias="from")
    closes: Closing = Field(alias="to")

    @model_validator(mode="after")
    def _closes_after_it_opens(self) -> Self:
        if self.closes <= self.opens:
            raise ValueError("`to` must be after `from`; use two entries for hours past midnight")
        return self


class Hours(ContentModel):
    """When a contact is open: `always`, or `open` in the time zone `zone` (an IANA name).

    `text` is a note. If only `text` is given, the exact hours are unknown.
    """

    always: bool = False
    zone: str | None = None
    open: tuple[OpenOn, ...] = ()
    text: Text | None = None

    @model_validator(mode="after")
    def _has_one_answer(self) -> Self:
        if self.always and self.open:
            raise ValueError("use `always` or `open`, not both")
        if self.open and not self.zone:
            raise ValueError("`open` needs a `zone`, such as America/New_York")
        return self

    @property
    def spans(self) -> str:
        """The hours for static/hours.js, such as 12345:0900-1700; Monday is day 1."""
        return " ".join(
            f"{''.join(str(WEEKDAYS.index(day) + 1) for day in on.days)}:"
            f"{on.opens.replace(':', '')}-{on.closes.replace(':', '')}"
            for on in self.open
        )
