"""Texts that have no translation yet, which say in HTML which language they are in."""

from collections.abc import Callable
from typing import Any, Self

from markupsafe import Markup

from assessment.content.locales import Catalogue


class Untranslated(str):
    """A text in the source language on a page in another language.

    In HTML it names its language, so that a screen reader does not read English with the sounds of
    the page's language. It stays marked when values are filled in. The mark has no quotes, so that
    it cannot end an attribute; in an attribute, use the filter `plain`.
    """

    source: str

    def __new__(cls, text: str, source: str) -> Self:
        """The text, which is in the `source` language."""
        made = super().__new__(cls, text)
        made.source = source
        return made

    def __html__(self) -> Markup:
        return Markup("<span lang={}>{}</span>").format(self.source, str(self))

    def format(self, *values: Any, **named: Any) -> "Untranslated":
        return Untranslated(super().format(*values, **named), self.source)

    def replace(self, *values: Any) -> "Untranslated":
        return Untranslated(super().replace(*values), self.source)


def translator(catalogue: Catalogue, source: str) -> Callable[[str], str]:
    """Gives each text in the catalog's language, or marked as a text in the `source` language."""
    if catalogue.language == source:
        return catalogue.gettext

    def gettext(text: str) -> str:
        return catalogue.messages.get(text) or Untranslated(text, source)

    return gettext
