"""Sets of answers, which contain one option for each answered question."""

from collections.abc import Mapping
from typing import NamedTuple

from assessment.content.questionnaire import Questionnaire
from assessment.content.questions import Question
from assessment.errors import AnswerError

Answers = Mapping[str, str]
"""The ID of the selected option, by question ID."""
Answer = tuple[str, str]
"""A question ID and an option ID."""


class Asked(NamedTuple):
    """A question on a track with its options and, if it is a follow-up, its parent."""

    question: Question
    options: frozenset[str]
    uncertain: frozenset[str]
    parent: str | None
    opened_by: frozenset[str]

    def has_reason(self, option: str) -> bool:
        """Whether `option` can be shown as a reason."""
        return option in self.question.said or bool(self.question.said and option in self.uncertain)


def questions_asked(questionnaire: Questionnaire, track: str) -> dict[str, Asked]:
    """Every question on a track by ID; each question comes before its follow-ups."""
    asked: dict[str, Asked] = {}
    parents: dict[str, tuple[str, frozenset[str]]] = {}
    for question in questionnaire.questions_of(track):
        options = questionnaire.options_of(track, question)
        uncertain = frozenset(option.id for option in options if option.uncertain)
        parent, opened_by = parents.get(question.id, (None, frozenset()))
        offered = frozenset(option.id for option in options)
        asked[question.id] = Asked(question, offered, uncertain, parent, opened_by)
        if inner := question.follow_ups:
            opens = question.id, frozenset(inner.on)
            parents |= dict.fromkeys((child.id for child in inner.questions), opens)
    return asked


def checked(asked: Mapping[str, Asked], answers: Answers) -> dict[str, str]:
    """The answers, after validation. Raises AnswerError for an unknown question or option."""
    for question, option in answers.items():
        if question not in asked:
            raise AnswerError("an answer names an unknown question")
        if option not in asked[question].options:
            raise AnswerError(f"{question}: an answer names an unknown option")
    return dict(answers)


def counted(asked: Mapping[str, Asked], answers: Answers) -> dict[str, str]:
    """The answers that count, in page order.

    A follow-up is omitted if the answer to its parent does not open it, because an answer that the
    reader took back must not appear in the result.
    """
    kept: dict[str, str] = {}
    for name, ask in asked.items():
        if name in answers and (ask.parent is None or kept.get(ask.parent) in ask.opened_by):
            kept[name] = answers[name]
    return kept
