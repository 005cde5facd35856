"""Opening hours: whether a contact is open now, and when it opens next."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Annotated, Literal, NamedTuple, Self
from zoneinfo import ZoneInfo

from pydantic import Field, StringConstraints
from pydantic import model_validator as validated

from assessment.content.rules import ContentModel
from assessment.content.texts import Text

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Opening = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
Closing = Annotated[str, StringConstraints(pattern=r"^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$")]

WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
AROUND = range(-1, 16)
"""Number of days to search for the current or next span.

Two weeks, because the change to daylight saving time can remove the only span of a week.
"""


class Open(NamedTuple):
    """One opening span in UTC, from `start` to just before `end`."""

    start: datetime
    end: datetime


class OpenOn(ContentModel):
    """The same hours on some days of the week, in local time.

    `to` is later on the same day, at most 24:00. Hours past midnight need two entries.
    """

    days: tuple[Weekday, ...] = Field(min_length=1)
    opens: Opening = Field(alias="from")
    closes: Closing = Field(alias="to")

    @validated(mode="after")
    def _closes_after_it_opens(self) -> Self:
        if self.closes <= self.opens:
            raise ValueError("`to` must be later than `from`; use two entries to pass midnight")
        return self


class Hours(ContentModel):
    """When somebody answers: `always`, or `open` in the time zone `zone` (an IANA name).

    `text` is a note. If only `text` is given, the exact hours are unknown.
    """

    always: bool = False
    zone: str | None = None
    open: tuple[OpenOn, ...] = ()
    text: Text | None = None

    @validated(mode="after")
    def _has_one_answer(self) -> Self:
        if self.always and self.open:
            raise ValueError("use `always` or `open`, not both")
        if self.open and not self.zone:
            raise ValueError("`open` needs a `zone`, such as America/New_York")
        return self

    @property
    def spans(self) -> str:
        """The hours for static/hours.js: days as digits from Monday, such as 12345:0900-1700."""
        return " ".join(
            f"{''.join(str(WEEKDAYS.index(day) + 1) for day in on.days)}:"
            f"{on.opens.replace(':', '')}-{on.closes.replace(':', '')}"
            for on in self.open
        )

    def is_open(self, moment: datetime) -> bool:
        """Whether the contact is known to be open at this moment, which must have a time zone."""
        return self.always or any(s.start <= moment < s.end for s in self._spans(moment))

    def next_opening(self, moment: datetime) -> datetime | None:
        """The next moment at which the contact opens, in the zone of the hours.

        None while it is open, and if its hours are given only as text.
        """
        if not self.open or self.is_open(moment):
            return None
        start = min(s.start for s in self._spans(moment) if moment < s.start)
        return start.astimezone(ZoneInfo(str(self.zone)))

    def _spans(self, moment: datetime) -> Iterator[Open]:
        """The spans around a moment, without those that daylight saving time removes."""
        if not self.open:
            return
        zone = ZoneInfo(str(self.zone))
        today = moment.astimezone(zone).date()
        for day in (today + timedelta(days) for days in AROUND):
            midnight = datetime.combine(day, time())
            for hours in self.open:
                if WEEKDAYS[day.weekday()] in hours.days:
                    edges = (midnight + _since_midnight(t) for t in (hours.opens, hours.closes))
                    span = Open(*(edge.replace(tzinfo=zone).astimezone(UTC) for edge in edges))
                    if span.start < span.end:
                        yield span


def _since_midnight(clock: str) -> timedelta:
    hours, minutes = clock.split(":")
    return timedelta(hours=int(hours), minutes=int(minutes))
