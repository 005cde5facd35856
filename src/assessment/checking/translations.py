"""Checks that catalogs are complete, use the right script, and have the right placeholders."""

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from babel.core import get_global
from babel.messages.catalog import Message

from assessment.checking.glossary import Glossary
from assessment.checking.wording import HOLDER, MARKUP, Fault, start
from assessment.content.locales import (
    Catalogue,
    catalogue_file,
    catalogue_name,
    is_known,
    read_catalogue,
)
from assessment.errors import Problem

ADD = "Run `assessment translate`, then add the translation."
LONGER = 3  # A translation may be this many times as long as its source.
LONG = 25
"""Shorter strings may be the same in two languages, such as Debt, TTY, or Hotel."""


def broken_translations(
    catalogues: Mapping[str, Catalogue],
    names: Collection[str],
    glossaries: Mapping[str, Glossary] = {},
    *,
    errors_only: bool = False,
) -> Iterator[Problem]:
    """E272, E273, E276, E277 and warnings: translations that do not match their source.

    Strings in `names` may stay untranslated. `errors_only` skips warnings, which are slow to find.
    """
    for index, catalogue in enumerate(catalogues.values()):
        if catalogue.file is None:
            if index > 0:  # the first language is the one of the content
                file = f"locales/{catalogue.language}/LC_MESSAGES/messages.po"
                message = f"the language `{catalogue.language}` has no catalog: pages are English"
                yield Problem("E277", file, 1, 1, message, ADD)
        elif is_known(catalogue.language):  # others are reported as E209
            entries = catalogue.entries.items()
            faults = [(source, f) for source, text in entries for f in _errors(source, text)]
            if not errors_only:
                faults += _warnings(catalogue, names, glossaries)
            yield from _placed(catalogue.file, faults)


def missing_translations(
    catalogues: Mapping[str, Catalogue], sources: Collection[str], own: Path | None = None
) -> Iterator[Problem]:
    """W270, W271: strings that readers would see in English, in the catalog that will get them."""
    for catalogue in catalogues.values():
        if catalogue.file is None:
            continue
        entries = {str(m.id): m for m in read_catalogue(catalogue.file) if m.id}
        for source in dict.fromkeys(sources):
            if source not in catalogue.messages:
                entry = entries.get(source)
                code, said, fix = _lack(entry)
                message = f"the translation of `{start(source)}` {said}"
                added = own and not entry and catalogue_file(own / "locales", catalogue.language)
                file = catalogue_name(added or catalogue.file)
                yield Problem(code, file, (entry and entry.lineno) or 1, 1, message, fix)


def _placed(file: Path, faults: list[tuple[str, Fault]]) -> Iterator[Problem]:
    """The faults with the lines of their source strings, in file order."""
    read = read_catalogue(file) if faults else ()
    lines = {str(entry.id): entry.lineno or 1 for entry in read}
    for source, (code, message, fix) in sorted(faults, key=lambda fault: lines.get(fault[0], 1)):
        yield Problem(code, catalogue_name(file), lines.get(source, 1), 1, message, fix)


def _lack(entry: Message | None) -> tuple[str, str, str]:
    if entry is None:
        return "W270", "is missing", ADD
    if entry.fuzzy and entry.string:
        fix = "Compare it with the new text, correct it, then remove the `fuzzy` mark."
        return "W271", "is fuzzy: the text has changed since it was translated", fix
    return "W271", "is empty", "Add the translation."


def _warnings(
    catalogue: Catalogue, names: Collection[str], glossaries: Mapping[str, Glossary]
) -> Iterator[tuple[str, Fault]]:
    """Each source string, once for each warning about its translation."""
    script, glossary = _script(catalogue), glossaries.get(catalogue.language)
    for source, text in catalogue.entries.items():
        if source != text or source not in names:
            yield from ((source, fault) for fault in _doubts(source, text, script))
            if glossary:
                yield from ((source, fault) for fault in glossary.faults(source, text))


def _errors(source: str, text: str) -> Iterator[Fault]:
    told = f"the translation of `{start(source)}`"
    for code, pattern, what in (("E272", HOLDER, "placeholders"), ("E273", MARKUP, "tags")):
        wanted = pattern.findall(source)
        if Counter(wanted) != Counter(pattern.findall(text)):
            fix = f"Use exactly these {what}: {' '.join(wanted) or 'none'}."
            yield code, f"{told} has different {what}", fix
    if not text.strip():
        yield "E276", f"{told} contains only spaces", "Add the translation."


def _doubts(source: str, text: str, script: str) -> Iterator[Fault]:
    wanted, told = _numbers(source), f"the translation of `{start(source)}`"
    if wanted - _numbers(text):  # Korean and Chinese also write months with numbers.
        fix = f"Use all of these numbers: {' '.join(sorted(wanted))}."
        yield "W279", f"{told} has different numbers", fix
    if len(text) > LONGER * max(len(source), LONG):
        fix = "Shorten it, or check that it belongs to this text."
        yield "W286", f"{told} is over {LONGER} times as long", fix
    if source == text and len(source) > LONG and " " in source:
        yield "W275", f"{told} is still English", "Translate it, or leave it empty for now."
    elif _strange(source, text, script):
        fix = f"Write it in the script of the language ({script})."
        yield "W274", f"the translation `{start(text)}` is in another script", fix


def _numbers(text: str) -> Counter[str]:
    """The numbers in a text, in Latin digits and without signs between thousands."""
    plain = "".join(str(unicodedata.digit(c, c)) for c in text)
    return Counter(re.findall(r"\d+", re.sub(r"(?<=\d)[.,\u00a0\u202f ](?=\d{3}\b)", "", plain)))


def _script(catalogue: Catalogue) -> str:
    likely = get_global("likely_subtags").get(catalogue.locale.language, "")
    found = (part for part in likely.split("_") if len(part) == 4)  # noqa: PLR2004
    return str(catalogue.locale.script or next(found, "Latn"))


_PREFIX = {
    "Latn": ("LATIN",), "Cyrl": ("CYRILLIC",), "Arab": ("ARABIC",), "Hans": ("CJK",),
    "Hant": ("CJK",), "Deva": ("DEVANAGARI",), "Hebr": ("HEBREW",), "Kore": ("HANGUL",),
    "Jpan": ("CJK", "HIRAGANA", "KATAKANA"), "Thai": ("THAI",), "Grek": ("GREEK",),
    "Ethi": ("ETHIOPIC",), "Beng": ("BENGALI",), "Guru": ("GURMUKHI",), "Mymr": ("MYANMAR",),
}  # fmt: skip
"""Prefixes of Unicode character names, by script; other scripts are not checked."""


def _strange(source: str, text: str, script: str) -> bool:
    """Whether less than half of the letters are in the script, except those of names kept as is."""
    wanted = _PREFIX.get(script)
    if wanted is None or (script == "Latn" and text.isascii()):
        return False
    kept = set(re.findall(r"\w+", source))
    bare = re.sub(r"https?://\S+", "", HOLDER.sub("", text))
    bare = re.sub(r"\w+", lambda word: "" if word[0] in kept else word[0], bare)
    letters = [unicodedata.name(c, "") for c in bare if c.isalpha()]
    own = sum(name.startswith(wanted) for name in letters)
    is_text = script == "Latn" or " " in bare.strip()
    return is_text and bool(letters) and own * 2 < len(letters)
