"""The glossary of each language, and checks that its translations use it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import RootModel

from assessment.checking.wording import Fault, start
from assessment.content.refusals import validated
from assessment.content.rules import ContentModel, LanguageCode
from assessment.content.texts import Day
from assessment.content.yaml_file import read_yaml
from assessment.resources import root

SEPARATORS = r"\s*[/,;\u060c\u3001\uff1b]\s*"
"""Slashes, and the commas and semicolons of Latin, Arabic, and Chinese scripts."""
NOTE = r"\s*\([^)]*\)"
"""A note for translators."""
LETTER = r"[\w\u0610-\u065f\u0900-\u0dff]"
"""A letter, or a vowel mark of Arabic and Indic scripts."""
STEM = 0.6
"""The fraction of each word that must match, because many languages change the end of a word."""
SHORTEST_STEM = 3


class Term(ContentModel):
    """An English term and its translation; slashes, commas, or semicolons separate alternatives.

    `source` is official material that uses the translation, if any was found. A term with a note in
    parentheses is for translators only, because its translation depends on the sentence.
    """

    en: str
    use: str
    source: str | None = None
    date: Day

    def lacks(self, source: str, text: str) -> bool:
        """Whether the string contains the English term but the translation does not use `use`."""
        if "(" in self.en or not re.search(rf"\b{re.escape(self.en)}(e?s)?\b", source, re.I):
            return False
        uses = re.split(SEPARATORS, re.sub(NOTE, "", self.use))
        return not any(_occurs(use, text) for use in uses)


class Avoided(ContentModel):
    """Words that insult, frighten, or mislead readers of the language, with the reason.

    A term with a note in parentheses is for translators only.
    """

    term: str
    reason: str

    def occurs(self, text: str) -> bool:
        """Whether one of the words occurs in the text."""
        words = () if "(" in self.term else re.split(SEPARATORS, self.term)
        return any(re.search(_as_word(word), text, re.I) for word in words)


class Glossary(ContentModel):
    """The glossary of one language, and how its texts address readers."""

    variety: str
    address: str
    gender: str
    terms: tuple[Term, ...]
    avoid: tuple[Avoided, ...] = ()

    def faults(self, source: str, text: str) -> Iterator[Fault]:
        """W287, W288: missing terms, and words that should be avoided."""
        for term in self.terms:
            if term.lacks(source, text):
                message = f"the translation of `{start(source)}` does not use `{term.use}`"
                yield "W287", message, f"Use it for `{term.en}`, or correct locales/{NAME}."
        for avoided in self.avoid:
            if avoided.occurs(text):
                yield "W288", f"`{avoided.term}`: {avoided.reason}", "Use another word."


Glossaries = RootModel[dict[LanguageCode, Glossary]]
NAME = "glossary.yaml"


def read_glossaries(own: Path | None) -> Mapping[str, Glossary]:
    """The shipped glossary of each language, or the one in the content folder `own`.

    Raises ContentError if a file is invalid.
    """
    found: dict[str, Glossary] = {}
    for folder in filter(None, (root(), own)):
        file = folder / "locales" / NAME
        if file.is_file() and (value := read_yaml(file, str(file))):
            found |= validated(value, Glossaries).root
    return found


def _as_word(word: str) -> str:
    """A pattern for a whole word, if the script puts spaces between words.

    Korean words take endings, and a single Korean syllable is part of many other words.
    """
    if re.match(r"[\u0e00-\u0e7f\u3400-\u9fff]", word):
        return re.escape(word)
    end = "" if re.match(r"[\uac00-\ud7af]{2}", word) else rf"(?!{LETTER})"
    return rf"(?<!{LETTER}){re.escape(word)}{end}"


def _occurs(use: str, text: str) -> bool:
    """Whether the beginning of each word occurs in the text; short words do not count."""
    words, folded = _folded(use).split(), _folded(text)
    words = [word for word in words if len(word) >= SHORTEST_STEM] or words
    return all(word[: max(SHORTEST_STEM, round(len(word) * STEM))] in folded for word in words)


def _folded(text: str) -> str:
    """The text in lowercase, without vowel marks and the Arabic article, which may be joined."""
    marked = unicodedata.normalize("NFD", text.casefold())
    plain = "".join(c for c in marked if unicodedata.category(c) != "Mn")
    return re.sub(r"\b\u0627\u0644(?=\w{2})", "", plain)
