"""Creates pages to print from the small test content, and reads their text and QR codes."""

import re
from functools import cache
from typing import Any

import zxingcpp

from assessment.content.locales import Catalogue
from assessment.content.questionnaire import Language
from assessment.content.site import Site
from assessment.pages.edition import Edition
from assessment.pages.inputs import Inputs
from assessment.pages.paper_page import Paper, paper_page
from assessment.web.app import read_inputs
from tests.small import DAY, HOME, SETTINGS

ADDRESS = "https://bay.example/ask"
MARGIN = 4
"""The width of the white margin that cameras need around a QR code, in modules."""


class Longer(Catalogue):
    """A language whose text is a third longer than English text."""

    def gettext(self, text: str) -> str:
        return " ".join([text, *["äöüä"] * (len(text) // 15)])


@cache
def _inputs() -> Inputs:
    return read_inputs(SETTINGS, DAY)[0]


@cache
def edition(*catalogues: Catalogue, address: str | None = ADDRESS) -> Edition:
    """An edition with an address for the site, and with additional languages."""
    inputs = _inputs()
    asking = inputs.content.questionnaire
    offered = [Language(id=c.language, exit=asking.languages[0].exit) for c in catalogues]
    asking = asking.model_copy(update={"languages": (*asking.languages, *offered)})
    added = {catalogue.language: catalogue for catalogue in catalogues}
    content = inputs.content._replace(questionnaire=asking, site=Site(address=address))
    everything = {**inputs.catalogues, **added}
    return Edition(inputs._replace(content=content, catalogues=everything), DAY, {})


def printed(
    kind: str, *languages: str, of: Edition | None = None, area: str = HOME, size: str = "letter"
) -> str:
    """The HTML of a page; by default, in English."""
    made = paper_page(of or edition(), area, Paper.of(kind, size, languages or ("en",)))
    return made.plain.decode()


def piece(html: str) -> str:
    """The part of a page that is printed."""
    found = re.search(r"<article.*</article>", html, re.DOTALL)
    assert found
    return found[0]


def words(html: str) -> str:
    """The text in some HTML."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def code(html: str) -> list[list[int]]:
    """The first QR code of a page, as rows of modules: 0 is white."""
    svg = re.search(r'<svg viewBox="0 0 (\d+) \1">.*?stroke="#000" d="([^"]+)"', html)
    assert svg
    modules = [[0] * int(svg[1]) for _ in range(int(svg[1]))]
    x = y = 0
    for step, across, down in re.findall(r"([Mmh])(-?\d+)(?: (-?\d+))?", svg[2]):
        if step == "h":
            modules[y][x : x + int(across)] = [1] * int(across)
        x, y = (int(across), int(down)) if step == "M" else (x + int(across), y + int(down or 0))
    return modules


def read(modules: list[list[int]]) -> Any:
    """What a camera would read from a QR code."""
    scale = 4
    rows = [[0 if dark else 255 for dark in row for _ in range(scale)] for row in modules]
    pixels = bytes(pixel for row in rows for _ in range(scale) for pixel in row)
    side = len(modules) * scale
    (found,) = zxingcpp.read_barcodes(memoryview(pixels).cast("B", (side, side)))
    return found
