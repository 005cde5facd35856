"""Every outcome with a smallest set of answers that leads to it, and the page as it is seen."""

from markupsafe import Markup

from assessment.checking.proofs.encoding import Encoding
from assessment.checking.proofs.search import Search
from assessment.checking.proofs.witnesses import said
from assessment.pages.edition import Edition
from assessment.pages.fragments import Node, halves, layout
from assessment.publishing.document import Document, Section
from assessment.screening.results import Screening

ABOUT = (
    "For review by survivors, lawyers and advocates, with nothing to click. "
    "Made by `assessment outcomes`; do not edit it by hand."
)
NOTHING = ("Nothing is answered.",)


def gallery(edition: Edition) -> Document:
    """All outcomes of all tracks in the home area, in the order in which they are tried."""
    sections = []
    area = edition.inputs.area
    for track in edition.content.questionnaire.tracks:
        sections.append(Section(2, track.title))
        screening = edition.screening(track.id, area)
        fragments = edition.pages(edition.inputs.languages[0], area).fragments(track.id)
        for title, answers in examples(screening):
            page = Markup(_joined(layout(screening.assess(answers)), fragments))  # noqa: S704
            lines = tuple(said(screening, answers)) or NOTHING
            sections.append(Section(3, title, lines, page))
    return Document("Every outcome", ABOUT, tuple(sections))


def examples(screening: Screening) -> list[tuple[str, dict[str, str]]]:
    """Each outcome of a track, and the fewest answers that lead to it."""
    encoding = Encoding(screening)
    search = Search([encoding])
    found = [(o.id, search.plainest(encoding.takes(o))) for o in encoding.outcomes]
    return [(name, answers[0]) for name, answers in found if answers is not None]


def _joined(node: Node, fragments: dict[str, str]) -> str:
    name, inner = (node, []) if isinstance(node, str) else node
    before, after = halves(fragments[name])
    return before + "".join(_joined(child, fragments) for child in inner) + after
