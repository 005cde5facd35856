"""Strings without a translation, as HTML that says which language they are in."""

from collections.abc import Callable
from typing import Any, Self

from markupsafe import Markup

from assessment.content.locales import Catalogue


class Untranslated(str):
    """A string in the source language on a page in another language.

    Its HTML names its language, so that a screen reader does not pronounce English like the
    language of the page. The string stays marked when values are filled in. The markup contains no
    quotes, so that it cannot end an attribute; inside attributes, use the `plain` filter.
    """

    source: str

    def __new__(cls, text: str, source: str) -> Self:
        """Create the string `text`, which is in the `source` language."""
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
    """A function that translates a string, or marks it as being in the `source` language."""
    if catalogue.language == source:
        return catalogue.gettext

    def gettext(text: str) -> str:
        return catalogue.messages.get(text) or Untranslated(text, source)

    return gettext
