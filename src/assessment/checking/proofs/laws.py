"""Laws about the result of every set of answers. Each law is stated as its violation."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

import z3

from assessment.checking.findings import Finding
from assessment.checking.proofs.encoding import Encoding, Formula, Place
from assessment.checking.proofs.reaching import Item, name_of, shown
from assessment.checking.proofs.search import Search, in_words
from assessment.content.directory import Area, Contact
from assessment.content.kinds import FOR_CHILDREN, OF_THE_LAW
from assessment.content.loading import KeyPath
from assessment.content.passages import Advice, Outcome
from assessment.content.rules import ALWAYS, ContentModel

FIRST = 3
"""How many contacts a frightened reader can take in."""
ORDER_FIX = "Check `contact_order` in the questions, and the kinds of these contacts."
SHOW_FIX = "Add its kind to a `contact_order` rule that has `when: always`."
ADULTS_FIX = "Exclude the `under_18` flag in its rule, or remove `adults_only`."


class Law(NamedTuple):
    """A law, which is violated by any answers that make `broken` true.

    `what` describes the violation, which is reported at `keys` within the model `at`.
    """

    code: str
    broken: Formula
    what: str
    fix: str
    at: ContentModel
    keys: KeyPath = ()


def disproved(laws: Iterable[Law], *encodings: Encoding) -> Iterator[Finding]:
    """A finding with a minimal counterexample for each law that does not hold.

    A law on a change needs two encodings: one for the answers before, one for those after it.
    """
    search = Search(encodings)
    for code, broken, what, fix, at, keys in laws:
        if found := search.smallest(broken):
            told = map(in_words, (each.screening for each in encodings), found)
            message = f"{what}, with these answers: {' Changed to: '.join(told)}"
            yield Finding(code, at, message, fix, keys)


def laws_of_results(encoding: Encoding, items: Iterable[Item]) -> Iterator[Law]:
    """E301: every reader gets an outcome. E314: readers under 18 see no `adults_only` item."""
    nothing, fix = z3.Not(z3.Or(encoding.fits)), "Give the last outcome `when: always`."
    asking = encoding.screening.questionnaire
    yield Law("E301", nothing, "no outcome is shown", fix, asking, ("outcomes",))
    for item in items:
        if isinstance(item, Outcome | Advice | Contact) and item.adults_only:
            to_a_child = z3.And(shown(encoding, item), encoding.flags["under_18"])
            what = f"{name_of(item)} is for adults only but is shown to a reader under 18"
            yield Law("E314", to_a_child, what, ADULTS_FIX, item, ("when",))


def laws_of_contacts(encoding: Encoding, area: Area) -> Iterator[Law]:
    """E308 to E311: readers in this area have someone to call, with the right contacts first."""
    contacts, flags = encoding.screening.contacts, encoding.flags
    helpers = [c for c in contacts if not c.authority and not c.emergency]
    numbers = [c for c in contacts if c.emergency]
    emergency_first = _among_first(encoding.places, lambda c: c.emergency, 1)
    unhelped = z3.And(flags["danger_now"], z3.Not(emergency_first))
    unseen = z3.And(flags["under_18"], z3.Not(a_line_for_children_is_early(encoding)))
    laws = [
        ("E311", _shows_none(encoding, helpers), "only an authority is shown", SHOW_FIX),
        ("E311", _shows_none(encoding, numbers), "the emergency number is not shown", SHOW_FIX),
        ("E308", unhelped, "emergency help does not come first for a reader in danger", ORDER_FIX),
        ("E309", _feared_too_early(encoding), "police or prosecutors are listed too early",
         ORDER_FIX),
    ]  # fmt: skip
    if has_line_for_children(contacts):
        what = f"no hotline for children is among the first {FIRST} contacts"
        laws.append(("E310", unseen, what, ORDER_FIX))
    return (Law(*law, area) for law in laws)


def a_line_for_children_is_early(encoding: Encoding) -> Formula:
    """True if a line for children is among the first contacts after emergency and crisis help."""
    places = [p for p in encoding.places if p.contact.kind not in ("emergency", "crisis")]
    return _among_first(places, _is_for_children, FIRST)


def has_line_for_children(contacts: tuple[Contact, ...]) -> bool:
    """Whether any of the contacts serves all children."""
    return any(c.when == ALWAYS and _is_for_children(c) for c in contacts)


def _shows_none(encoding: Encoding, contacts: Iterable[Contact]) -> Formula:
    return z3.Not(z3.Or([encoding.offers(contact) for contact in contacts]))


def _among_first(places: list[Place], wanted: Callable[[Contact], bool], count: int) -> Formula:
    """True if at least one of the first `count` contacts satisfies `wanted`."""
    found = [index for index, place in enumerate(places) if wanted(place.contact)]
    return z3.Or([_is_early(places, index, count) for index in found])


def _is_early(places: list[Place], index: int, count: int) -> Formula:
    before = [place.taken for place in places[:index]]
    if len(before) < count:
        return places[index].taken
    return z3.And(places[index].taken, z3.AtMost(*before, count - 1))


def _feared_too_early(encoding: Encoding) -> Formula:
    """True if the police or a prosecutor is among the first contacts and other help comes later."""
    flags, early, later_help = encoding.flags, list[Formula](), list[Formula]()
    for index, place in reversed(list(enumerate(encoding.places))):
        if place.contact.kind in OF_THE_LAW:
            early.append(z3.And(_is_early(encoding.places, index, FIRST), z3.Or(later_help)))
        elif not place.contact.emergency:
            later_help.append(place.taken)
    excused = z3.Or(flags["danger_now"], flags.get("asks_police", False))
    return z3.And(flags["fears_police"], z3.Not(excused), z3.Or(early))


def _is_for_children(contact: Contact) -> bool:
    return bool(FOR_CHILDREN.intersection(contact.kinds))
