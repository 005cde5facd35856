"""Proves the laws on contacts for every date on which the visible contacts change."""

from collections.abc import Iterable, Iterator
from datetime import date

from assessment.checking.findings import LISTED, Finding
from assessment.checking.proofs.encoding import Encoding
from assessment.checking.proofs.laws import disproved, laws_of_contacts
from assessment.checking.proofs.proof import areas_without_a_youth_line
from assessment.content.ageing import due_on, hidden_on
from assessment.content.directory import Area, Contact, Directory
from assessment.content.loading import Content
from assessment.screening.results import Screening

Reach = tuple[tuple[object, ...], ...]
"""What the laws depend on: parts of the contacts for an area as of a date, in order."""


def broken_on(content: Content, days: Iterable[date]) -> Iterator[Finding]:
    """E308 to E311 for the first date on which the contacts for an area violate a law.

    Each message names the date and the contacts to check. The proof is not repeated for a date or
    an area that is the same in everything that the laws depend on.
    """
    proved: set[tuple[str, Reach]] = set()
    reported: set[tuple[str, str]] = set()
    lacking = [finding.message for finding in areas_without_a_youth_line(content)]
    for day in days:
        aged = content.as_of(day)
        found = [
            ("", finding._replace(code="E310", at=content.directory))
            for finding in areas_without_a_youth_line(aged)
            if finding.message not in lacking
        ]
        found += [
            (a.id, broken) for a in aged.directory.areas for broken in _broken(aged, a, proved)
        ]
        for area, finding in found:
            if (finding.code, area) not in reported:
                reported.add((finding.code, area))
                directory = content.directory
                near = directory.contacts_of(area) if area else directory.contacts
                yield _dated(content, finding, near, day)


def _reach(directory: Directory, area: str) -> Reach:
    return tuple(
        (c.kinds, str(c.when), c.emergency, c.authority, c.phone is None, c.stale_since is not None)
        for c in directory.contacts_of(area)
    )


def _broken(content: Content, area: Area, proved: set[tuple[str, Reach]]) -> Iterator[Finding]:
    reach = _reach(content.directory, area.id)
    for track in content.questionnaire.tracks:
        if (track.id, reach) not in proved:
            proved.add((track.id, reach))
            rules = Screening(content.questionnaire, content.directory, track.id, area.id)
            encoding = Encoding(rules)
            yield from disproved(encoding, laws_of_contacts(encoding, area))


def _dated(content: Content, finding: Finding, near: Iterable[Contact], day: date) -> Finding:
    message = f"on {day}, {finding.message}"
    names = ", ".join(_to_check(content.directory, near, day)[:LISTED])
    return finding._replace(message=message, fix=f"Recheck before that date: {names or 'none'}.")


def _to_check(directory: Directory, near: Iterable[Contact], day: date) -> list[str]:
    """Contacts that are marked as due or hidden on that date or, if there are none, before it."""
    due = {c.id: (due_on(directory, c), hidden_on(directory, c)) for c in near}
    new = [name for name, on in due.items() if day in on]
    return new or [name for name, (on, _) in due.items() if on and on <= day]
