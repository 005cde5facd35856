"""Checks of contacts: working numbers, hours and languages, valid dates."""

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
"""Kinds that an authority may have. An authority can run a line for children, which comes first."""


def wrong_numbers(names: Names) -> Iterator[Finding]:
    """E230, E231, W240, W241: invalid, fictional, duplicate or paid numbers."""
    # ZZ is not a country code, so only numbers that start with + can be valid.
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
                message = f"another contact has the same number {contact.phone}"
                yield Finding("W240", True, key_path, message, "Merge the two contacts.")
            if contact.free and number.is_valid and not number.costs_nothing:
                message = f"{contact.phone} is marked as free but is not toll-free"
                yield Finding("W241", True, key_path, message, "Check it, or set `free: false`.")


def hours_and_languages(names: Names) -> Iterator[Finding]:
    """E234 to E236: missing hours or languages, and invalid time zones."""
    for index, contact in enumerate(names.directory.contacts):
        path: KeyPath = ("contacts", index)
        hours = contact.hours
        if not (hours.always or hours.open or hours.text):
            fix = "Set `always: true`, list the hours under `open`, or describe them in `text`."
            yield Finding("E234", True, (*path, "hours"), "missing hours", fix)
        if not contact.languages:
            fix = "List the spoken languages, such as [en, es]."
            yield Finding("E235", True, (*path, "languages"), "missing languages", fix)
        if (hours.text and not hours.always and not hours.zone) or not _is_zone(hours.zone):
            message = f"unknown time zone `{hours.zone}`" if hours.zone else "missing time zone"
            fix = "Use an IANA name, such as America/New_York."
            yield Finding("E236", True, (*path, "hours"), message, fix)


def late_authorities(names: Names) -> Iterator[Finding]:
    """E233: police or a prosecutor with a kind that could come first."""
    for index, contact in enumerate(names.directory.contacts):
        for kind in contact.kinds if contact.authority else ():
            if kind not in OF_AUTHORITIES:
                message = f"`{contact.id}` is an authority but would be shown as `{kind}`"
                fix = "Give it the kind `police` or `prosecutor`, and no other kind under `also`."
                yield Finding("E233", True, ("contacts", index, "authority"), message, fix)


def plain_http(names: Names) -> Iterator[Finding]:
    """E232: links without https, which anyone on the network could read or change."""
    for in_contacts, path, part in names.models:
        for key in ("url", "exit", "chat", "web"):
            link = getattr(part, key, None)
            if link is not None and str(link).startswith("http:"):
                fix = "Use the https address."
                message = f"{link} is not encrypted"
                yield Finding("E232", in_contacts, (*path, key), message, fix)
            if link is not None and "//example." in str(link).replace("www.", ""):
                fix = "Use the real address."
                yield Finding("E231", in_contacts, (*path, key), f"{link} is fictional", fix)


def dates(names: Names, today: date) -> Iterator[Finding]:
    """W239: dates that are more than a day in the future. Time zones can explain one day."""
    for in_contacts, path, part in names.models:
        read = part.read if isinstance(part, Source) else None
        checked = part.verified_on if isinstance(part, Contact) else None
        for key, day in (("read", read), ("verified_on", checked)):
            if day and day > today + timedelta(1):
                fix = "Write the date of the actual check, or correct this computer's clock."
                message = f"{day} is in the future"
                yield Finding("W239", in_contacts, (*path, key), message, fix)


def stale_contacts(names: Names, today: date) -> Iterator[Finding]:
    """W238: contacts whose check has expired. Pages say so, and later hide them."""
    for index, contact in enumerate(names.directory.contacts):
        due = due_on(names.directory, contact)
        if due and due <= today:
            message = f"the check of `{contact.id}` expired on {due}"
            fix = "Check its source (never make a test call), then update `verified_on`."
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
        fix = "Use the real number from its source."
        yield Finding("E231", True, key_path, f"{number.written} is a fictional number", fix)
    elif not number.is_valid:
        message = f"{number.written} is not a valid number in {number.region}"
        fix = "Check its source. If the number is real, add it to `real_numbers`."
        yield Finding("E230", True, key_path, message, fix)


def _is_zone(name: str | None) -> bool:
    try:
        return name is None or bool(ZoneInfo(name))
    except (ValueError, OSError, KeyError):
        return False
