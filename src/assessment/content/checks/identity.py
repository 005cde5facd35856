"""Each id names one thing."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from assessment.content.checks.findings import Finding
from assessment.content.checks.names import Names
from assessment.content.loading import Path_

Named = tuple[Path_, str]


class _HasId(Protocol):
    @property
    def id(self) -> str: ...


MEND = "Give one of the two another id."


def repeated_ids(names: Names) -> Iterator[Finding]:
    """E201: a second thing of a kind with an id that is taken."""
    asking, directory = names.asking, names.directory
    for kind in ("languages", "tracks", "indicators", "topics", "flags", "outcomes", "advice",
                 "assistance"):  # fmt: skip
        yield from _repeated(_listed(kind, getattr(asking, kind)))
    for kind in ("areas", "contacts"):
        yield from _repeated(_listed(kind, getattr(directory, kind)), in_contacts=True)
    for track in names.tracks:
        yield from _repeated((way, q.id) for way, on, q in names.questions if on == track)
    for way, _, question in names.questions:
        yield from _repeated(_listed("options", question.options, way))
        yield from _repeated_labels(way, [option.label for option in question.options])
    for index, track_ in enumerate(asking.tracks):
        yield from _repeated(_listed("options", track_.options, ("tracks", index)))


def _listed(kind: str, items: Iterable[_HasId], way: Path_ = ()) -> Iterator[Named]:
    return (((*way, kind, index), item.id) for index, item in enumerate(items))


def _repeated(named: Iterable[Named], in_contacts: bool = False) -> Iterator[Finding]:
    seen: set[str] = set()
    for way, id_ in named:
        if id_ in seen:
            yield Finding("E201", in_contacts, (*way, "id"), f"`{id_}` is there twice", MEND)
        seen.add(id_)


def _repeated_labels(way: Path_, labels: list[str]) -> Iterator[Finding]:
    for index, label in enumerate(labels):
        if label in labels[:index]:
            spot = (*way, "options", index, "label")
            message = f"two options read `{label}`"
            yield Finding("E201", False, spot, message, "Give one of the two other words.")
