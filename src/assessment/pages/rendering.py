"""Templates, one environment for each language, and the style and scripts that go inline."""

from base64 import b64encode
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from assessment.content.locales import Catalogue

SLOT = Markup("<template data-slot></template>")
"""Where a part of a result page takes in others; inert wherever it is left."""


class Inline:
    """A style sheet or script that is part of each page, and its hash for the CSP."""

    def __init__(self, *files: Path) -> None:
        text = "\n".join(file.read_text(encoding="utf-8").strip() for file in files)
        self.text = Markup(text)  # noqa: S704  (our own file, read at start)
        self.hash = f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


class Inlines:
    """All that goes inline. A page is one response: nothing else is fetched, or cached."""

    def __init__(self, folder: Path) -> None:
        self.style = Inline(folder / "style.css")
        self.leave = Inline(folder / "leave.js")
        self.questionnaire = Inline(
            folder / "screening.js", folder / "questionnaire.js", folder / "aloud.js"
        )


def environment(folder: Path, catalogue: Catalogue, **shared: Any) -> Environment:
    """A Jinja environment that speaks one language; a missing variable is an error."""
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_gettext_callables(  # type: ignore[attr-defined]
        catalogue.gettext, lambda one, many, n: catalogue.gettext(one if n == 1 else many)
    )
    made.filters["month"] = lambda day: month(day, catalogue.locale)
    made.filters["language"] = lambda code: language_name(code, catalogue.locale)
    made.globals.update(lang=catalogue.language, direction=catalogue.direction, slot=SLOT, **shared)
    return made


def month(day: date, locale: Locale) -> str:
    """Month and year in words."""
    return format_date(day, format="LLLL y", locale=locale)


def language_name(code: str, locale: Locale) -> str:
    """The name of a language, in the reader's."""
    return locale.languages.get(code.replace("-", "_")) or code
