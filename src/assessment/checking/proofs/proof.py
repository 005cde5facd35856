"""Proves, for every possible set of answers, that nobody is left without help on any day.

There are too many possible sets of answers to try each of them (a number with about 30 digits).
Instead, the rules are turned into formulas, and a solver shows that no answers violate a law, or
finds a minimal counterexample.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from assessment.checking.findings import LISTED, Finding
from assessment.checking.proofs import laws
from assessment.checking.proofs.changes import laws_of_changes
from assessment.checking.proofs.encoding import Encoding
from assessment.checking.proofs.reaching import Item, everything, reached, unreached
from assessment.content.ageing import due_on, hidden_on
from assessment.content.directory import Area, Contact, Directory
from assessment.content.loading import Content
from assessment.screening.results import Screening

Reach = tuple[tuple[object, ...], ...]
"""What the laws on contacts depend on: parts of the contacts for an area on a date, in order."""


def prove(content: Content) -> list[Finding]:
    """Prove every law for every track and area. Returns a finding for each violation."""
    broken = list(areas_without_a_youth_line(content))
    tried: list[tuple[Item, Finding | None]] = []
    for track in content.questionnaire.tracks:
        rules = _screening(content, track.id, content.directory.default_area)
        encoding = Encoding(rules)
        broken += laws.disproved(laws.laws_of_outcomes(encoding), encoding)
        pair = Encoding(rules, "before."), Encoding(rules, "after.")
        broken += laws.disproved(laws_of_changes(*pair), *pair)
        known: set[int] = set()
        for area, screening in _areas(content, track.id):
            encoding = Encoding(screening)
            new = [item for item in everything(screening) if id(item) not in known]
            known.update(map(id, new))
            broken += laws.disproved(laws.laws_of_contacts(encoding, area), encoding)
            broken += laws.disproved(laws.laws_of_adults(encoding, new), encoding)
            tried += reached(encoding, new)
    return [*broken, *unreached(tried)]


def areas_without_a_youth_line(content: Content) -> Iterator[Finding]:
    """W310: areas without a hotline for young people."""
    contacts = {a.id: content.directory.contacts_of(a.id) for a in content.directory.areas}
    lacking = [area for area, around in contacts.items() if not laws.has_line_for_children(around)]
    if lacking:
        message = f"no hotline for young people in: {', '.join(lacking)}"
        fix = "Add a contact with the kind `youth`, `child_protection`, or `missing_children`."
        yield Finding("W310", content.directory, message, fix, ("areas",))


def _areas(content: Content, track: str) -> Iterator[tuple[Area, Screening]]:
    """An area for each distinct set of contacts and advice."""
    seen = set()
    for area in content.directory.areas:
        made = _screening(content, track, area.id)
        shown = (tuple(c.id for c in made.contacts), tuple(a.id for a in made.advice))
        if shown not in seen:
            seen.add(shown)
            yield area, made


def _screening(content: Content, track: str, area: str) -> Screening:
    return Screening(content.questionnaire, content.directory, track, area)


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


def _broken(content: Content, area: Area, proved: set[tuple[str, Reach]]) -> Iterator[Finding]:
    reach: Reach = tuple(
        (c.kinds, str(c.when), c.emergency, c.authority, c.phone is None, c.stale_since is not None)
        for c in content.directory.contacts_of(area.id)
    )
    for track in content.questionnaire.tracks:
        if (track.id, reach) not in proved:
            proved.add((track.id, reach))
            encoding = Encoding(_screening(content, track.id, area.id))
            yield from laws.disproved(laws.laws_of_contacts(encoding, area), encoding)


def _dated(content: Content, finding: Finding, near: Iterable[Contact], day: date) -> Finding:
    message = f"on {day}, {finding.message}"
    names = ", ".join(_to_check(content.directory, near, day)[:LISTED])
    return finding._replace(message=message, fix=f"Recheck before that date: {names or 'none'}.")


def _to_check(directory: Directory, near: Iterable[Contact], day: date) -> list[str]:
    """Contacts that are marked as due or hidden on that date or, if there are none, before it."""
    due = {c.id: (due_on(directory, c), hidden_on(directory, c)) for c in near}
    new = [name for name, on in due.items() if day in on]
    return new or [name for name, (on, _) in due.items() if on and on <= day]
