"""Proves, for every possible set of answers, that nobody is left without help on any day.

There are too many possible sets of answers to try each one (their number has about 30 digits).
Instead, the rules are turned into formulas, and a solver shows that no answers violate a law, or
finds a minimal counterexample.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from assessment.checking.findings import LISTED, Finding
from assessment.checking.proofs import laws
from assessment.checking.proofs.changes import laws_of_changes
from assessment.checking.proofs.encoding import Encoding
from assessment.checking.proofs.reaching import everything, unreached
from assessment.content.ageing import due_on, hidden_on
from assessment.content.directory import Area
from assessment.content.loading import Content
from assessment.screening.results import Screening

Reach = tuple[tuple[object, ...], ...]
"""What the laws depend on: properties of the contacts for an area on a date, in order."""


def prove(content: Content) -> list[Finding]:
    """Prove every law for every track and area. Returns a finding for each violation."""
    broken: list[Finding] = []
    encodings: list[Encoding] = []
    for track in content.questionnaire.tracks:
        rules = _screening(content, track.id, content.directory.default_area)
        pair = Encoding(rules, "before."), Encoding(rules, "after.")
        broken += laws.disproved(laws_of_changes(*pair), *pair)
        known: set[int] = set()
        for area, screening in _areas(content, track.id):
            encoding = Encoding(screening)
            encodings.append(encoding)
            new = [item for item in everything(screening) if id(item) not in known]
            known.update(map(id, new))
            found = *laws.laws_of_results(encoding, new), *laws.laws_of_contacts(encoding, area)
            broken += laws.disproved(found, encoding)
    if lacking := _without_a_youth_line(content):
        message = f"areas without a hotline for young people: {', '.join(lacking)}"
        fix = "Add a contact with the kind `youth`, `child_protection`, or `missing_children`."
        broken.append(Finding("W310", content.directory, message, fix, ("areas",)))
    return [*broken, *unreached(encodings)]


def _without_a_youth_line(content: Content) -> list[str]:
    contacts = {area.id: content.directory.contacts_of(area.id) for area in content.directory.areas}
    return [area for area, near in contacts.items() if not laws.has_line_for_children(near)]


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
    an area if everything that the laws depend on is the same.
    """
    proved: set[tuple[str, Reach]] = set()
    reported: set[tuple[str, str]] = set()
    lacking = _without_a_youth_line(content)
    for day in days:
        aged = content.as_of(day)
        lost = set(_without_a_youth_line(aged)).difference(lacking)
        for area in aged.directory.areas:
            found = list(_broken(aged, area, proved))
            if area.id in lost:
                found.append(Finding("E310", area, "no hotline for young people remains", ""))
            for finding in found:
                if (finding.code, area.id) not in reported:
                    reported.add((finding.code, area.id))
                    yield _dated(content, finding, area, day)


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


def _dated(content: Content, finding: Finding, area: Area, day: date) -> Finding:
    """The finding with its date. The fix lists the contacts that change on or before that date."""
    directory = content.directory
    near = directory.contacts_of(area.id)
    due = {c.id: (due_on(directory, c), hidden_on(directory, c)) for c in near}
    changed = [name for name, on in due.items() if day in on]
    changed = changed or [name for name, (on, _) in due.items() if on and on <= day]
    fix = f"Contacts to recheck before that date: {', '.join(changed[:LISTED]) or 'none'}."
    return finding._replace(message=f"on {day}, {finding.message}", fix=fix)
