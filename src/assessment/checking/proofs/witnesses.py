"""A smallest set of answers for everything that a result can hold."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from assessment.checking.findings import Finding
from assessment.checking.proofs.encoding import Encoding, Formula
from assessment.checking.proofs.search import Search
from assessment.content.directory import Contact
from assessment.content.loading import Content, KeyPath
from assessment.content.passages import Advice, Assistance, Outcome
from assessment.content.questionnaire import Flag
from assessment.screening.results import Screening

FIX = "Look at its rule, and at the rules that come before it."
Item = Outcome | Assistance | Contact | Advice | Flag
UNSEEN = {
    Outcome: ("E302", "outcome", "no answers lead to it on the track"),
    Assistance: ("E304", "kind of help", "nobody can get it"),
    Contact: ("E305", "contact", "no result shows it"),
    Advice: ("E306", "advice", "no result shows it"),
    Flag: ("E307", "flag", "it never holds"),
}


class Witness(NamedTuple):
    """Answers to a track that lead to an item; None where no answers do."""

    track: str
    item: Item
    answers: dict[str, str] | None


def everything(screening: Screening) -> tuple[Item, ...]:
    """All that results of this track and area can hold, and the flags behind them."""
    content, track = screening.questionnaire, screening.track
    outcomes = [outcome for outcome in content.outcomes if outcome.passage(track)]
    return (
        *content.flags,
        *outcomes,
        *content.assistance,
        *screening.advice,
        *screening.contacts,
    )


def witnesses(encoding: Encoding, items: Iterable[Item]) -> Iterator[Witness]:
    """A witness for each of these items, the smallest for an outcome."""
    search = Search([encoding])
    for item in items:
        find = search.smallest if isinstance(item, Outcome) else search.any
        found = find(shown(encoding, item))
        yield Witness(encoding.screening.track, item, found[0] if found else None)


def unseen(content: Content, found: Iterable[Witness]) -> Iterator[Finding]:
    """E302, E304 to E307: what no answers lead to, an outcome on each track that it speaks to."""
    listed = list(found)
    seen = {(type(w.item), w.item.id) for w in listed if w.answers is not None}
    for track, item, answers in listed:
        each_track = isinstance(item, Outcome)
        if answers is None and (each_track or (type(item), item.id) not in seen):
            code, what, why = UNSEEN[type(item)]
            said = f"the {what} `{item.id}`: {why}" + (f" `{track}`" if each_track else "")
            yield Finding(code, isinstance(item, Contact), key_path_of(content, item), said, FIX)


def shown(encoding: Encoding, item: Item) -> Formula:
    """Some result holds this item."""
    if isinstance(item, Outcome):
        return encoding.takes(item)
    if isinstance(item, Flag):
        return encoding.flags[item.id]
    return encoding.offers(item) if not isinstance(item, Advice) else encoding.holds(item.when)


def key_path_of(content: Content, item: Item) -> KeyPath:
    """The path to the rule of an item through the keys of its file."""
    if isinstance(item, Contact):
        ids = [contact.id for contact in content.directory.contacts]
        return ("contacts", ids.index(item.id), "when")
    kind = {Outcome: "outcomes", Assistance: "assistance", Advice: "advice", Flag: "flags"}
    section = kind[type(item)]
    ids = [other.id for other in getattr(content.questionnaire, section)]
    return (section, ids.index(item.id), "when")


def counter_examples(encoding: Encoding, broken: Formula) -> Iterator[str]:
    """The fewest answers for which this holds, in words; nothing where there are none."""
    for answers in Search([encoding]).smallest(broken) or ():
        yield in_words(encoding.screening, answers)


def said(screening: Screening, answers: dict[str, str]) -> list[str]:
    """Each question with its answer, as a person would read them out."""
    content, track = screening.questionnaire, screening.track
    asked = {name: screening.asked[name].question for name in answers}
    labels = {(n, o.id): o.label for n, q in asked.items() for o in content.options_of(track, q)}
    return [f"{asked[name].text} {labels[name, option]}." for name, option in answers.items()]


def in_words(screening: Screening, answers: dict[str, str]) -> str:
    """The same in one line."""
    return " ".join(said(screening, answers)) or "(nothing answered)"


def from_to(screening: Screening, pair: list[dict[str, str]]) -> str:
    """Two sets of answers in one line, for a law that compares them."""
    first, then = (in_words(screening, answers) for answers in pair)
    return f"first: {first} Then: {then}"
