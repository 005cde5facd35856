"""The list of words to avoid, each with a reason and a source."""

import re
from functools import cached_property
from pathlib import Path
from typing import Literal

from assessment.content.folder import merged_words
from assessment.content.rules import ContentModel
from assessment.content.yaml_file import value_of
from assessment.resources import root


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
    return Words.model_validate(value_of(merged_words(root() / "words.yaml", own)))
