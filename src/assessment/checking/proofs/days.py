"""The laws on contacts, on every day on which the contacts that readers see change."""

from collections.abc import Iterable, Iterator
from datetime import date

from assessment.checking.findings import LISTED, Finding
from assessment.checking.proofs.encoding import Encoding
from assessment.checking.proofs.laws import contacts_fit
from assessment.checking.proofs.youth import a_youth_line_comes_first, areas_without_a_youth_line
from assessment.content.ageing import due_on, hidden_on
from assessment.content.directory import Contact, Directory
from assessment.content.loading import Content, KeyPath
from assessment.screening.results import Screening

Reach = tuple[tuple[str, bool], ...]
"""The contacts of an area, by id, and whether each is marked: all that the laws read of a day."""


def broken_on(content: Content, days: Iterable[date]) -> Iterator[Finding]:
    """E308 to E311 on the first of the days on which an area breaks the law.

    Each message names the day and the contacts to check. What was proved for one day is not proved
    again for a day, or an area, that differs in nothing the laws read.
    """
    proved: set[tuple[str, Reach]] = set()
    told: set[tuple[str, KeyPath]] = set()
    lacking = {finding.message for finding in areas_without_a_youth_line(content)}
    for day in days:
        aged = content.as_of(day)
        found = [f for f in areas_without_a_youth_line(aged) if f.message not in lacking]
        broken = [f._replace(code="E310") for f in found]
        for index, area in enumerate(aged.directory.areas):
            reach = _reach(aged.directory, area.id)
            for track in aged.questionnaire.tracks:
                if (track.id, reach) not in proved:
                    proved.add((track.id, reach))
                    broken += _broken(aged, track.id, index)
        for finding in broken:
            if (finding.code, finding.path) not in told:
                told.add((finding.code, finding.path))
                yield _dated(content, finding, day)


def _reach(directory: Directory, area: str) -> Reach:
    return tuple((c.id, c.stale_since is not None) for c in directory.contacts_of(area))


def _broken(content: Content, track: str, index: int) -> Iterator[Finding]:
    area = content.directory.areas[index]
    encoding = Encoding(Screening(content.questionnaire, content.directory, track, area.id))
    yield from contacts_fit(encoding, ("areas", index))
    yield from a_youth_line_comes_first(encoding, ("areas", index))


def _dated(content: Content, finding: Finding, day: date) -> Finding:
    directory = content.directory
    near = directory.contacts
    if len(finding.path) > 1:  # of one area
        near = directory.contacts_of(directory.areas[int(finding.path[1])].id)
    message = f"on {day}, {finding.message}"
    names = ", ".join(_to_check(directory, near, day)[:LISTED])
    return finding._replace(message=message, fix=f"Before that day check: {names or 'none'}.")


def _to_check(directory: Directory, near: Iterable[Contact], day: date) -> list[str]:
    """Contacts that are marked or hidden on that day; else all that are by then."""
    due = {c.id: (due_on(directory, c), hidden_on(directory, c)) for c in near}
    new = [name for name, on in due.items() if day in on]
    return new or [name for name, (on, _) in due.items() if on and on <= day]
