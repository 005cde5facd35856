"""Checks of references between areas, sources, languages and contacts."""

from collections.abc import Iterator

from babel.core import Locale
from phonenumbers import SUPPORTED_REGIONS

from assessment.checking.findings import Finding, unknown
from assessment.checking.names import Names
from assessment.content.loading import KeyPath
from assessment.content.locales import is_known
from assessment.content.passages import Advice, Outcome, Program
from assessment.content.questionnaire import Flag, Indicator
from assessment.content.questions import Question
from assessment.content.texts import Source


def dangling_sources(names: Names) -> Iterator[Finding]:
    """E206: unknown sources. W206: unused sources."""
    known = names.asking.sources
    used: set[str] = set()
    for _, path, part in names.models:
        if isinstance(part, Indicator | Question):
            key, sources = "support", part.support
        elif isinstance(part, Flag | Outcome | Advice):
            key, sources = "source", part.source
        else:
            continue
        used.update(sources)
        for index, name in enumerate(sources):
            key_path = (*path, key, index)
            yield from unknown("E206", (False, key_path), name, known, "source")
    for name in known:
        if name not in used:
            message = f"unused source `{name}`"
            yield Finding("W206", False, ("sources", name), message, "Use it, or remove it.")


def dangling_areas(names: Names) -> Iterator[Finding]:
    """E207: unknown areas, and areas that contain themselves."""
    directory = names.directory
    spots: list[tuple[bool, KeyPath, str]] = [(True, ("default_area",), directory.default_area)]
    for index, area in enumerate(directory.areas):
        if area.parent:
            spots.append((True, ("areas", index, "parent"), area.parent))
            top = directory.lineage(area.id)[-1]
            if top.parent in names.areas:
                inside: KeyPath = ("areas", index, "parent")
                message = f"the area `{area.id}` contains itself"
                yield Finding("E207", True, inside, message, "Write the id of the wider area here.")
    for index, contact in enumerate(directory.contacts):
        spots.append((True, ("contacts", index, "area"), contact.area))
    for in_file, path, part in names.models:
        if isinstance(part, Program):
            spots.append((False, (*path, "area"), part.area))
        elif isinstance(part, Advice):
            spots += [(False, (*path, "areas", i), a) for i, a in enumerate(part.areas)]
        elif isinstance(part, Source) and part.law:
            spots.append((in_file, (*path, "law"), part.law))
    for in_contacts, key_path, area_id in spots:
        yield from unknown("E207", (in_contacts, key_path), area_id, names.areas, "area")


def dangling_contacts(names: Names) -> Iterator[Finding]:
    """E208, E211: unknown kinds of help, and contacts that the area does not have."""
    directory = names.directory
    for index, contact in enumerate(directory.contacts):
        for place, offer in enumerate(contact.offers):
            key_path = ("contacts", index, "offers", place)
            yield from unknown(
                "E208", (True, key_path), offer, names.assistance, "kind of assistance"
            )
    for index, area in enumerate(directory.areas):
        near = {c.id for c in directory.contacts_of(area.id)}
        if area.not_urgent and area.not_urgent not in near:
            path = ("areas", index, "not_urgent")
            yield from unknown("E211", (True, path), area.not_urgent, near, "contact in this area")


def unknown_regions(names: Names) -> Iterator[Finding]:
    """E216: regions that are not country codes, so that numbers cannot be checked."""
    for index, area in enumerate(names.directory.areas):
        if area.region and area.region not in SUPPORTED_REGIONS:
            fix = "Use the two-letter country code, such as US, or GB for the United Kingdom."
            message = f"unknown country code `{area.region}`"
            yield Finding("E216", True, ("areas", index, "region"), message, fix)


def stranded_areas(names: Names) -> Iterator[Finding]:
    """E224: areas without an emergency number, or without a number for other situations.

    An `unlisted` area has no valid number, so a contact without one is enough.
    """
    directory = names.directory
    for index, area in enumerate(directory.areas):
        near = [c for c in directory.contacts_of(area.id) if c.phone or area.unlisted]
        if not any(c.emergency for c in near):
            message = f"the area `{area.id}` has no emergency number"
            fix = "Add a contact with `emergency: true`, or set the parent of the area."
            yield Finding("E224", True, ("areas", index), message, fix)
        calm = {a.not_urgent for a in directory.lineage(area.id)}
        if not any(c.id in calm for c in near):
            message = f"the area `{area.id}` has no number for situations that are not urgent"
            fix = "Set `not_urgent` to a contact with a phone."
            yield Finding("E224", True, ("areas", index), message, fix)
    unlisted = {area.id for area in directory.areas if area.unlisted}
    for index, contact in enumerate(directory.contacts):
        if contact.emergency and not contact.phone and contact.area not in unlisted:
            message = f"the emergency contact `{contact.id}` has no number"
            fix = "Add its `phone`. Only an `unlisted` area may omit it."
            yield Finding("E224", True, ("contacts", index), message, fix)


def unknown_languages(names: Names) -> Iterator[Finding]:
    """E209: unknown language codes."""
    for index, language in enumerate(names.asking.languages):
        if not is_known(language.id):
            yield _no_language(False, ("languages", index, "id"), language.id)
    spoken = Locale("en").languages
    for index, contact in enumerate(names.directory.contacts):
        for place, code in enumerate(contact.languages):
            if code.replace("-", "_") not in spoken:
                yield _no_language(True, ("contacts", index, "languages", place), code)


def _no_language(in_contacts: bool, key_path: KeyPath, code: str) -> Finding:
    fix = "Use a code such as en, es, or zh-Hant."
    return Finding("E209", in_contacts, key_path, f"unknown language code `{code}`", fix)
