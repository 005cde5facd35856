"""Checks that IDs and labels are unique."""

from collections.abc import Iterable, Iterator

from assessment.checking.findings import Finding
from assessment.checking.names import Names
from assessment.content.rules import ContentModel


def repeated_ids(names: Names) -> Iterator[Finding]:
    """E201: items of one kind with the same ID, and options with the same text."""
    asking, directory = names.asking, names.directory
    kinds: list[Iterable[ContentModel]] = [
        *(asking.languages, asking.tracks, asking.indicators, asking.topics, asking.flags),
        *(asking.outcomes, asking.advice, asking.assistance, directory.areas, directory.contacts),
        *([q for on, q in names.questions if on == track] for track in names.tracks),
        *(question.options for _, question in names.questions),
        *(track.options for track in asking.tracks),
    ]
    for items in kinds:
        yield from _repeated(items, "id")
    for _, question in names.questions:
        yield from _repeated(question.options, "label")


def repeated_labels(names: Names) -> Iterator[Finding]:
    """E201: contacts in one area with the same label, which look the same on paper.

    The contact of the smaller area is reported, so that contacts of larger areas can stay as they
    are.
    """
    for area in names.directory.areas:
        taken: dict[str, str] = {}
        for contact in reversed(names.directory.contacts_of(area.id)):
            first = taken.setdefault(contact.label, contact.id)
            if first != contact.id:
                message = f"`{first}` and `{contact.id}` have the same label `{contact.label}`"
                fix = "Change one of the two labels."
                yield Finding("E201", contact, message, fix, ("label",))


def _repeated(items: Iterable[ContentModel], key: str) -> Iterator[Finding]:
    seen: set[str] = set()
    for item in items:
        value = getattr(item, key)
        if value in seen:
            fix = f"Change one of the two {key}s."
            yield Finding("E201", item, f"duplicate {key} `{value}`", fix, (key,))
        seen.add(value)
