"""Printable pages: a poster, cards, tear-off strips, a handout for staff, and the questions."""

from collections.abc import Iterable
from functools import cache
from typing import Any, NamedTuple

import segno
from markupsafe import Markup

from assessment.pages.edition import Edition
from assessment.pages.local_edition import LocalEdition
from assessment.pages.packing import Packed

KINDS = ("poster", "cards", "strips", "handout", "questions")
SIZES = ("letter", "a4")
STACKED = 4
"""Maximum number of languages that fit on one poster."""


class Paper(NamedTuple):
    """What to print. A poster can show several `languages`; everything else uses only the first."""

    kind: str
    size: str
    languages: tuple[str, ...]

    @classmethod
    def of(cls, kind: str, size: str, languages: Iterable[str]) -> "Paper":
        """A printable page of this kind. An unknown size is replaced by the first of SIZES."""
        stacked = tuple(dict.fromkeys(languages))[: STACKED if kind == "poster" else 1]
        return cls(kind, size if size in SIZES else SIZES[0], stacked)


class Link(NamedTuple):
    """The address of the site, both as a QR code and as people write it."""

    code: Markup
    written: str

    @classmethod
    @cache
    def to(cls, address: str, query: str) -> "Link":
        """Create a QR code with error correction M or better, and the margin that cameras need.

        `query`, which selects the area, is only in the code, because it is too long to type.
        """
        code = segno.make_qr(f"{address}/{query}", error="m")
        svg = code.svg_inline(border=4, omitsize=True, light="#fff", svgclass=None, lineclass=None)
        return cls(Markup(svg), address.partition("://")[2])  # noqa: S704  (contains only numbers)


def paper_page(edition: Edition, area: str, paper: Paper) -> Packed:
    """The page to print for an area."""
    places = [edition.pages(language, area).local for language in paper.languages]
    address = edition.inputs.content.site.address
    shown = {
        "size": paper.size,
        "link": Link.to(address, places[0].query) if address else None,
        "paper": paper,
        "paper_style": edition.inputs.inlines.paper.text,
    }
    parts = [_printed(place, f"paper_{paper.kind}.html", **shown) for place in places]
    return Packed(_printed(places[0], "paper_sheet.html", parts=parts, **shown))


def _printed(local: LocalEdition, template: str, **values: Any) -> Markup:
    """A rendered template; it is Markup because templates escape their own values."""
    help_ = {"urgent": local.help.emergency, "helpers": local.help.helpers}
    asking = local.language.questionnaire
    shown = local.rendered(template, "paper", asking=asking, **help_, **local.guide(), **values)
    return Markup(shown)  # noqa: S704
