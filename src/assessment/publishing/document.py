"""A page of headings and lines, written as Markdown and as HTML."""

import re
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple

from markupsafe import Markup


class Section(NamedTuple):
    """A heading of level 2 to 4 and the lines under it; `page` is ready HTML shown after them."""

    level: int
    heading: str
    lines: tuple[str, ...] = ()
    page: Markup = Markup()


class Document(NamedTuple):
    """A title, a sentence on what it is, and sections."""

    title: str
    about: str
    sections: tuple[Section, ...]

    def markdown(self) -> str:
        """The document as Markdown."""
        blocks = [f"# {self.title}", self.about]
        for section in self.sections:
            blocks.append(f"{'#' * section.level} {section.heading}")
            if section.lines:
                blocks.append("\n".join(f"- {line}" for line in section.lines))
            if section.page:
                blocks.append(as_quote(section.page))
        return "\n\n".join(blocks) + "\n"

    def html(self, style: str) -> str:
        """The document as one HTML page in this style."""
        body = [f"<h1>{escape(self.title)}</h1>", f"<p>{escape(self.about)}</p>"]
        for level, heading, lines, page in self.sections:
            body.append(f"<h{level}>{escape(heading)}</h{level}>")
            if lines:
                items = "".join(f"\n<li>{escape(line)}</li>" for line in lines)
                body.append(f"<ul>{items}\n</ul>")
            if page:
                body.append(f'<div class="page">{_inside(page, level)}</div>')
        return HTML.format(title=escape(self.title), style=style, body="\n".join(body))


HTML = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>{style}
.page {{ border: 1px solid var(--line); padding: 1rem; }}
</style>
<main>
{body}
</main>
</html>
"""


def _inside(page: str, level: int) -> str:
    """The page as a part of another: headings one level lower, nothing folded, no ids."""
    page = re.sub(r' (?:id|aria-labelledby|tabindex)="[^"]*"', "", page)
    page = page.replace("<details", "<details open")
    return re.sub(r"<(/?)h([1-4])", lambda m: f"<{m[1]}h{min(int(m[2]) + level, 6)}", page)


def as_quote(page: str) -> str:
    """A page as a reader sees it, as quoted Markdown."""
    reader = _Reader()
    reader.feed(page)
    lines = (" ".join(line.split()) for line in "".join(reader.text).split("\n"))
    return "\n".join(f"> {line}" for line in lines if line not in ("", "-"))


class _Reader(HTMLParser):
    starts = {"h1": "\n\n**", "h2": "\n\n**", "h3": "\n\n**", "p": "\n", "li": "\n- ",
              "summary": "\n\n_"}  # fmt: skip
    ends = {"h1": "**\n", "h2": "**\n", "h3": "**\n", "summary": "_\n"}

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.text.append(self.starts.get(tag, ""))

    def handle_endtag(self, tag: str) -> None:
        self.text.append(self.ends.get(tag, ""))

    def handle_data(self, data: str) -> None:
        self.text.append(data.replace("\n", " "))
