"""Lists which contacts must be rechecked, and by when."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from assessment.content.ageing import due_on
from assessment.content.directory import Contact, Directory
from assessment.content.loading import Content, KeyPath, places_of

HOW = "Check the source and the organization's own website. Never make test calls to crisis lines."


class Due(NamedTuple):
    """A contact, and the date by which it must be rechecked.

    `number` is the first way to reach it, `source` the address or the title of its source, and
    `place` its file and line.
    """

    due: date
    id: str
    name: str
    number: str
    source: str
    place: str

    def lines(self) -> list[str]:
        """What someone needs to recheck the contact, starting with its name."""
        return [f"{self.name}, {self.number}", f"Source: {self.source}", self.place]


def due(content: Content, until: date) -> list[Due]:
    """The contacts that must be rechecked by that date, earliest first."""
    directory, found = content.directory, list[Due]()
    paths: list[KeyPath]
    paths = [("contacts", "contacts", index) for index in range(len(directory.contacts))]
    for c, at in zip(directory.contacts, places_of(content.files, paths), strict=True):
        day = _day(directory, c, until)
        if day <= until:
            ways = (c.phone, c.text and c.text.number, c.web, c.chat)
            number = next((str(way) for way in ways if way), "no number")
            source = str(c.source.url or c.source.title)
            found.append(Due(day, c.id, c.name, number, source, f"{at.file}:{at.line}"))
    return sorted(found)


def _day(directory: Directory, contact: Contact, until: date) -> date:
    """The date by which the contact must be rechecked.

    A check that is dated after `until` cannot have happened yet, so its contact is due by then.
    """
    hold = timedelta(directory.checks_hold.phone)
    day = due_on(directory, contact) or contact.verified_on + hold
    return min(day, until) if contact.verified_on > until else day


def as_text(dues: Sequence[Due]) -> str:
    """A paragraph for each contact."""
    found = ["\n    ".join([f"{d.due}  {d.id}", *d.lines()]) for d in dues]
    return "\n".join(found) or "No checks are due."


def as_markdown(dues: Sequence[Due]) -> str:
    """The contacts as a Markdown checklist."""
    lines = [f"- [ ] {d.due}: `{d.id}`: {'. '.join(d.lines())}" for d in dues]
    return "\n".join(["# Contacts to check", "", HOW, "", *lines])


def as_json(dues: Sequence[Due]) -> str:
    """The contacts as a JSON array, for other programs."""
    return json.dumps([d._asdict() for d in dues], indent=2, ensure_ascii=False, default=str)


FORMATS = {"text": as_text, "md": as_markdown, "json": as_json}


def as_calendar(dues: Sequence[Due], today: date) -> str:
    """A calendar (RFC 5545) with an all-day event for each due date.

    Past dates move to today, so that they are noticed. The event for a date keeps its UID, so
    importing the calendar again updates it.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//assessment//contacts//EN"]
    for day, group in groupby(dues, key=lambda each: each.due):
        lines += _event(day, list(group), today)
    # No line may be longer than 75 bytes, and no character is longer than four.
    folded = [re.sub(r".{18}(?=.)", "\\g<0>\r\n ", line) for line in [*lines, "END:VCALENDAR"]]
    return "\r\n".join([*folded, ""])


def _event(day: date, dues: Sequence[Due], today: date) -> Iterator[str]:
    about = "\n\n".join([HOW, *("\n".join([d.id, *d.lines()]) for d in dues)])
    yield "BEGIN:VEVENT"
    yield f"UID:contacts-{day}@assessment"
    yield f"DTSTAMP:{today:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{max(day, today):%Y%m%d}"
    yield f"SUMMARY:Check contacts ({len(dues)})"
    yield f"DESCRIPTION:{_escaped(about)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    return re.sub(r"([\\;,])", r"\\\1", text).replace("\n", "\\n")
