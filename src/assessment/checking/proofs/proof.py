"""Proves for every possible set of answers that nobody is left without help.

There are too many answer sets to list (their number has about 30 digits). Instead, the rules become
formulas, and a solver shows that no answers break a law, or gives a minimal counterexample.
"""

from collections.abc import Iterator
from typing import NamedTuple

from assessment.checking.findings import Finding
from assessment.checking.proofs.encoding import Encoding
from assessment.checking.proofs.laws import (
    everyone_has_an_outcome,
    saying_yes_takes_nothing_away,
    somebody_can_be_called,
)
from assessment.checking.proofs.order import the_right_contacts_come_first
from assessment.checking.proofs.uncertainty import one_uncertain_answer_changes_little
from assessment.checking.proofs.witnesses import Witness, everything, unseen, witnesses
from assessment.checking.proofs.youth import (
    adults_words_reach_adults_only,
    areas_without_a_youth_line,
)
from assessment.content.loading import Content
from assessment.screening.results import Screening


class Proof(NamedTuple):
    """The broken laws, and example answers for everything that a result can contain."""

    findings: tuple[Finding, ...]
    witnesses: tuple[Witness, ...]


def prove(content: Content) -> Proof:
    """Prove all laws on all tracks and in all areas; broken laws give E3xx findings."""
    found: list[Witness] = []
    broken = list(areas_without_a_youth_line(content))
    for track in content.questionnaire.tracks:
        home = Screening(
            content.questionnaire, content.directory, track.id, content.directory.default_area
        )
        encoding = Encoding(home)
        broken += everyone_has_an_outcome(encoding)
        broken += saying_yes_takes_nothing_away(home)
        broken += one_uncertain_answer_changes_little(home)
        broken += adults_words_reach_adults_only(content, encoding, everything(home))
        found += witnesses(encoding, everything(home))
        known = {(type(w.item), w.item.id) for w in found if w.track == track.id}
        for index, screening in _areas(content, track.id):
            there = Encoding(screening)
            broken += somebody_can_be_called(there, ("areas", index))
            broken += the_right_contacts_come_first(there, ("areas", index))
            new = [i for i in everything(screening) if (type(i), i.id) not in known]
            known.update((type(item), item.id) for item in new)
            broken += adults_words_reach_adults_only(content, there, new)
            found += witnesses(there, new)
    return Proof((*dict.fromkeys(broken), *unseen(content, found)), tuple(found))


def _areas(content: Content, track: str) -> Iterator[tuple[int, Screening]]:
    """An area for each distinct set of contacts and advice."""
    seen = set()
    for index, area in enumerate(content.directory.areas):
        made = Screening(content.questionnaire, content.directory, track, area.id)
        shown = (tuple(c.id for c in made.contacts), tuple(a.id for a in made.advice))
        if shown not in seen:
            seen.add(shown)
            yield index, made
