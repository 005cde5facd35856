"""Writes the contacts to recheck as a calendar (RFC 5545)."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from assessment.publishing.due import HOW, Due

OCTETS = 75
"""Maximum length of a line in bytes, not counting its line break."""


def as_calendar(dues: Sequence[Due], today: date) -> str:
    """A calendar with an all-day event for each due date; past dates move to today, to be noticed.

    Importing it again updates the events, because the event for a date keeps its UID.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//assessment//contacts//EN"]
    for day, group in groupby(dues, key=lambda each: each.day):
        lines += _event(day, list(group), today)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(day: date, dues: Sequence[Due], today: date) -> Iterator[str]:
    about = "\n\n".join([HOW, *("\n".join([d.contact.id, *d.lines()]) for d in dues)])
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


def _folded(line: str) -> str:
    """The line, folded. Each piece after the first starts with a space, which counts as a byte."""
    pieces, piece, size = [], "", 0
    for character in line:
        width = len(character.encode())
        if size + width > OCTETS:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + character, size + width
    return "\r\n".join([*pieces, piece])
