"""Templates, which are compiled once for all languages, and inline styles and scripts."""

import re
from base64 import b64encode
from collections.abc import Callable, Iterable
from datetime import date, time
from hashlib import sha256
from pathlib import Path
from types import CodeType
from typing import Any

from babel import Locale
from babel.dates import format_skeleton, format_time, get_day_names, get_time_format
from jinja2 import BytecodeCache, DictLoader, Environment, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup
from rcssmin import cssmin
from rjsmin import jsmin

from assessment.content.hours import WEEKDAYS, Weekday
from assessment.content.locales import Catalogue
from assessment.content.phones import dialed
from assessment.content.tags import language_name, speaks

SLOT = Markup("<template data-slot></template>")
"""The place in a fragment where others are inserted; it has no effect if it is not replaced."""


class Inline:
    """Style sheets or scripts that are embedded in each page, with their hash for the CSP.

    Comments and whitespace are removed, because they would make up a tenth of the download.
    """

    def __init__(self, *files: Path) -> None:
        joined = "\n".join(file.read_text(encoding="utf-8") for file in files)
        text = (cssmin if files[0].suffix == ".css" else jsmin)(joined).strip()
        self.text = Markup(text)  # noqa: S704  (our own file)
        self.hash = f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


class Inlines:
    """All inline code. A page is a single response, so nothing else is loaded or cached.

    `extra` names scripts that pages with contacts need in addition; `kiosk` adds the script that
    returns a shared screen to the start.
    """

    def __init__(self, folder: Path, *extra: str, kiosk: bool) -> None:
        self.style = Inline(folder / "style.css")
        self.paper = Inline(folder / "paper.css")
        everywhere = ("leave.js", "kiosk.js") if kiosk else ("leave.js",)
        self.leave = Inline(*(folder / name for name in everywhere))
        self.hours = Inline(*(folder / name for name in ("hours.js", *extra)))
        names = ("screening.js", "questionnaire.js", "aloud.js", "hours.js", *extra)
        self.questionnaire = Inline(*(folder / name for name in names))


class Templates:
    """All page templates. They are read and compiled at startup, so later edits have no effect."""

    def __init__(self, files: Iterable[Path]) -> None:
        self._loader = DictLoader({file.name: file.read_text(encoding="utf-8") for file in files})
        self._compiled = _CompiledOnce()
        environment = self.speaking(Catalogue("en", None), str)
        for name in environment.list_templates():
            environment.get_template(name)

    def speaking(
        self, catalogue: Catalogue, gettext: Callable[[str], str], **shared: Any
    ) -> Environment:
        """A Jinja environment for one language; every template can use the values in `shared`."""
        made = self._environment()
        made.install_gettext_callables(  # type: ignore[attr-defined]
            gettext, lambda one, many, n: gettext(one if n == 1 else many)
        )
        made.filters["month"] = lambda day: month(day, catalogue.locale)
        made.filters["weekday"] = lambda day: weekday_name(day, catalogue.locale)
        made.filters["clock"] = lambda clock: clock_time(clock, catalogue.locale)
        made.filters["language"] = lambda code: language_name(code, catalogue.locale)
        made.filters["speaks"] = lambda codes: speaks(codes, catalogue.language)
        made.filters["dial"] = dialed
        made.filters["plain"] = str
        made.globals.update(
            lang=catalogue.language,
            # Use Latin digits, as in phone numbers and on the keypad.
            locale=str(catalogue.locale).replace("_", "-") + "-u-nu-latn",
            direction=catalogue.direction,
            slot=SLOT,
            **shared,
        )
        return made

    def _environment(self) -> Environment:
        return Environment(
            loader=self._loader,
            bytecode_cache=self._compiled,
            auto_reload=False,
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            extensions=["jinja2.ext.i18n"],
        )


class _CompiledOnce(BytecodeCache):
    """Keeps compiled templates in memory, so that all languages share them."""

    def __init__(self) -> None:
        self._compiled: dict[str, CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._compiled.get(bucket.key)

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code  # noqa: S101  (Jinja has just compiled it)
        self._compiled[bucket.key] = bucket.code


def month(day: date, locale: Locale) -> str:
    """The month and year in words, such as November 2026."""
    return format_skeleton("yMMMM", day, locale=locale)


def weekday_name(day: Weekday, locale: Locale) -> str:
    """The name of a day of the week."""
    name: str = get_day_names("wide", locale=locale)[WEEKDAYS.index(day)]
    return name


def clock_time(clock: str, locale: Locale) -> str:
    """A time such as 17:00 in the format of the locale; 24:00 is midnight."""
    hours, minutes = clock.split(":")
    pattern = get_time_format("short", locale=locale).pattern
    # The short Korean words for a.m. and p.m. in Unicode's data are English.
    form = re.sub("^a+", "aaaa", pattern)
    return format_time(time(int(hours) % 24, int(minutes)), form, locale=locale)
