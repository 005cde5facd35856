"""Checks that ids and labels are unique."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from assessment.checking.findings import Finding
from assessment.checking.names import Names
from assessment.content.loading import KeyPath

Named = tuple[KeyPath, str]


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


FIX = "Change one of the two ids."


def repeated_ids(names: Names) -> Iterator[Finding]:
    """E201: duplicate ids of one kind."""
    asking, directory = names.asking, names.directory
    for kind in ("languages", "tracks", "indicators", "topics", "flags", "outcomes", "advice",
                 "assistance"):  # fmt: skip
        yield from _repeated(_listed(kind, getattr(asking, kind)))
    for kind in ("areas", "contacts"):
        yield from _repeated(_listed(kind, getattr(directory, kind)), in_contacts=True)
    for track in names.tracks:
        yield from _repeated((path, q.id) for path, on, q in names.questions if on == track)
    for path, _, question in names.questions:
        yield from _repeated(_listed("options", question.options, path))
        yield from _repeated_labels(path, [option.label for option in question.options])
    for index, track_ in enumerate(asking.tracks):
        yield from _repeated(_listed("options", track_.options, ("tracks", index)))


def repeated_labels(names: Names) -> Iterator[Finding]:
    """E201: contacts of one area with the same label, which look the same on paper.

    The nearer one is reported, so that contacts of wider areas do not have to change.
    """
    places = {contact.id: index for index, contact in enumerate(names.directory.contacts)}
    told: set[str] = set()
    for area in names.directory.areas:
        taken: dict[str, str] = {}
        for contact in reversed(names.directory.contacts_of(area.id)):
            first = taken.setdefault(contact.label, contact.id)
            if first != contact.id and contact.id not in told:
                told.add(contact.id)
                message = f"`{first}` and `{contact.id}` have the same label `{contact.label}`"
                key_path = ("contacts", places[contact.id], "label")
                yield Finding("E201", True, key_path, message, "Change one of the two labels.")


def _listed(kind: str, items: Iterable[_HasId], path: KeyPath = ()) -> Iterator[Named]:
    return (((*path, kind, index), item.id) for index, item in enumerate(items))


def _repeated(named: Iterable[Named], in_contacts: bool = False) -> Iterator[Finding]:
    seen: set[str] = set()
    for path, id_ in named:
        if id_ in seen:
            yield Finding("E201", in_contacts, (*path, "id"), f"duplicate id `{id_}`", FIX)
        seen.add(id_)


def _repeated_labels(path: KeyPath, labels: list[str]) -> Iterator[Finding]:
    for index, label in enumerate(labels):
        if label in labels[:index]:
            key_path = (*path, "options", index, "label")
            message = f"two options have the same label `{label}`"
            yield Finding("E201", False, key_path, message, "Change one of the two labels.")
