"""Translation catalogs, and the choice of the language that a browser prefers."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from io import StringIO
from pathlib import Path
from sys import intern
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from babel.core import get_global, parse_locale
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from assessment.errors import ContentError, Problem
from assessment.resources import root

LINE = re.compile(r'(#.*|((msgctxt|msgid|msgid_plural|msgstr(\[\d+\])?)\s+)?"(\\.|[^"\\])*")?\s*')
HEADER = 4096
"""Number of characters at the beginning of a catalog that contain its header."""
MAX_PREFERRED = 20
"""Maximum number of Accept-Language entries that are read; browsers send only a few."""


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
        return Locale.parse(regional[1] if regional else self.language.replace("-", "_"))

    @cached_property
    def entries(self) -> dict[str, str]:
        """The translations in the file by English string, except fuzzy and empty ones."""
        if self.file is None:
            return {}
        found = (m for m in read_catalogue(self.file) if m.id and m.string and not m.fuzzy)
        # The English strings are the same in all catalogs, so they are kept only once.
        return {intern(str(m.id)): str(m.string) for m in found}

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
        own = Locale.parse(self.language, sep="-")
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


def preferred(header: str) -> Iterator[str]:
    """The language tags of an Accept-Language header, in order of preference.

    Malformed entries are ignored, so that every browser gets a page.
    """
    ranked = []
    for entry in header[:1000].split(",")[:MAX_PREFERRED]:
        tag, _, quality = entry.strip().partition(";")
        weight = re.fullmatch(r"\s*q=([01](?:\.\d{0,3})?)", quality) if quality else None
        if re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", tag.strip()):
            ranked.append((-float(weight[1] if weight else 1 if not quality else 0), tag.strip()))
    ranked.sort(key=lambda pair: pair[0])
    return (tag for weight, tag in ranked if weight < 0)


class Tag(NamedTuple):
    """A language tag with the script and territory that Unicode's data add if it names none."""

    language: str
    script: str | None
    territory: str | None

    @classmethod
    def of(cls, tag: str) -> "Tag | None":
        """The parsed tag, or None if it is malformed. Old codes get their current one."""
        try:
            language, territory, script, *_ = parse_locale(tag, sep="-")
        except ValueError:
            return None
        language = get_global("language_aliases").get(language, language)
        if not script:
            likely = get_global("likely_subtags")
            found = likely.get(f"{language}_{territory}") or likely.get(language)
            script = parse_locale(found)[2] if found else None
        return cls(language, script, territory)

    def closeness(self, other: "Tag") -> tuple[bool, bool]:
        """How close another tag of the same language is; a larger value is closer."""
        return self.script == other.script, self.territory == other.territory


def best_language(header: str, languages: Sequence[str]) -> str:
    """The language that best matches an Accept-Language header, or else the first language.

    Another script or region of a language is better than the next language: zh-TW gets zh-hans,
    and pt-PT gets pt-br. fr-HT gets fr, because the reader chose French on the device.
    """
    offered = [(language, tag) for language in languages if (tag := Tag.of(language))]
    for wanted in filter(None, map(Tag.of, preferred(header))):
        if same := [(name, tag) for name, tag in offered if tag.language == wanted.language]:
            return max(same, key=lambda each: wanted.closeness(each[1]))[0]
    return languages[0]
