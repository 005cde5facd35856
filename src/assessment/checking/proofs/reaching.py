"""Finds items in the content that no set of answers leads to."""

from collections.abc import Iterable, Iterator

from assessment.checking.findings import Finding
from assessment.checking.proofs.encoding import Encoding, Formula
from assessment.checking.proofs.search import Search
from assessment.content.directory import Contact
from assessment.content.passages import Advice, Assistance, Outcome
from assessment.content.questionnaire import Flag
from assessment.screening.results import Screening

FIX = "Check its rule and the rules before it."
Item = Outcome | Assistance | Contact | Advice | Flag
KINDS = {
    Outcome: ("E302", "outcome"),
    Assistance: ("E304", "kind of help"),
    Contact: ("E305", "contact"),
    Advice: ("E306", "advice"),
    Flag: ("E307", "flag"),
}


def everything(screening: Screening) -> tuple[Item, ...]:
    """All flags, and everything that results on this track and in this area can contain."""
    content = screening.questionnaire
    outcomes = [outcome for outcome in content.outcomes if outcome.passage(screening.track)]
    return (*content.flags, *outcomes, *content.assistance, *screening.advice, *screening.contacts)


def name_of(item: Item) -> str:
    """The kind and ID of the item, for messages."""
    return f"the {KINDS[type(item)][1]} `{item.id}`"


def shown(encoding: Encoding, item: Item) -> Formula:
    """A formula that is true if the result contains this item."""
    if isinstance(item, Outcome):
        return encoding.takes(item)
    if isinstance(item, Flag):
        return encoding.flags[item.id]
    return encoding.holds(item.when) if isinstance(item, Advice) else encoding.offers(item)


def unreached(encodings: Iterable[Encoding]) -> Iterator[Finding]:
    """E302: outcomes that no answers lead to on a track that has text for them.

    E304 to E307: other items that no answers lead to on any track.
    """
    seen: set[tuple[int, str]] = set()
    unseen: dict[tuple[int, str], Finding] = {}
    for encoding in encodings:
        search, track = Search([encoding]), encoding.screening.track
        for item in everything(encoding.screening):
            code, _ = KINDS[type(item)]
            key, on = (id(item), ""), ""
            if isinstance(item, Outcome):
                key, on = (id(item), track), f" on the track `{track}`"
            if key not in seen and search.is_possible(shown(encoding, item)):
                seen.add(key)
            message = f"no answers lead to {name_of(item)}{on}"
            unseen.setdefault(key, Finding(code, item, message, FIX, ("when",)))
    return (finding for key, finding in unseen.items() if key not in seen)
