"""All questions on one page, with the effect of each answer, for review and printing."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from assessment.checking.grades import can_grade, grade
from assessment.checking.names import Names
from assessment.content.loading import Content
from assessment.content.locales import Catalogue
from assessment.content.questionnaire import Questionnaire
from assessment.content.questions import Question, Topic, with_follow_ups
from assessment.content.rules import AnswerRule
from assessment.content.traversal import texts
from assessment.publishing.documents import rendered
from assessment.publishing.rules import RuleText


class Condition(NamedTuple):
    """A question and the answers that open a follow-up."""

    question: str
    answers: list[str]


class Entry(NamedTuple):
    """What the sheet says about a question on one track."""

    question: Question
    asked_if: list[Condition]
    options: list[tuple[str, list[str]]]
    used_by: list[str]
    sources: list[str]
    translations: list[tuple[str, int, int]]


class TopicEntries(NamedTuple):
    """A topic with its reading grade (if it can be measured) and its questions."""

    title: str
    grade: float | None
    entries: list[Entry]


def sheet(content: Content, catalogues: Mapping[str, Catalogue]) -> dict[str, str]:
    """Texts by file name: the questions of all tracks in page order, then the rules as text."""
    entries = _Entries(content, catalogues)
    asking = content.questionnaire
    tracks = [
        (t, [entries.topic(topic) for topic in asking.topics_of(t.id)]) for t in asking.tracks
    ]
    values = {"tracks": tracks, "kinds": list(_rules(content))}
    return {name: rendered(name, **values) for name in ("sheet.md", "sheet.html")}


class _Entries:
    def __init__(self, content: Content, catalogues: Mapping[str, Catalogue]) -> None:
        self._asking = content.questionnaire
        self._used_by = _users(Names(content))
        self._catalogues = [each for each in catalogues.values() if each.file]

    def topic(self, topic: Topic) -> TopicEntries:
        questions = list(with_follow_ups(topic.questions))
        read = [text for q in questions for text in (q.text, q.hint) if text]
        measured = grade(read) if can_grade() else None
        return TopicEntries(topic.title, measured, [self._entry(topic.track, q) for q in questions])

    def _entry(self, track: str, question: Question) -> Entry:
        return Entry(
            question,
            list(_conditions(self._asking, track, question)),
            [
                (option.label, [f"{i}: {s}" for i, s in question.signs.get(option.id, {}).items()])
                for option in self._asking.options_of(track, question)
            ],
            self._used_by.get(question.id, []),
            [self._asking.sources[name].title for name in question.support],
            [self._translated(question, catalogue) for catalogue in self._catalogues],
        )

    def _translated(self, question: Question, catalogue: Catalogue) -> tuple[str, int, int]:
        own = question.model_copy(update={"follow_ups": None})
        read = [text for _, text in texts(own)]
        done = sum(text in catalogue.messages for text in read)
        return catalogue.language, done, len(read)


def _conditions(asking: Questionnaire, track: str, question: Question) -> Iterator[Condition]:
    for parent in asking.questions_of(track):
        if parent.follow_ups and question in parent.follow_ups.questions:
            labels = {option.id: option.label for option in asking.options_of(track, parent)}
            yield Condition(parent.text, [labels[option] for option in parent.follow_ups.on])


def _users(names: Names) -> dict[str, list[str]]:
    """The named rules that use each question, by question id."""
    found: dict[str, dict[str, None]] = {}
    for in_contacts, path, rule, _ in names.rules:
        section, index = str(path[0]), int(path[1])
        model = names.directory if in_contacts else names.asking
        item = getattr(model, section)[index]
        owner = f"{section} {getattr(item, 'id', index + 1)}"
        for question in rule.answer if isinstance(rule, AnswerRule) else ():
            found.setdefault(question, {}).setdefault(owner)
    return {question: list(owners) for question, owners in found.items()}


class _Called(NamedTuple):
    kinds: tuple[str, ...]

    @property
    def id(self) -> str:
        return ", ".join(self.kinds)


def _rules(content: Content) -> Iterator[tuple[str, list[tuple[Any, str]]]]:
    asking = content.questionnaire
    words = RuleText(asking)
    for kind in ("flags", "outcomes", "assistance", "advice"):
        yield kind, [(item, words.said(item.when)) for item in getattr(asking, kind)]
    yield "contact order", [(_Called(r.kinds), words.said(r.when)) for r in asking.contact_order]
    contacts = content.directory.contacts
    yield "contacts", [(contact, words.said(contact.when)) for contact in contacts]
