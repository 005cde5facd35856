"""Translation catalogs, which are read when their language is first needed."""

import re
from collections.abc import Iterable
from functools import cached_property
from io import StringIO
from pathlib import Path
from sys import intern

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from assessment.content.locale_data import completed
from assessment.errors import ContentError, Problem
from assessment.resources import root

LINE = re.compile(r'(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d+\])?)\s+)?"(\\.|[^"\\])*")?\s*')
NUMBER = re.compile(r"\+?\d+(?:-\d+)+")
HEADER = 4096
"""Number of characters at the beginning of a catalog that contain its header."""


class Catalogue:
    """The translations of one language. English, the source language, has no file.

    If the file belongs to an agency, `under` is the shipped catalog that it overrides. A file is
    read when its language is first needed, because reading all of them would slow down startup.
    """

    def __init__(self, language: str, file: Path | None, under: "Catalogue | None" = None) -> None:
        self.language = language
        self.file = file
        self._under = under

    @cached_property
    def locale(self) -> Locale:
        """The locale data of the language; the checks report unknown languages (E209).

        The `Language` header of the catalog may add a region, such as es_US, which determines how
        times are written.
        """
        text = _beginning(self.file) if self.file else ""
        regional = re.search(rf'^"Language: ({self.language}_[A-Z]{{2}})\\n"$', text, re.MULTILINE)
        return completed(Locale.parse(regional[1] if regional else self.language.replace("-", "_")))

    @cached_property
    def entries(self) -> dict[str, str]:
        """The translations in the file by English string, except fuzzy and empty ones."""
        if self.file is None:
            return {}
        found = (m for m in read_catalogue(self.file) if m.id and m.string and not m.fuzzy)
        # The English strings are the same in all catalogs, so they are kept only once.
        return {intern(str(m.id)): self._written(str(m.string)) for m in found}

    def _written(self, text: str) -> str:
        """The text, with phone numbers marked to run from left to right.

        After an Arabic letter, browsers show 1-888-373 as 373-888-1.
        """
        return NUMBER.sub("\u2066\\g<0>\u2069", text) if self.direction == "rtl" else text

    @cached_property
    def messages(self) -> dict[str, str]:
        """All translations by English string, including inherited ones."""
        return self._under.messages | self.entries if self._under else self.entries

    @property
    def is_shipped(self) -> bool:
        """Whether the file is part of the shipped content."""
        return self.file is not None and self.file.is_relative_to(root() / "locales")

    def gettext(self, text: str) -> str:
        """The translation of the string, or the string itself if there is no translation."""
        return self.messages.get(text, text)

    @property
    def name(self) -> str:
        """The name of the language in the language itself, which is what its readers look for."""
        own = completed(Locale.parse(self.language, sep="-"))
        name = own.languages.get(str(own)) or own.get_display_name() or self.language
        return str(name[:1].upper() + name[1:])

    @property
    def direction(self) -> str:
        """The text direction, `ltr` or `rtl`, from the locale data."""
        return self.locale.text_direction


def _beginning(file: Path) -> str:
    with file.open(encoding="utf-8", errors="replace") as stream:
        return stream.read(HEADER)


def catalogue_file(folder: Path, language: str) -> Path:
    """The path of a language's catalog, in gettext's layout."""
    return folder / language / "LC_MESSAGES" / "messages.po"


def catalogue_name(file: Path) -> str:
    """The path of a catalog for use in messages; shipped catalogs get a relative path."""
    return str(file.relative_to(root()) if file.is_relative_to(root()) else file)


def read_catalogue(file: Path) -> Catalog:
    """The catalog in a file. Raises ContentError (E278) if it is invalid.

    Each line is checked, because Babel silently drops the last character of a string without a
    closing quote, which turned 145 into 14.
    """
    name = catalogue_name(file)
    try:
        text = file.read_text(encoding="utf-8")
        for number, line in enumerate(text.splitlines(), 1):
            if not LINE.fullmatch(line):
                fix = "Put each string in quotes after `msgid` or `msgstr`."
                problem = Problem("E278", name, number, 1, "invalid line", fix)
                raise ContentError([problem])
        return read_po(StringIO(text))
    except ValueError as error:
        fix = "Save it as UTF-8, or run `assessment translate` again."
        raise ContentError([Problem("E278", name, 1, 1, str(error), fix)]) from None


def is_known(language: str) -> bool:
    """Whether this is a known language code."""
    try:
        return bool(Locale.parse(language, sep="-"))
    except (UnknownLocaleError, ValueError):
        return False


def load_catalogues(
    folder: Path, languages: Iterable[str], own: Path | None = None
) -> dict[str, Catalogue]:
    """A catalog for each language; a language without a file is treated as the source language.

    Catalogs in `own`, the `locales` folder of an agency, override those in `folder`.
    """
    found = {}
    for language in languages:
        files = [catalogue_file(place, language) for place in (folder, own) if place]
        made = Catalogue(language, None)
        for file in files:
            made = Catalogue(language, file, made) if file.is_file() else made
        found[language] = made
    return found
