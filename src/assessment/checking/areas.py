"""Checks of areas: their surroundings, their country, and whom their readers can call."""

from collections.abc import Iterator

from phonenumbers import SUPPORTED_REGIONS

from assessment.checking.findings import Finding, unknown
from assessment.checking.names import Names


def circular_areas(names: Names) -> Iterator[Finding]:
    """E207: areas that contain themselves."""
    for area in names.directory.areas:
        if area.parent and names.directory.lineage(area.id)[-1].parent in names.areas:
            message = f"the area `{area.id}` contains itself"
            fix = "Write the id of the wider area here."
            yield Finding("E207", area, message, fix, ("parent",))


def unknown_regions(names: Names) -> Iterator[Finding]:
    """E216: regions that are not country codes, so that numbers cannot be checked."""
    for area in names.directory.areas:
        if area.region and area.region not in SUPPORTED_REGIONS:
            fix = "Use the two-letter country code, such as US, or GB for the United Kingdom."
            message = f"unknown country code `{area.region}`"
            yield Finding("E216", area, message, fix, ("region",))


def stranded_areas(names: Names) -> Iterator[Finding]:
    """E211, E224: areas without an emergency number, or without one for other situations.

    An `unlisted` area has no valid number, so a contact without one is enough.
    """
    directory = names.directory
    for area in directory.areas:
        near = directory.contacts_of(area.id)
        if area.not_urgent:
            ids = {c.id for c in near}
            at, what = (area, ("not_urgent",)), "contact in this area"
            yield from unknown("E211", at, area.not_urgent, ids, what)
        numbers = [c for c in near if c.phone or area.unlisted]
        if not any(c.emergency for c in numbers):
            message = f"the area `{area.id}` has no emergency number"
            fix = "Add a contact with `emergency: true`, or set the parent of the area."
            yield Finding("E224", area, message, fix)
        calm = {a.not_urgent for a in directory.lineage(area.id)}
        if not any(c.id in calm for c in numbers):
            message = f"the area `{area.id}` has no number for situations that are not urgent"
            yield Finding("E224", area, message, "Set `not_urgent` to a contact with a phone.")


def silent_emergencies(names: Names) -> Iterator[Finding]:
    """E224: emergency contacts without a number."""
    unlisted = {area.id for area in names.directory.areas if area.unlisted}
    for contact in names.directory.contacts:
        if contact.emergency and not contact.phone and contact.area not in unlisted:
            message = f"the emergency contact `{contact.id}` has no number"
            fix = "Add its `phone`. Only an `unlisted` area may omit it."
            yield Finding("E224", contact, message, fix)
