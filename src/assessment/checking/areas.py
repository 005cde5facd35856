"""Checks areas: their parents, their countries, and the numbers that their readers can call."""

from collections.abc import Iterator

from phonenumbers import SUPPORTED_REGIONS

from assessment.checking.findings import Finding, unknown
from assessment.checking.names import Names

EMERGENCY_FIX = "Add a contact with `emergency: true`, or set the area's `parent`."
FIX = "Set `not_urgent` to a contact that has a phone number."


def wrong_areas(names: Names) -> Iterator[Finding]:
    """E207, E216: areas that contain themselves, and regions that are not country codes.

    An area can contain itself indirectly. Numbers cannot be checked without a country.
    """
    for area in names.directory.areas:
        if area.parent and names.directory.lineage(area.id)[-1].parent in names.areas:
            message = f"the area `{area.id}` contains itself"
            fix = "Set `parent` to the id of a larger area."
            yield Finding("E207", area, message, fix, ("parent",))
        if area.region and area.region not in SUPPORTED_REGIONS:
            fix = "Use the two-letter country code, such as US, or GB for the United Kingdom."
            message = f"unknown country code `{area.region}`"
            yield Finding("E216", area, message, fix, ("region",))


def stranded_areas(names: Names) -> Iterator[Finding]:
    """E211, E224: areas without an emergency number, or without a number for other situations.

    An `unlisted` area has no valid phone numbers, so a contact without a number is enough there.
    """
    directory = names.directory
    for area in directory.areas:
        near = directory.contacts_of(area.id)
        if area.not_urgent:
            ids = {c.id for c in near}
            at, what = (area, ("not_urgent",)), "contact in this area"
            yield from unknown("E211", at, area.not_urgent, ids, what)
        numbers = [c for c in near if c.phone or area.unlisted]
        calm = {a.not_urgent for a in directory.lineage(area.id)}
        for found, what, fix in (
            (any(c.emergency for c in numbers), "emergency number", EMERGENCY_FIX),
            (any(c.id in calm for c in numbers), "number for situations that are not urgent", FIX),
        ):
            if not found:
                yield Finding("E224", area, f"the area `{area.id}` has no {what}", fix)


def silent_emergencies(names: Names) -> Iterator[Finding]:
    """E224: emergency contacts without a phone number."""
    unlisted = {area.id for area in names.directory.areas if area.unlisted}
    for contact in names.directory.contacts:
        if contact.emergency and not contact.phone and contact.area not in unlisted:
            message = f"the emergency contact `{contact.id}` has no phone number"
            fix = "Add its `phone`. Only an `unlisted` area may omit it."
            yield Finding("E224", contact, message, fix)
