"""Checks that IDs and labels are unique."""

from collections.abc import Iterator

from assessment.checking.findings import Finding
from assessment.checking.names import Names
from assessment.content.questions import Option, Question


def repeated_ids(names: Names) -> Iterator[Finding]:
    """E201: items of one kind with the same ID, and options with the same text.

    A question is compared with all questions of its track, other items with those of their list.
    """
    tracks = {id(question): track for track, question in names.questions}
    seen = set()
    for path, item in names.models:
        place = tracks[id(item)] if isinstance(item, Question) else path[:-1]
        for key in ("id", "label") if isinstance(item, Option) else ("id",):
            value = getattr(item, key, None)
            if value and (place, key, value) in seen:
                fix = f"Change one of the two {key}s."
                yield Finding("E201", item, f"duplicate {key} `{value}`", fix, (key,))
            seen.add((place, key, value))


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
