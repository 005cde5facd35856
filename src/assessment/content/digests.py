"""Digests of the text that readers see, which show whether it has changed since a sign-off."""

import re
from collections.abc import Mapping
from hashlib import sha256

from assessment.content.loading import Content
from assessment.content.locales import Catalogue
from assessment.content.traversal import messages
from assessment.resources import page_templates

GETTEXT = re.compile(r"""\b_\("((?:[^"\\]|\\.)*)"\)""")


def current_digests(content: Content, catalogues: Mapping[str, Catalogue]) -> dict[str, str]:
    """A digest for each part that can be reviewed.

    The parts are `questions`, `contacts`, `pages`, and each language, which stands for the
    translations of all three.
    """
    pages = [file.read_text(encoding="utf-8") for file in page_templates(content.files.own)]
    texts = {
        "questions": messages(content.questionnaire),
        "contacts": messages(content.directory),
        "pages": [text for page in pages for text in GETTEXT.findall(page)],
    }
    every = [text for part in texts.values() for text in part]
    for language, catalogue in catalogues.items():
        if catalogue.file:
            texts[language] = [catalogue.gettext(text) for text in every]
    return {part: _digest(found) for part, found in texts.items()}


def _digest(texts: list[str]) -> str:
    return sha256("\0".join(texts).encode()).hexdigest()[:12]
