"""Characters and leftovers in texts that would confuse readers."""

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
    """Every problem of a text; `may_hold` lists its allowed placeholders."""
    if found := UNFINISHED.search(text):
        yield "E254", f"`{found[0]}` is a leftover", "Write the text, or remove it."
    if found := MARKUP.search(text):
        message = f"readers would see `{found[0]}` as plain characters"
        yield "E257", message, "Write plain text without markup."
    for holder in HOLDER.findall(text):
        if holder not in may_hold:
            allowed = ", ".join(sorted(may_hold)) or "none"
            yield "E259", f"unknown placeholder `{holder}`", f"Allowed here: {allowed}."
    if "  " in text or text != text.strip():
        yield "W255", f"extra space in `{start(text)}`", "Use one space between words."
    if '"' in text:
        yield "W256", f"straight quotes in `{start(text)}`", "Use \u201c and \u201d."
    if is_question and TWO_IN_ONE.search(text):
        yield "W252", f"two questions in one: `{start(text)}`", "Ask one question at a time."


def start(text: str) -> str:
    """The beginning of a text, to identify it."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
