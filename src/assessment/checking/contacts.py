"""Contacts: numbers that ring, words that a person needs before a call, dates that hold."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from assessment.checking.findings import Finding
from assessment.checking.names import Names
from assessment.checking.numbers import ParsedNumber
from assessment.content.ageing import due_on
from assessment.content.directory import Contact
from assessment.content.kinds import FOR_CHILDREN, OF_THE_LAW
from assessment.content.loading import KeyPath
from assessment.content.texts import Source

OF_AUTHORITIES = OF_THE_LAW | FOR_CHILDREN | {"emergency"}
"""Kinds that an authority can be: a line for children may be run by one, and is needed first."""


def wrong_numbers(names: Names) -> Iterator[Finding]:
    """E230, E231, W240, W241: numbers that cannot ring, or that may cost or be there twice."""
    # ZZ is the code of no country: there, only a number that starts with + can be right.
    regions = {area.id: area.region or "ZZ" for area in names.directory.areas}
    phones: Counter[tuple[str, str]] = Counter()
    listed = names.directory.real_numbers
    real = {(known.region, ParsedNumber(known.number, known.region).digits) for known in listed}
    for index, contact in enumerate(names.directory.contacts):
        region = regions.get(contact.area)
        if region is None:
            continue
        for key, written in _numbers(contact):
            number = ParsedNumber(written, region)
            if (region, number.digits) not in real:
                yield from _number(("contacts", index, *key), number)
        if contact.phone:
            number = ParsedNumber(contact.phone, region)
            key_path = ("contacts", index, "phone")
            phones[region, number.digits.removeprefix("1")] += 1
            if phones[region, number.digits.removeprefix("1")] > 1:
                message = f"another contact has the number {contact.phone} too"
                yield Finding("W240", True, key_path, message, "Make one contact of the two.")
            if contact.free and number.is_valid and not number.costs_nothing:
                message = f"{contact.phone} is called free, and is no free number"
                yield Finding("W241", True, key_path, message, "Say `free: false`, or check it.")


def hours_and_languages(names: Names) -> Iterator[Finding]:
    """E234 to E236: nobody can tell when, or in which language, somebody answers."""
    for index, contact in enumerate(names.directory.contacts):
        path: KeyPath = ("contacts", index)
        hours = contact.hours
        if not (hours.always or hours.open or hours.text):
            fix = "Say `always: true`, list the hours under `open`, or describe them in `text`."
            yield Finding("E234", True, (*path, "hours"), "no hours are given", fix)
        if not contact.languages:
            fix = "List the languages that are spoken, such as [en, es]."
            yield Finding("E235", True, (*path, "languages"), "no language is given", fix)
        if (hours.text and not hours.always and not hours.zone) or not _is_zone(hours.zone):
            message = f"`{hours.zone or 'nothing'}` is no time zone"
            fix = "Name the zone of these hours, such as America/New_York."
            yield Finding("E236", True, (*path, "hours"), message, fix)


def late_authorities(names: Names) -> Iterator[Finding]:
    """E233: police or a prosecutor who would come first as another kind of helper."""
    for index, contact in enumerate(names.directory.contacts):
        for kind in contact.kinds if contact.authority else ():
            if kind not in OF_AUTHORITIES:
                message = f"`{contact.id}` is an authority, and would be shown as `{kind}`"
                fix = "Give it the kind `police` or `prosecutor`, and no other under `also`."
                yield Finding("E233", True, ("contacts", index, "authority"), message, fix)


def plain_http(names: Names) -> Iterator[Finding]:
    """E232: a link that anybody on the same network could read or change."""
    for in_contacts, path, part in names.models:
        for key in ("url", "exit", "chat", "web"):
            link = getattr(part, key, None)
            if link is not None and str(link).startswith("http:"):
                fix = "Use the https address."
                message = f"{link} is not encrypted"
                yield Finding("E232", in_contacts, (*path, key), message, fix)
            if link is not None and "//example." in str(link).replace("www.", ""):
                fix = "Use the real address."
                yield Finding("E231", in_contacts, (*path, key), f"{link} is made up", fix)


def dates(names: Names, today: date) -> Iterator[Finding]:
    """W239: a date in the future, by more than the day that time zones can make."""
    for in_contacts, path, part in names.models:
        read = part.read if isinstance(part, Source) else None
        checked = part.verified_on if isinstance(part, Contact) else None
        for key, day in (("read", read), ("verified_on", checked)):
            if day and day > today + timedelta(1):
                fix = "Write the day on which it was really checked, or set this computer's clock."
                message = f"{day} is in the future"
                yield Finding("W239", in_contacts, (*path, key), message, fix)


def stale_contacts(names: Names, today: date) -> Iterator[Finding]:
    """W238: a contact whose check has run out, so that pages say so, and later hide it."""
    for index, contact in enumerate(names.directory.contacts):
        due = due_on(names.directory, contact)
        if due and due <= today:
            message = f"the check of `{contact.id}` ran out on {due}"
            fix = "Check it at its source (never by a test call), then set `verified_on`."
            yield Finding("W238", True, ("contacts", index, "verified_on"), message, fix)


def _numbers(contact: Contact) -> Iterator[tuple[KeyPath, str]]:
    for key in ("phone", "office", "tty"):
        if written := getattr(contact, key):
            yield (key,), written
    if contact.text:
        yield ("text", "number"), contact.text.number
    for index, other in enumerate(contact.more_phones):
        yield ("more_phones", index, "number"), other.number


def _number(key_path: KeyPath, number: ParsedNumber) -> Iterator[Finding]:
    if number.is_placeholder:
        fix = "Put in the real number, from its source."
        yield Finding("E231", True, key_path, f"{number.written} is a made-up number", fix)
    elif not number.is_valid:
        message = f"{number.written} is no number in {number.region}"
        fix = "Check it at its source. A code that is real goes under `real_numbers`."
        yield Finding("E230", True, key_path, message, fix)


def _is_zone(name: str | None) -> bool:
    try:
        return name is None or bool(ZoneInfo(name))
    except (ValueError, OSError, KeyError):
        return False
