"""Language tags such as pt-BR: parsed, compared, and matched with what a browser prefers."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from babel import Locale
from babel.core import get_global, parse_locale

ENTRY = re.compile(r"\s*([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*")
MAX_PREFERRED = 20
"""Maximum number of Accept-Language entries that are read; browsers send only a few."""


class Tag(NamedTuple):
    """A language tag, completed with the usual script and territory from Unicode's data."""

    language: str
    script: str | None
    territory: str | None

    @classmethod
    def of(cls, tag: str) -> "Tag | None":
        """The parsed tag, or None if it is malformed. Obsolete codes are replaced."""
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


def speaks(codes: Iterable[str], language: str) -> bool:
    """Whether one of these codes stands for the language, in any script or region."""
    wanted = Tag.of(language)
    found = filter(None, map(Tag.of, codes))
    return wanted is not None and any(tag.language == wanted.language for tag in found)


def language_name(code: str, locale: Locale) -> str:
    """The name of a language in the reader's language, or its code if the name is unknown."""
    first, *rest = code.split("-")
    # Babel writes scripts as in Hans and regions as in BR.
    key = "_".join([first, *(p.title() if len(p) == len("Hans") else p.upper() for p in rest)])
    return locale.languages.get(key) or locale.languages.get(first) or code


def preferred(header: str) -> Iterator[str]:
    """The language tags of an Accept-Language header, in order of preference.

    Malformed entries are ignored, so that every browser gets a page.
    """
    entries = header[:1000].split(",")[:MAX_PREFERRED]
    ranked = [(float(found[2] or 1), found[1]) for e in entries if (found := ENTRY.fullmatch(e))]
    ranked.sort(key=lambda pair: -pair[0])
    return (tag for weight, tag in ranked if weight)


def best_language(header: str, languages: Sequence[str]) -> str:
    """The language that best matches an Accept-Language header, or else the first language.

    Another script or region of the preferred language is better than the next language: zh-TW gets
    zh-hans, and pt-PT gets pt-br. fr-HT gets fr, because the reader chose French on the device.
    """
    offered = [(language, tag) for language in languages if (tag := Tag.of(language))]
    for wanted in filter(None, map(Tag.of, preferred(header))):
        if same := [(name, tag) for name, tag in offered if tag.language == wanted.language]:
            return max(same, key=lambda each: wanted.closeness(each[1]))[0]
    return languages[0]
