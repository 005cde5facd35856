"""Proves, for every possible set of answers, that nobody is left without help.

There are too many possible sets of answers to try each of them (a number with about 30 digits).
Instead, the rules are turned into formulas, and a solver shows that no answers violate a law, or
finds a minimal counterexample.
"""

from collections.abc import Iterator

from assessment.checking.findings import Finding
from assessment.checking.proofs.changes import broken_by_one_answer
from assessment.checking.proofs.encoding import Encoding
from assessment.checking.proofs.laws import (
    disproved,
    has_line_for_children,
    laws_of_adults,
    laws_of_contacts,
    laws_of_outcomes,
)
from assessment.checking.proofs.reaching import Item, everything, reached, unreached
from assessment.content.directory import Area
from assessment.content.loading import Content
from assessment.screening.results import Screening


def prove(content: Content) -> list[Finding]:
    """Prove every law for every track and area. Returns a finding for each violation."""
    broken = list(areas_without_a_youth_line(content))
    tried: list[tuple[Item, Finding | None]] = []
    for track in content.questionnaire.tracks:
        home = content.directory.default_area
        rules = Screening(content.questionnaire, content.directory, track.id, home)
        encoding = Encoding(rules)
        broken += disproved(encoding, laws_of_outcomes(encoding))
        broken += broken_by_one_answer(rules)
        known: set[int] = set()
        for area, screening in _areas(content, track.id):
            encoding = Encoding(screening)
            new = [item for item in everything(screening) if id(item) not in known]
            known.update(map(id, new))
            broken += disproved(encoding, laws_of_contacts(encoding, area))
            broken += disproved(encoding, laws_of_adults(encoding, new))
            tried += reached(encoding, new)
    return [*broken, *unreached(tried)]


def areas_without_a_youth_line(content: Content) -> Iterator[Finding]:
    """W310: areas without a hotline for young people."""
    contacts = {a.id: content.directory.contacts_of(a.id) for a in content.directory.areas}
    lacking = [area for area, around in contacts.items() if not has_line_for_children(around)]
    if lacking:
        message = f"no hotline for young people in: {', '.join(lacking)}"
        fix = "Add a contact with the kind `youth`, `child_protection`, or `missing_children`."
        yield Finding("W310", content.directory, message, fix, ("areas",))


def _areas(content: Content, track: str) -> Iterator[tuple[Area, Screening]]:
    """An area for each distinct set of contacts and advice."""
    seen = set()
    for area in content.directory.areas:
        made = Screening(content.questionnaire, content.directory, track, area.id)
        shown = (tuple(c.id for c in made.contacts), tuple(a.id for a in made.advice))
        if shown not in seen:
            seen.add(shown)
            yield area, made
