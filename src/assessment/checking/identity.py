"""Each id names one thing."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from assessment.checking.findings import Finding
from assessment.checking.names import Names
from assessment.content.loading import KeyPath

Named = tuple[KeyPath, str]


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


FIX = "Give one of the two another id."


def repeated_ids(names: Names) -> Iterator[Finding]:
    """E201: a second thing of a kind with an id that is taken."""
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
    """E201: two contacts of one area with the same label, which paper cannot tell apart.

    The nearer one is reported: contacts of a wider area need not change for it.
    """
    places = {contact.id: index for index, contact in enumerate(names.directory.contacts)}
    told: set[str] = set()
    for area in names.directory.areas:
        taken: dict[str, str] = {}
        for contact in reversed(names.directory.contacts_of(area.id)):
            first = taken.setdefault(contact.label, contact.id)
            if first != contact.id and contact.id not in told:
                told.add(contact.id)
                message = f"`{first}` and `{contact.id}` are both called `{contact.label}`"
                key_path = ("contacts", places[contact.id], "label")
                yield Finding("E201", True, key_path, message, "Give one of the two another label.")


def _listed(kind: str, items: Iterable[_HasId], path: KeyPath = ()) -> Iterator[Named]:
    return (((*path, kind, index), item.id) for index, item in enumerate(items))


def _repeated(named: Iterable[Named], in_contacts: bool = False) -> Iterator[Finding]:
    seen: set[str] = set()
    for path, id_ in named:
        if id_ in seen:
            yield Finding("E201", in_contacts, (*path, "id"), f"`{id_}` is there twice", FIX)
        seen.add(id_)


def _repeated_labels(path: KeyPath, labels: list[str]) -> Iterator[Finding]:
    for index, label in enumerate(labels):
        if label in labels[:index]:
            key_path = (*path, "options", index, "label")
            message = f"two options read `{label}`"
            yield Finding("E201", False, key_path, message, "Give one of the two other words.")
