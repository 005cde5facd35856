"""Laws on which contacts come first in an area."""

from collections.abc import Callable, Iterator

import z3

from assessment.checking.findings import Finding
from assessment.checking.proofs.encoding import Encoding, Formula, Place
from assessment.checking.proofs.witnesses import counter_examples
from assessment.content.directory import Contact
from assessment.content.kinds import FOR_CHILDREN, OF_THE_LAW
from assessment.content.loading import KeyPath

FIRST = 3
"""How many contacts a frightened reader can take in; a result page shows as many unfolded."""
FIX = "Check `contact_order` in the questions, and the kinds of these contacts."


def the_right_contacts_come_first(encoding: Encoding, area: KeyPath) -> Iterator[Finding]:
    """E308 to E310: emergency help, feared authorities, and lines for children."""
    flags = encoding.flags
    emergency = among_first(encoding, _is_emergency, 1)
    for_children = a_line_for_children_is_early(encoding)
    in_danger, is_child = flags["danger_now"], flags["under_18"]
    laws: list[tuple[str, Formula, str]] = [
        ("E308", z3.And(in_danger, z3.Not(emergency)),
         "emergency help does not come first in danger"),
        ("E309", _feared_too_early(encoding), "the police or a prosecutor is listed too early"),
    ]  # fmt: skip
    if has_line_for_children(encoding.screening.contacts):
        message = f"no line for children is among the first {FIRST}"
        laws.append(("E310", z3.And(is_child, z3.Not(for_children)), message))
    for code, broken, what in laws:
        for words in counter_examples(encoding, broken):
            yield Finding(code, True, area, f"{what}, for these answers: {words}", FIX)


def among_first(encoding: Encoding, wanted: Callable[[Place], bool], count: int) -> Formula:
    """One of the first `count` contacts is a wanted one."""
    places = encoding.places
    return z3.Or([_is_early(places, i, count) for i, place in enumerate(places) if wanted(place)])


def a_line_for_children_is_early(encoding: Encoding) -> Formula:
    """A line for children is among the first contacts, without emergency and crisis help."""
    places = [p for p in encoding.places if p.contact.kind not in ("emergency", "crisis")]
    early = [_is_early(places, i, FIRST) for i, p in enumerate(places) if is_for_children(p)]
    return z3.Or(early)


def has_line_for_children(contacts: tuple[Contact, ...]) -> bool:
    """Whether any of the contacts serves all children."""
    return any(c.when is None and FOR_CHILDREN.intersection(c.kinds) for c in contacts)


def _is_early(places: list[Place], index: int, count: int) -> Formula:
    before = [place.taken for place in places[:index]]
    if len(before) < count:
        return places[index].taken
    return z3.And(places[index].taken, z3.AtMost(*before, count - 1))


def _feared_too_early(encoding: Encoding) -> Formula:
    """Police or a prosecutor is among the first contacts, and another contact comes later."""
    places, flags = encoding.places, encoding.flags
    helpers = [p.taken if not _is_feared(p) and not _is_emergency(p) else False for p in places]
    early = [
        z3.And(_is_early(places, index, FIRST), z3.Or(helpers[index + 1 :]))
        for index, place in enumerate(places)
        if _is_feared(place)
    ]
    excused = z3.Or(flags["danger_now"], flags.get("asks_police", False))
    return z3.And(flags["fears_police"], z3.Not(excused), z3.Or(early))


def _is_emergency(place: Place) -> bool:
    return place.contact.emergency


def _is_feared(place: Place) -> bool:
    return place.contact.kind in OF_THE_LAW


def is_for_children(place: Place) -> bool:
    return bool(FOR_CHILDREN.intersection(place.contact.kinds))
