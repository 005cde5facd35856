"""All questions on one page, with what each does, for review and print."""

from collections.abc import Iterator, Mapping
from typing import Any

from assessment.checking.grades import can_grade, grade
from assessment.checking.names import Names
from assessment.checking.walk import texts
from assessment.content.loading import Content
from assessment.content.locales import Catalogue
from assessment.content.questions import Question, with_follow_ups
from assessment.publishing.document import Document, Section
from assessment.publishing.rules import Reader

ABOUT = (
    "Every question with its options, what each option does, who reads it, and where it comes "
    "from. Made by `assessment sheet`; do not edit it by hand."
)


def sheet(content: Content, catalogues: Mapping[str, Catalogue]) -> Document:
    """The questions of all tracks in the order of the page, then the rules in words."""
    asking = content.questionnaire
    readers = _readers(Names(content))
    sections = []
    for track in asking.tracks:
        sections.append(Section(2, track.title))
        for topic in asking.topics_of(track.id):
            sections.append(Section(3, topic.title, tuple(_topic_lines(topic.questions))))
            for question in with_follow_ups(topic.questions):
                lines = _Lines(content, track.id, readers, catalogues).of(question)
                sections.append(Section(4, f"{question.text} ({question.id})", tuple(lines)))
    return Document("Every question", ABOUT, (*sections, *_rules(content)))


class _Lines:
    def __init__(
        self,
        content: Content,
        track: str,
        readers: Mapping[str, list[str]],
        catalogues: Mapping[str, Catalogue],
    ) -> None:
        self._asking = content.questionnaire
        self._track = track
        self._readers = readers
        self._catalogues = catalogues

    def of(self, question: Question) -> Iterator[str]:
        asking = self._asking
        for parent in asking.questions_of(self._track):
            if parent.follow_ups and question in parent.follow_ups.questions:
                on = " or ".join(self._label(parent, option) for option in parent.follow_ups.on)
                yield f"Ask if: \u201c{parent.text}\u201d is answered {on}"
        if question.hint:
            yield f"Hint: {question.hint}"
        for option in asking.options_of(self._track, question):
            signs = question.signs.get(option.id, {}).items()
            said = ", ".join(f"{name}: {sign}" for name, sign in signs)
            yield f"{option.label}: {said or 'no sign'}"
        yield f"Read by: {', '.join(self._readers.get(question.id, [])) or 'its signs only'}"
        titles = [asking.sources[name].title for name in question.support]
        yield f"Sources: {'; '.join(titles) or 'none'}"
        yield from self._translated(question)

    def _label(self, question: Question, option: str) -> str:
        options = self._asking.options_of(self._track, question)
        return next(o.label for o in options if o.id == option)

    def _translated(self, question: Question) -> Iterator[str]:
        own = question.model_copy(update={"follow_ups": None})
        read = [text for _, text in texts(own)]
        for language, catalogue in self._catalogues.items():
            if catalogue.file:
                done = sum(text in catalogue.messages for text in read)
                yield f"Translated into {language}: {done} of {len(read)} texts"


def _topic_lines(questions: tuple[Question, ...]) -> Iterator[str]:
    read = [t for q in with_follow_ups(questions) for t in (q.text, q.hint) if t]
    measured = grade(read) if can_grade() else None
    if measured is not None:
        yield f"Reading grade: {measured:.1f}"


def _readers(names: Names) -> dict[str, list[str]]:
    """Question to the named rules that read it."""
    found: dict[str, dict[str, None]] = {}
    for in_contacts, condition in names.rules:
        section, index = str(condition.path[0]), int(condition.path[1])
        model = names.directory if in_contacts else names.asking
        owner = f"{section} {getattr(model, section)[index].id}"
        for question in condition.rule.answer or ():
            found.setdefault(question, {}).setdefault(owner)
    return {question: list(owners) for question, owners in found.items()}


def _rules(content: Content) -> Iterator[Section]:
    asking = content.questionnaire
    reader = Reader(asking)
    yield Section(2, "Rules in words")
    for kind in ("flags", "outcomes", "assistance", "advice"):
        items = getattr(asking, kind)
        lines = tuple(f"{_named(item)}: {reader.said(item.when)}" for item in items)
        yield Section(3, kind.capitalize(), lines)
    contacts = content.directory.contacts
    lines = tuple(f"{_named(contact)}: {reader.said(contact.when)}" for contact in contacts)
    yield Section(3, "Contacts", lines)


def _named(item: Any) -> str:
    track, adults_only = (getattr(item, key, None) for key in ("track", "adults_only"))
    on = f", on the track {track}" if track else ""
    return f"{item.id}{on}{', for adults only' if adults_only else ''}"
