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
UNSEEN = {
    Outcome: ("E302", "outcome", "no answers lead to it on the track"),
    Assistance: ("E304", "kind of help", "no answers lead to it"),
    Contact: ("E305", "contact", "no result shows it"),
    Advice: ("E306", "advice", "no result shows it"),
    Flag: ("E307", "flag", "it is never set"),
}


def everything(screening: Screening) -> tuple[Item, ...]:
    """All flags, and everything that results on this track and in this area can contain."""
    content = screening.questionnaire
    outcomes = [outcome for outcome in content.outcomes if outcome.passage(screening.track)]
    return (*content.flags, *outcomes, *content.assistance, *screening.advice, *screening.contacts)


def name_of(item: Item) -> str:
    """The kind and ID of the item, for messages."""
    return f"the {UNSEEN[type(item)][1]} `{item.id}`"


def shown(encoding: Encoding, item: Item) -> Formula:
    """A formula that is true if the result contains this item."""
    if isinstance(item, Outcome):
        return encoding.takes(item)
    if isinstance(item, Flag):
        return encoding.flags[item.id]
    return encoding.holds(item.when) if isinstance(item, Advice) else encoding.offers(item)


def reached(encoding: Encoding, items: Iterable[Item]) -> Iterator[tuple[Item, Finding | None]]:
    """Each item, with a finding if no answers on this track lead to it."""
    search, track = Search([encoding]), encoding.screening.track
    for item in items:
        code, _, why = UNSEEN[type(item)]
        on_track = f" `{track}`" if isinstance(item, Outcome) else ""
        found = Finding(code, item, f"{name_of(item)}: {why}{on_track}", FIX, ("when",))
        yield item, None if search.any(shown(encoding, item)) else found


def unreached(tried: Iterable[tuple[Item, Finding | None]]) -> list[Finding]:
    """E302: outcomes unreachable on a track that has text for them. E304 to E307: items
    unreachable on every track.
    """
    listed = list(tried)
    seen = {id(item) for item, found in listed if not (found or isinstance(item, Outcome))}
    return [found for item, found in listed if found and id(item) not in seen]
