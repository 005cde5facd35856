"""The models of `questions.yaml`. Field names are its keys; see docs/content.md."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field, HttpUrl

from assessment.content.rules import Id, Options, Part, Sign, When, _as_tuple


class Translatable:
    """Marks a string that a person reads; `locales.messages` finds it by this mark."""


Text = Annotated[str, Translatable(), Field(min_length=1)]
Paragraphs = Annotated[tuple[Text, ...], BeforeValidator(_as_tuple)]
SourceIds = tuple[Id, ...]


class Source(Part):
    """Where a fact comes from, and the day on which it was read.

    `law` is the area whose law it is: such text is not shown to readers elsewhere.
    """

    title: str
    ref: str | None = None
    law: Id | None = None
    url: HttpUrl | None = None
    read: date


class Language(Part):
    """A language that is offered; `exit` is where the quick exit leads in it."""

    id: Id
    exit: HttpUrl
    checked: bool = True


class Option(Part):
    """One answer that can be chosen; an `uncertain` one counts as a reason to talk."""

    id: Id
    label: Text
    uncertain: bool = False


class Track(Part):
    """A way through: for oneself, or for someone who is worried."""

    id: Id
    title: Text
    intro: Paragraphs
    options: tuple[Option, ...]
    skip: Text
    unsure: Text


class Indicator(Part):
    """One of the six ways of control, with what is said where it shows."""

    id: Id
    name: Text
    learn: Text
    clear: Text
    some: Text
    theirs: Text
    support: SourceIds
    clear_when: When | None = None


class Note(Part):
    """Words that open under an answer at once; `emergency` shows whom to call."""

    on: Options
    emergency: bool = False
    text: Text | None = None


class FollowUps(Part):
    """Questions that open under some answers and count only while these stand."""

    on: Options
    questions: "tuple[Question, ...]"


class Question(Part):
    """One question. An answer is always one option; leaving it is never read as no."""

    id: Id
    text: Text
    hint: Text | None = None
    core: bool = False
    stands_out: bool = False
    options: tuple[Option, ...] = ()
    signs: dict[Id, dict[Id, Sign]] = {}
    said: dict[Id, Text] = {}
    notes: tuple[Note, ...] = ()
    support: SourceIds = ()
    follow_ups: FollowUps | None = None


class Topic(Part):
    """Questions that are shown together."""

    id: Id
    track: Id
    title: Text
    intro: Text | None = None
    questions: tuple[Question, ...]


class Flag(Part):
    """A named rule that others can use."""

    id: Id
    when: When
    source: SourceIds = ()


class Passage(Part):
    """A heading and what is said under it."""

    title: Text
    text: Paragraphs


class Voices(Part):
    """The same thing said to the person and to someone who is worried."""

    own: Passage | None = Field(None, alias="self")
    bystander: Passage | None = None

    def passage(self, track: str) -> Passage | None:
        """What is said on this track, or None where it never comes up."""
        return self.own if track == "self" else self.bystander


class Outcome(Voices):
    """What a result page opens with; the first whose rule holds is taken.

    Words that are `adults_only` never reach somebody under 18: the proof refuses such a rule.
    """

    id: Id
    when: When
    adults_only: bool = False
    source: SourceIds = ()


class Advice(Passage):
    """A passage that a result page adds where its rule holds; `adults_only` as in an outcome.

    One with a `track` speaks to the readers of that track, and is never shown on the other.
    """

    id: Id
    track: Id | None = None
    when: When
    adults_only: bool = False
    source: SourceIds = ()
    areas: tuple[Id, ...] = ()


class Program(Part):
    """A real programme in one area: what it costs, and whether the police must be told."""

    area: Id
    name: Text
    text: Text
    cost: Text
    police: Text
    source: Source


class Assistance(Voices):
    """A kind of help, and the answers that call for it."""

    id: Id
    when: When
    first_when: When | None = None
    programs: tuple[Program, ...] = ()


class Closing(Part):
    """What every result page of a track ends with."""

    own: Paragraphs = Field(alias="self")
    bystander: Paragraphs


class Questionnaire(Part):
    """The whole of `questions.yaml`."""

    version: int = Field(alias="schema", ge=1, le=1)
    languages: tuple[Language, ...]
    tracks: tuple[Track, ...]
    sources: dict[Id, Source]
    indicators: tuple[Indicator, ...]
    topics: tuple[Topic, ...]
    flags: tuple[Flag, ...]
    outcomes: tuple[Outcome, ...]
    emergency: Voices
    closing: Closing
    advice: tuple[Advice, ...]
    assistance: tuple[Assistance, ...]

    def track(self, track: str) -> Track:
        """The track of this id; KeyError where there is none."""
        return next((t for t in self.tracks if t.id == track), None) or _missing(track)

    def topics_of(self, track: str) -> tuple[Topic, ...]:
        """The topics of a track, in the order in which they are shown."""
        return tuple(topic for topic in self.topics if topic.track == track)

    def questions_of(self, track: str) -> Iterator[Question]:
        """Every question of a track, each parent before its follow-ups."""
        for topic in self.topics_of(track):
            yield from with_follow_ups(topic.questions)

    def options_of(self, track: str, question: Question) -> tuple[Option, ...]:
        """The options of a question: its own, or else those of its track."""
        return question.options or self.track(track).options


def _missing(track: str) -> Track:
    raise KeyError(track)


def with_follow_ups(questions: tuple[Question, ...]) -> Iterator[Question]:
    """The questions given and all that can open under them, in page order."""
    for question in questions:
        yield question
        if question.follow_ups:
            yield from with_follow_ups(question.follow_ups.questions)
