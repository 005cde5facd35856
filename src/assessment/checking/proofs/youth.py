"""Laws for readers under 18, and for bystanders who say that the person is under 18."""

from collections.abc import Iterable, Iterator

import z3

from assessment.checking.findings import Finding
from assessment.checking.proofs.encoding import Encoding
from assessment.checking.proofs.order import has_line_for_children
from assessment.checking.proofs.witnesses import UNSEEN, Item, counter_examples, key_path_of, shown
from assessment.content.directory import Contact
from assessment.content.loading import Content
from assessment.content.passages import Advice, Outcome

LINE_FIX = "Add a contact with the kind `youth`, `child_protection`, or `missing_children`."
ADULTS_FIX = "Exclude the flag `under_18` in its rule, or remove `adults_only`."


def areas_without_a_youth_line(content: Content) -> Iterator[Finding]:
    """W310: areas without a line for young people."""
    contacts = {a.id: content.directory.contacts_of(a.id) for a in content.directory.areas}
    lacking = [area for area, around in contacts.items() if not has_line_for_children(around)]
    if lacking:
        message = f"no line for young people in: {', '.join(lacking)}"
        yield Finding("W310", True, ("areas",), message, LINE_FIX)


def adults_words_reach_adults_only(
    content: Content, encoding: Encoding, items: Iterable[Item]
) -> Iterator[Finding]:
    """E314: `adults_only` items that are shown to a reader under 18."""
    for item in items:
        if isinstance(item, Outcome | Advice | Contact) and item.adults_only:
            to_a_child = z3.And(shown(encoding, item), encoding.flags["under_18"])
            for words in counter_examples(encoding, to_a_child):
                what = f"the {UNSEEN[type(item)][1]} `{item.id}`"
                message = f"{what} is for adults only but is shown for these answers: {words}"
                in_contacts = isinstance(item, Contact)
                yield Finding("E314", in_contacts, key_path_of(content, item), message, ADULTS_FIX)
