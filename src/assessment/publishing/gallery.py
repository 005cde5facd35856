"""Shows every outcome, with a minimal set of answers that leads to it and the resulting page."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import Markup

from assessment.checking.proofs.encoding import Encoding
from assessment.checking.proofs.search import Search, said
from assessment.content.loading import Content
from assessment.pages.edition import Edition
from assessment.pages.layout import Node, layout
from assessment.pages.rendering import SLOT
from assessment.publishing.documents import rendered
from assessment.screening.results import Screening
from assessment.settings import read_settings
from assessment.web.app import create_app

HEADING = re.compile(r"<summary.*?</summary>|<h[1-3].*?</h[1-3]>")


class Example(NamedTuple):
    """An outcome, the wording of the answers that lead to it, and the HTML of the page."""

    outcome: str
    answers: list[str]
    page: str

    @property
    def embedded(self) -> Markup:
        """The page for embedding: without IDs, fully expanded, and with lower heading levels."""
        html = re.sub(r' (?:id|aria-labelledby|tabindex)="[^"]*"', "", self.page)
        html = html.replace("<details", "<details open")
        # The page comes from our own templates, which escape all content.
        return Markup(re.sub(r"<(/?)h([1-3])", lambda m: f"<{m[1]}h{int(m[2]) + 3}", html))  # noqa: S704

    @property
    def quoted(self) -> list[str]:
        """The page as lines of Markdown."""
        html = " ".join(self.page.split())
        html = HEADING.sub(lambda found: f"\n**{_plain(found[0])}**\n", html)
        html = re.sub(r"<(?=p\b)", "\n<", re.sub(r"<(?=li\b)", "\n- <", html))
        lines = map(_plain, html.split("\n"))
        return [line for line in lines if line not in ("", "-")]


def _plain(html: str) -> str:
    return Markup(html).striptags()  # noqa: S704  (removes all markup)


def outcomes(content: Content) -> dict[str, str]:
    """The documents by file name: all outcomes of all tracks in the default area, in rule order."""
    # Use the date of the latest check, so that the same content always produces the same pages.
    day = max(contact.verified_on for contact in content.directory.contacts)
    edition = create_app(read_settings(), lambda: day).state.editions.current
    tracks = [(track, _examples(edition, track.id)) for track in content.questionnaire.tracks]
    return {name: rendered(name, tracks=tracks) for name in ("outcomes.md", "outcomes.html")}


def _examples(edition: Edition, track: str) -> list[Example]:
    language, area = edition.inputs.languages[0], edition.inputs.area
    screening = edition.screening(track, area)
    made = edition.pages(language, area).local.fragments(track)
    return [
        Example(name, said(screening, answers), _joined(layout(screening.assess(answers)), made))
        for name, answers in smallest_answers(screening)
    ]


def smallest_answers(screening: Screening) -> list[tuple[str, dict[str, str]]]:
    """Each outcome of a track, with the fewest answers that lead to it."""
    encoding = Encoding(screening)
    search = Search([encoding])
    found = [(o.id, search.smallest(encoding.takes(o))) for o in encoding.outcomes]
    return [(name, answers[0]) for name, answers in found if answers is not None]


def _joined(node: Node, fragments: Mapping[str, str]) -> str:
    name, inner = (node, []) if isinstance(node, str) else node
    before, _, after = str(fragments[name]).partition(SLOT)  # joining Markup would escape it again
    return before + "".join(_joined(child, fragments) for child in inner) + after
