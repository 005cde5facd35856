"""The offered languages, and a right-to-left language with mock text."""

import re
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from assessment.checking.extraction import source_messages
from assessment.content.loading import load_content
from assessment.content.locales import catalogue_file

RIGHT_TO_LEFT = "ar"


@cache
def offered() -> tuple[str, ...]:
    """The languages of the shipped content, with the source language first."""
    return tuple(language.id for language in load_content().questionnaire.languages)


def mocked(folder: Path) -> Path:
    """A content folder with mock Arabic, which is 50% longer than the English text."""
    content, made = load_content(), Catalog(RIGHT_TO_LEFT)
    for number, (text, _) in enumerate(source_messages(content)):
        # Labels must differ, as in any language.
        word = "".join(chr(ord("ب") + int(digit)) for digit in str(number))
        kept = " ".join(re.findall(r"\{\w+\}|[\d-]{3,}", text))
        made.add(text, f"{word} {'نص تجريبي ' * (len(text) // 7)}{kept}".strip())
    file = catalogue_file(folder / "locales", RIGHT_TO_LEFT)
    file.parent.mkdir(parents=True)
    with file.open("wb") as stream:
        write_po(stream, made)
    languages = dict.fromkeys([*offered(), RIGHT_TO_LEFT])
    (folder / "site.yaml").write_text(f"languages: [{', '.join(languages)}]", encoding="utf-8")
    return folder
