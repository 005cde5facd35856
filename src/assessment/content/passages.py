"""The models of the text on results pages: outcomes, advice, and kinds of help."""

from typing import Self

from pydantic import Field, model_validator

from assessment.content.rules import ContentModel, Id, When
from assessment.content.texts import Paragraphs, Source, SourceIds, Text


class Passage(ContentModel):
    """A heading and the text under it."""

    title: Text
    text: Paragraphs


class Voices(ContentModel):
    """One message, worded for the person and for someone who is worried."""

    own: Passage | None = Field(None, alias="self")
    bystander: Passage | None = None

    def passage(self, track: str) -> Passage | None:
        """The passage for this track, or None if it has none."""
        return self.own if track == "self" else self.bystander


class Outcome(Voices):
    """The start of a results page, which shows the first outcome whose rule is true.

    Readers under 18 never see an `adults_only` outcome, because the proof rejects rules that would
    show it to them. `step` is the distance from the outcome that reports nothing. The proof rejects
    rules that let a single uncertain answer change the result by more than one step.
    """

    id: Id
    when: When
    step: int | None = Field(None, ge=0)
    adults_only: bool = False
    source: SourceIds = ()

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.own or self.bystander):
            raise ValueError("an outcome needs text under `self:`, `bystander:`, or both")
        return self


class Advice(Passage):
    """A passage that a results page adds if its rule is true.

    Advice with a `track` is shown only on that track. Advice with `safety` comes directly after the
    outcome, before the first phone number. `adults_only` works as for an outcome.
    """

    id: Id
    track: Id | None = None
    when: When
    safety: bool = False
    adults_only: bool = False
    source: SourceIds = ()
    areas: tuple[Id, ...] = ()


class Program(ContentModel):
    """A program in one area, with its cost and whether it involves the police."""

    area: Id
    name: Text
    text: Text
    cost: Text
    police: Text
    source: Source


class Assistance(Voices):
    """A kind of help, and the rule for who needs it."""

    id: Id
    when: When
    first_when: When | None = None
    programs: tuple[Program, ...] = ()


class Closing(ContentModel):
    """The text at the end of every results page, for each track."""

    own: Paragraphs = Field(alias="self")
    bystander: Paragraphs
