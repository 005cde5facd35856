"""All texts as numbered lines, for translators and for recording."""

from collections.abc import Iterator

from assessment.content.loading import Content
from assessment.content.locales import Catalogue
from assessment.content.questionnaire import Questionnaire
from assessment.content.traversal import texts

SPOKEN = ("tracks", "topics", "emergency", "outcomes", "advice", "assistance", "closing")


def transcript(content: Content, catalogue: Catalogue) -> str:
    """One line for each text, with its position; untranslated texts stay in English."""
    lines = [
        f"{number:04} {place}: {catalogue.gettext(text)}{_mark(catalogue, text)}"
        for number, (place, text) in enumerate(_spoken(content.questionnaire), 1)
    ]
    return "\n".join(lines) + "\n"


def _spoken(content: Questionnaire) -> Iterator[tuple[str, str]]:
    for way, text in texts(content):
        if way[0] in SPOKEN:
            yield ".".join(str(step) for step in way), text


def _mark(catalogue: Catalogue, text: str) -> str:
    is_source = catalogue.file is None
    return "" if is_source or text in catalogue.messages else "  (not translated)"
