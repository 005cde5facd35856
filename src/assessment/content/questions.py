"""The models of questions and topics."""

from collections.abc import Iterator
from typing import Self

from pydantic import Field, model_validator

from assessment.content.rules import ContentModel, Id, Options, Sign
from assessment.content.texts import SourceIds, Text


class Option(ContentModel):
    """One possible answer; an `uncertain` answer still counts as a reason to talk to someone."""

    id: Id
    label: Text
    uncertain: bool = False


class Note(ContentModel):
    """Text that appears directly under an answer; `emergency` shows who to call."""

    on: Options
    emergency: bool = False
    text: Text | None = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.emergency or self.text):
            raise ValueError("a note needs `text` or `emergency: true`")
        return self


class FollowUps(ContentModel):
    """Questions that open under some answers, and count only while one of these answers is
    selected."""

    on: Options
    questions: "tuple[Question, ...]"


class Question(ContentModel):
    """One question. An answer is exactly one option; a skipped question never counts as “no”."""

    id: Id
    text: Text
    hint: Text | None = None
    core: bool = False
    stands_out: bool = False
    options: tuple[Option, ...] = ()
    signs: dict[Id, dict[Id, Sign]] = {}
    said: dict[Id, Text] = {}
    notes: tuple[Note, ...] = Field((), max_length=2)  # the style sheet supports two levels
    support: SourceIds = ()
    follow_ups: FollowUps | None = None

    @property
    def openings(self) -> "tuple[Note | FollowUps, ...]":
        """The notes and follow-ups, which open under some of the answers."""
        return (*self.notes, self.follow_ups) if self.follow_ups else self.notes


class Topic(ContentModel):
    """Questions that are shown together."""

    id: Id
    track: Id
    title: Text
    intro: Text | None = None
    questions: tuple[Question, ...]


def with_follow_ups(questions: tuple[Question, ...]) -> Iterator[Question]:
    """These questions and all follow-ups that can open under them, in page order."""
    for question in questions:
        yield question
        if question.follow_ups:
            yield from with_follow_ups(question.follow_ups.questions)
