"""Printable pages: a poster, cards, tear-off strips, a handout for staff, and the questions."""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

import segno
from markupsafe import Markup

from assessment.pages.edition import Edition
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
        """A printable of this kind. An unknown size is replaced by the first of SIZES."""
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

        Only the code contains `query`, which selects the area, because it is too long to type.
        """
        code = segno.make_qr(f"{address}/{query}", error="m")
        svg = code.svg_inline(border=4, omitsize=True, light="#fff", svgclass=None, lineclass=None)
        return cls(Markup(svg), address.partition("://")[2])  # noqa: S704  (contains only numbers)


def paper_page(edition: Edition, area: str, paper: Paper) -> Packed:
    """The page to print for an area."""
    address = edition.inputs.content.site.address
    page = edition.pages(paper.languages[0], area)
    link = Link.to(address, page.query) if address else None
    parts = [
        edition.pages(language, area).printed(
            f"paper_{paper.kind}.html",
            size=paper.size,
            link=link,
            asking=edition.language(language).questionnaire,
        )
        for language in paper.languages
    ]
    style = edition.inputs.inlines.paper.text
    shown = page.printed("paper_sheet.html", paper=paper, parts=parts, link=link, paper_style=style)
    return Packed(shown)
