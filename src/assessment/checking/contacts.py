"""Checks contacts: phone numbers, hours, languages, links, and dates."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from assessment.checking.findings import Finding
from assessment.checking.names import Names
from assessment.checking.numbers import ParsedNumber
from assessment.content.ageing import due_on
from assessment.content.directory import Contact
from assessment.content.kinds import FOR_CHILDREN, OF_THE_LAW
from assessment.content.phones import without_extension
from assessment.content.rules import ContentModel

OF_AUTHORITIES = OF_THE_LAW | FOR_CHILDREN | {"emergency"}
"""Kinds that an authority may have. An authority's hotline for children may come first."""


def wrong_numbers(names: Names) -> Iterator[Finding]:
    """E230, E231: invalid or fictional phone numbers."""
    listed = names.directory.real_numbers
    real = {(known.region, ParsedNumber(known.number, known.region).digits) for known in listed}
    for contact, region in _in_their_region(names):
        for part, key, number in _numbers(contact, region):
            if (region, number.digits) in real:
                continue
            if number.is_placeholder:
                fix = "Use the real number from its source."
                message = f"{number.written} is a fictional number"
                yield Finding("E231", part, message, fix, (key,))
            elif not number.is_valid:
                message = f"{number.written} is not a valid number in {region}"
                fix = "Check its source. If the number is real, add it to `real_numbers`."
                yield Finding("E230", part, message, fix, (key,))


def doubtful_numbers(names: Names) -> Iterator[Finding]:
    """W240, W241: duplicate phone numbers, and numbers marked as free that are not toll-free."""
    seen: set[tuple[str, str]] = set()
    for contact, region in _in_their_region(names):
        if contact.phone is None:
            continue
        number = ParsedNumber(contact.phone, region)
        extension = contact.phone.removeprefix(without_extension(contact.phone))
        same = (region, number.digits.removeprefix("1") + extension)
        if same in seen:
            message = f"another contact has the same number {contact.phone}"
            yield Finding("W240", contact, message, "Merge the two contacts.", ("phone",))
        seen.add(same)
        if contact.free and number.is_valid and not number.costs_nothing:
            message = f"{contact.phone} is marked as free but is not toll-free"
            yield Finding("W241", contact, message, "Check it, or set `free: false`.", ("phone",))


def hours_and_languages(names: Names) -> Iterator[Finding]:
    """E234 to E236: missing hours or languages, and invalid time zones."""
    for contact in names.directory.contacts:
        hours = contact.hours
        if not (hours.always or hours.open or hours.text):
            fix = "Set `always: true`, list the hours under `open`, or describe them in `text`."
            yield Finding("E234", hours, "missing hours", fix)
        if not contact.languages:
            fix = "List the spoken languages, such as [en, es]."
            yield Finding("E235", contact, "missing languages", fix, ("languages",))
        if (hours.text and not hours.always and not hours.zone) or not _is_zone(hours.zone):
            message = f"unknown time zone `{hours.zone}`" if hours.zone else "missing time zone"
            yield Finding("E236", hours, message, "Use an IANA name, such as America/New_York.")


def late_authorities(names: Names) -> Iterator[Finding]:
    """E233: police or prosecutors with a kind that could be listed first."""
    for contact in names.directory.contacts:
        for kind in contact.kinds if contact.authority else ():
            if kind not in OF_AUTHORITIES:
                message = f"`{contact.id}` is an authority but would be shown as `{kind}`"
                fix = "Give it the kind `police` or `prosecutor`, and no other kind under `also`."
                yield Finding("E233", contact, message, fix, ("authority",))


def plain_http(names: Names) -> Iterator[Finding]:
    """E232: links without HTTPS, which let anyone on the network read or change the page.

    Also E231: links to example domains.
    """
    for _, part in names.models:
        for key in ("url", "exit", "chat", "web", "email"):
            link = str(vars(part).get(key) or "")
            if link.startswith("http:"):
                message = f"{link} does not use HTTPS"
                yield Finding("E232", part, message, "Use the https address.", (key,))
            if re.search(r"(//|@)(www\.)?example\.", link):
                message = f"{link} is fictional"
                yield Finding("E231", part, message, "Use the real address.", (key,))


def dates(names: Names, today: date) -> Iterator[Finding]:
    """W239: dates more than one day in the future. Time zones can account for one day."""
    fix = "Use the date of the actual check, or correct this computer's clock."
    for _, part in names.models:
        for key in ("read", "verified_on"):
            day = vars(part).get(key)
            if day and day > today + timedelta(1):
                yield Finding("W239", part, f"{day} is in the future", fix, (key,))


def stale_contacts(names: Names, today: date) -> Iterator[Finding]:
    """W238: contacts that are due for rechecking. Pages say so, and later hide them."""
    fix = "Check it against its source (never make a test call), then update `verified_on`."
    for contact in names.directory.contacts:
        due = due_on(names.directory, contact)
        if due and due <= today:
            message = f"`{contact.id}` was due for rechecking on {due}"
            yield Finding("W238", contact, message, fix, ("verified_on",))


def _in_their_region(names: Names) -> Iterator[tuple[Contact, str]]:
    """Each contact in a known area, with the country in which its numbers are dialed."""
    # ZZ is not a country code, so only numbers that start with + are valid there.
    regions = {area.id: area.region or "ZZ" for area in names.directory.areas}
    return ((c, regions[c.area]) for c in names.directory.contacts if c.area in regions)


def _numbers(contact: Contact, region: str) -> Iterator[tuple[ContentModel, str, ParsedNumber]]:
    for part in (contact, contact.text, *contact.more_phones):
        for key in ("phone", "office", "tty", "whatsapp", "number"):
            if part and (written := getattr(part, key, None)):
                yield part, key, ParsedNumber(written, region)


def _is_zone(name: str | None) -> bool:
    try:
        return name is None or bool(ZoneInfo(name))
    except (ValueError, OSError, KeyError):
        return False
