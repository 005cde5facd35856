"""Marks in a text that a reader would stumble over."""

import re
from collections.abc import Iterator

Fault = tuple[str, str, str]
"""Code, message and fix."""

UNFINISHED = re.compile(r"\b(TODO|FIXME|TBD|XXX|[Ll]orem ipsum)\b")
MARKUP = re.compile(r"</?[a-zA-Z][^>]*>|&(?:#\d+|[a-z]+);|\*\*|__|\]\(")
HOLDER = re.compile(r"\{[^}]*\}?|%\(\w+\)s|%s")
TWO_IN_ONE = re.compile(r"\?.*\?|\band/or\b", re.DOTALL)

SHOWN = 40


def faults(text: str, is_question: bool, may_hold: frozenset[str]) -> Iterator[Fault]:
    """Everything that is wrong with a text; `may_hold` are the placeholders it can have."""
    if found := UNFINISHED.search(text):
        yield "E254", f"`{found[0]}` is not finished", "Write the text, or take it out."
    if found := MARKUP.search(text):
        yield "E257", f"`{found[0]}` is shown as it stands", "Write plain words: no HTML, no marks."
    for holder in HOLDER.findall(text):
        if holder not in may_hold:
            allowed = ", ".join(sorted(may_hold)) or "none"
            yield "E259", f"nothing is put in for `{holder}`", f"Placeholders here: {allowed}."
    if "  " in text or text != text.strip():
        yield "W255", f"a space too many in `{start(text)}`", "Keep one space between words."
    if '"' in text:
        yield "W256", f"straight quotes in `{start(text)}`", "Use \u201c and \u201d."
    if is_question and TWO_IN_ONE.search(text):
        yield "W252", f"two questions in one: `{start(text)}`", "Ask one thing at a time."


def start(text: str) -> str:
    """The beginning of a text, enough to find it by."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
