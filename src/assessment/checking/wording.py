"""Checks that the wording is finished, plain, and free of hurtful words."""

import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Literal

from assessment.checking.findings import Finding
from assessment.checking.names import Names
from assessment.content.folder import merged_words
from assessment.content.loading import Content, KeyPath
from assessment.content.refusals import validated
from assessment.content.rules import ContentModel
from assessment.content.traversal import texts
from assessment.resources import root

UNFINISHED = re.compile(r"\b(TODO|FIXME|TBD|XXX|[Ll]orem ipsum)\b")
MARKUP = re.compile(r"</?[a-zA-Z][^>]*>|&(?:#\d+|[a-z]+);|\*\*|__|\]\(")
HOLDER = re.compile(r"\{[^}]*\}?|%\(\w+\)s|%s")
TWO_IN_ONE = re.compile(r"\?.*\?|\band/or\b", re.DOTALL)
SHOWN = 40

Fault = tuple[str, str, str]
"""Code, message and fix."""


class Word(ContentModel):
    """A word to avoid, its replacement, and the reason; `only` limits it to one kind of text."""

    word: str
    instead: str
    only: Literal["question"] | None = None
    reason: str
    source: str


class Words(ContentModel):
    """All of `words.yaml`."""

    words: tuple[Word, ...]

    def found_in(self, text: str, is_question: bool) -> list[Word]:
        """The words from the list that occur in the text as whole words."""
        hits = {hit.lower() for hit in self._pattern.findall(text)}
        return [w for w in self.words if w.word in hits and (is_question or w.only is None)]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        joined = "|".join(re.escape(word.word) for word in self.words)
        # A capital letter in the middle of a sentence marks a name, such as that of an office.
        return re.compile(rf"(?<![\w-])({joined}|(?:^|(?<=[.?!] ))(?i:{joined}))(?:s|es)?\b")


def read_words(own: Path | None = None) -> Words:
    """The shipped word list, as overridden by the list in the content folder `own`, if any."""
    return validated(merged_words(root() / "words.yaml", own), Words)


def texts_that_stumble(names: Names) -> Iterator[Finding]:
    """E254, E257 to E259, W252, W253, W255, W256: unfinished text, typography, words to avoid."""
    words = read_words(names.own)
    for model in (names.asking, names.directory):
        for path, text in texts(model):
            is_question = path[0] == "topics" and path[-1] == "text"
            faults = list(_faults(text, is_question, "{question}" if path[0] == "tracks" else ""))
            if path[-1] == "unsure" and "{question}" not in text:
                message = f"`{text}` does not contain {{question}}"
                faults.append(("E258", message, "Add {question} to the text."))
            if model is names.asking and not _is_name(path):
                faults += [
                    ("W253", f"`{word.word}`: {word.reason}", f"Use instead: {word.instead}.")
                    for word in words.found_in(text, is_question)
                ]
            for code, message, fix in faults:
                yield Finding(code, model, message, fix, path)


def names_of_others(content: Content) -> frozenset[str]:
    """Strings that may be the same in every language: names of organizations and programs."""
    models = (content.questionnaire, content.directory)
    return frozenset(text for model in models for path, text in texts(model) if _is_name(path))


def start(text: str) -> str:
    """The beginning of a string, to identify it."""
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _is_name(path: KeyPath) -> bool:
    """Whether this is the name of an organization or a program, which must not be reworded."""
    return path[-1] == "name" and (path[0] == "contacts" or "programs" in path)


def _faults(text: str, is_question: bool, allowed: str) -> Iterator[Fault]:
    """Typographic problems and unfinished text; `allowed` is the placeholder that may occur."""
    if found := UNFINISHED.search(text):
        yield "E254", f"unfinished text: `{found[0]}`", "Finish the text, or remove it."
    if found := MARKUP.search(text):
        message = f"readers would see `{found[0]}` as plain characters"
        yield "E257", message, "Write plain text without markup."
    for holder in HOLDER.findall(text):
        if holder != allowed:
            fix = f"Only {allowed} is allowed here." if allowed else "Remove it."
            yield "E259", f"unknown placeholder `{holder}`", fix
    if "  " in text or text != text.strip():
        yield "W255", f"extra space in `{start(text)}`", "Use one space between words."
    if '"' in text:
        yield "W256", f"straight quotes in `{start(text)}`", "Use \u201c and \u201d."
    if is_question and TWO_IN_ONE.search(text):
        yield "W252", f"two questions in one: `{start(text)}`", "Ask one question at a time."
