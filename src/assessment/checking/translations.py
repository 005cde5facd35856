"""Checks that catalogs are complete, use the right script, and have the right placeholders."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path

from babel.core import get_global

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
FINISH = "Translate the current text, then remove the `fuzzy` mark, if there is one."
LONGER = 3  # A translation may be this many times as long as its source.
LONG = 25
"""Shorter strings may be the same in two languages, such as Debt, TTY, or Hotel."""
Judge = Callable[[str, str], Iterable[Fault]]
"""Finds what is wrong with the translation of a string."""


def translation_problems(
    catalogues: Mapping[str, Catalogue],
    judge_of: Callable[[Catalogue], Judge | None],
    sources: Collection[str] = (),
    own: Path | None = None,
) -> Iterator[Problem]:
    """E277: languages without a catalog, followed by the problems of each catalog in file order.

    Catalogs without a judge are not checked. `sources` contains the strings that readers see (W270,
    W271). `own` is the content folder, if any, whose catalogs will contain missing strings.
    """
    for index, catalogue in enumerate(catalogues.values()):
        judge = judge_of(catalogue)
        if catalogue.file is None:
            if index > 0:  # the content is in the first language
                file = f"locales/{catalogue.language}/LC_MESSAGES/messages.po"
                message = f"`{catalogue.language}` has no catalog, so its pages are in English"
                yield Problem("E277", file, 1, 1, message, ADD)
        elif is_known(catalogue.language) and (judge or sources):  # others are reported as E209
            yield from _read(catalogue, catalogue.file, judge, sources, own)


def _read(
    catalogue: Catalogue,
    file: Path,
    judge: Judge | None,
    sources: Collection[str],
    own: Path | None,
) -> Iterator[Problem]:
    lacking = dict.fromkeys(text for text in sources if text not in catalogue.messages)
    for entry in read_catalogue(file):
        source, text = str(entry.id), str(entry.string)
        faults: Iterable[Fault] = ()
        if source and text and not entry.fuzzy:
            faults = judge(source, text) if judge else ()
        elif source in lacking:
            message = f"the translation of `{start(source)}` is {'fuzzy' if text else 'empty'}"
            faults = [("W271", message, FINISH)]
        for code, message, fix in faults:
            yield Problem(code, catalogue_name(file), entry.lineno or 1, 1, message, fix)
        lacking.pop(source, None)
    added = catalogue_file(own / "locales", catalogue.language) if own else file
    for source in lacking:
        message = f"the translation of `{start(source)}` is missing"
        yield Problem("W270", catalogue_name(added), 1, 1, message, ADD)


def every_fault(names: Collection[str], glossary: Glossary | None, catalogue: Catalogue) -> Judge:
    """Finds all errors and warnings. Strings in `names` may stay untranslated."""
    script = _script(catalogue)

    def faults(source: str, text: str) -> Iterator[Fault]:
        yield from errors(source, text)
        if source != text or source not in names:
            yield from _doubts(source, text, script)
            if glossary:
                yield from glossary.faults(source, text)

    return faults


def errors(source: str, text: str) -> Iterator[Fault]:
    """E272, E273, E276: translations that pages could not show."""
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
        yield "W286", f"{told} is more than {LONGER} times as long as the source", fix
    if source == text and len(source) > LONG and " " in source:
        yield "W275", f"{told} is still in English", "Translate it, or leave it empty for now."
    elif _strange(source, text, script):
        fix = f"Write it in the script of the language ({script})."
        yield "W274", f"the translation `{start(text)}` is in another script", fix


def _numbers(text: str) -> Counter[str]:
    """The numbers in a text, in Latin digits and without thousands separators."""
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
    """Whether less than half of the letters are in the script, not counting copied names."""
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
