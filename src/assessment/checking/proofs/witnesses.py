"""Example answers for everything that a result can contain."""

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

FIX = "Check its rule and the rules before it."
Item = Outcome | Assistance | Contact | Advice | Flag
UNSEEN = {
    Outcome: ("E302", "outcome", "no answers lead to it on the track"),
    Assistance: ("E304", "kind of help", "no answers lead to it"),
    Contact: ("E305", "contact", "no result shows it"),
    Advice: ("E306", "advice", "no result shows it"),
    Flag: ("E307", "flag", "it never holds"),
}


class Witness(NamedTuple):
    """Answers to a track that lead to an item; None if there are none."""

    track: str
    item: Item
    answers: dict[str, str] | None


def everything(screening: Screening) -> tuple[Item, ...]:
    """Everything that results of this track and area can contain, and the flags."""
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
    """A witness for each of these items; for outcomes, a minimal one."""
    search = Search([encoding])
    for item in items:
        find = search.smallest if isinstance(item, Outcome) else search.any
        found = find(shown(encoding, item))
        yield Witness(encoding.screening.track, item, found[0] if found else None)


def unseen(content: Content, found: Iterable[Witness]) -> Iterator[Finding]:
    """E302, E304 to E307: items that no answers lead to; outcomes are checked on each track."""
    listed = list(found)
    seen = {(type(w.item), w.item.id) for w in listed if w.answers is not None}
    for track, item, answers in listed:
        each_track = isinstance(item, Outcome)
        if answers is None and (each_track or (type(item), item.id) not in seen):
            code, what, why = UNSEEN[type(item)]
            said = f"the {what} `{item.id}`: {why}" + (f" `{track}`" if each_track else "")
            yield Finding(code, isinstance(item, Contact), key_path_of(content, item), said, FIX)


def shown(encoding: Encoding, item: Item) -> Formula:
    """The result contains this item."""
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
    """A minimal counterexample as text; nothing if there is none."""
    for answers in Search([encoding]).smallest(broken) or ():
        yield in_words(encoding.screening, answers)


def said(screening: Screening, answers: dict[str, str]) -> list[str]:
    """The text of each question with its answer."""
    content, track = screening.questionnaire, screening.track
    asked = {name: screening.asked[name].question for name in answers}
    labels = {(n, o.id): o.label for n, q in asked.items() for o in content.options_of(track, q)}
    return [f"{asked[name].text} {labels[name, option]}." for name, option in answers.items()]


def in_words(screening: Screening, answers: dict[str, str]) -> str:
    """The same on one line."""
    return " ".join(said(screening, answers)) or "(no answers)"


def from_to(screening: Screening, pair: list[dict[str, str]]) -> str:
    """Two sets of answers on one line, for a law that compares them."""
    first, then = (in_words(screening, answers) for answers in pair)
    return f"First: {first} Then: {then}"
