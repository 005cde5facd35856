"""The models of `questions.yaml`. The field names are keys in the file; see docs/content.md."""

from collections.abc import Iterator
from typing import Literal

from pydantic import Field, HttpUrl

from assessment.content.kinds import ContactRule
from assessment.content.passages import Advice, Assistance, Closing, Outcome, Voices
from assessment.content.questions import Option, Question, Topic, with_follow_ups
from assessment.content.rules import ContentModel, Id, LanguageCode, When
from assessment.content.texts import Paragraphs, Source, SourceIds, Text


class Language(ContentModel):
    """A language of the site; `exit` is the page that the quick exit opens.

    `name` and `english` are needed only if people do not use Unicode's names for the language, in
    the language itself or in English. `sounds` spells the English words that ask for the language
    in a way that its readers can pronounce. A `draft` is offered only if `site.yaml` names it.
    """

    id: LanguageCode
    name: str | None = None
    english: str | None = None
    sounds: str | None = None
    exit: HttpUrl
    checked: bool = True
    draft: bool = False


class Track(ContentModel):
    """One of the two sets of questions: about the reader, or about somebody else."""

    id: Literal["self", "bystander"]
    title: Text
    intro: Paragraphs
    options: tuple[Option, ...]
    skip: Text
    unsure: Text


class Indicator(ContentModel):
    """One means of control, with the text that a result shows about it."""

    id: Id
    name: Text
    learn: Text
    clear: Text
    some: Text
    theirs: Text
    support: SourceIds
    clear_when: When | None = None


class Flag(ContentModel):
    """A named rule that other rules can use."""

    id: Id
    when: When
    source: SourceIds = ()


class Questionnaire(ContentModel):
    """All of `questions.yaml`."""

    version: int = Field(alias="schema", ge=1, le=1)
    languages: tuple[Language, ...] = Field(min_length=1)
    tracks: tuple[Track, ...] = Field(min_length=2)
    sources: dict[Id, Source]
    indicators: tuple[Indicator, ...]
    topics: tuple[Topic, ...]
    flags: tuple[Flag, ...]
    outcomes: tuple[Outcome, ...] = Field(min_length=1)
    emergency: Voices
    closing: Closing
    advice: tuple[Advice, ...]
    assistance: tuple[Assistance, ...]
    contact_order: tuple[ContactRule, ...] = Field(min_length=1)

    def track(self, track: str) -> Track:
        """The track with this ID. Raises KeyError if there is none."""
        tracks: dict[str, Track] = {each.id: each for each in self.tracks}
        return tracks[track]

    def topics_of(self, track: str) -> tuple[Topic, ...]:
        """The topics of a track, in display order."""
        return tuple(topic for topic in self.topics if topic.track == track)

    def questions_of(self, track: str) -> Iterator[Question]:
        """Every question on a track; each question comes before its follow-ups."""
        for topic in self.topics_of(track):
            yield from with_follow_ups(topic.questions)

    def options_of(self, track: str, question: Question) -> tuple[Option, ...]:
        """The question's own options or, if it has none, those of its track."""
        return question.options or self.track(track).options

    def reason(self, track: str, question: Question, option: str) -> str:
        """The text that repeats an answer back to the reader."""
        unsure = self.track(track).unsure
        return question.said.get(option) or unsure.replace("{question}", question.text)
