"""What must be true for every reader under 18, or of whom a reader says so."""

from collections.abc import Iterable, Iterator

import z3

from assessment.checking.findings import Finding
from assessment.checking.proofs.encoding import Encoding
from assessment.checking.proofs.witnesses import UNSEEN, Item, counter_examples, key_path_of, shown
from assessment.content.directory import Contact
from assessment.content.loading import Content, KeyPath
from assessment.content.passages import Advice, Outcome
from assessment.content.rules import AllOf, AnyOf, FlagRule, Rule

LINE_FIX = "Give a line for young people a `first_when` that holds for flag under_18."
ADULTS_FIX = "Let its rule leave out flag under_18, or take out `adults_only`."


def a_youth_line_comes_first(encoding: Encoding, area: KeyPath) -> Iterator[Finding]:
    """E310: where an area has lines for young people, one of these is among the first.

    What somebody asked for, or a nearer line, may stand before it.
    """
    lines = _for_the_young(encoding.screening.contacts)
    if not lines:
        return
    first = z3.Or([z3.And(encoding.offers(c), encoding.is_first(c)) for c in lines])
    for words in counter_examples(encoding, z3.And(encoding.flags["under_18"], z3.Not(first))):
        message = f"no line for the young, for these answers: {words}"
        yield Finding("E310", True, area, message, LINE_FIX)


def areas_without_a_youth_line(content: Content) -> Iterator[Finding]:
    """W310: areas where nobody is there for young people alone."""
    directory = content.directory
    lacking = [a.id for a in directory.areas if not _for_the_young(directory.contacts_of(a.id))]
    if lacking:
        message = f"no line for the young in: {', '.join(lacking)}"
        yield Finding("W310", True, ("areas",), message, LINE_FIX)


def adults_words_reach_adults_only(
    content: Content, encoding: Encoding, items: Iterable[Item]
) -> Iterator[Finding]:
    """E314: any of these items that is for adults only, and is shown to somebody under 18."""
    for item in items:
        if isinstance(item, Outcome | Advice | Contact) and item.adults_only:
            to_a_child = z3.And(shown(encoding, item), encoding.flags["under_18"])
            for words in counter_examples(encoding, to_a_child):
                what = f"the {UNSEEN[type(item)][1]} `{item.id}`"
                message = f"{what} is for adults only, and is shown for these answers: {words}"
                in_contacts = isinstance(item, Contact)
                yield Finding("E314", in_contacts, key_path_of(content, item), message, ADULTS_FIX)


def _for_the_young(contacts: Iterable[Contact]) -> list[Contact]:
    return [c for c in contacts if not c.authority and _names_flag(c.first_when, "under_18")]


def _names_flag(rule: Rule | None, flag: str) -> bool:
    match rule:
        case FlagRule():
            return rule.flag == flag
        case AnyOf(any_of=parts) | AllOf(all_of=parts):
            return any(_names_flag(part, flag) for part in parts)
    return False
