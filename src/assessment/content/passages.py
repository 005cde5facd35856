"""The models of what a result page can say: outcomes, advice, and kinds of help."""

from typing import Self

from pydantic import Field
from pydantic import model_validator as validated

from assessment.content.rules import ContentModel, Id, When
from assessment.content.texts import Paragraphs, Source, SourceIds, Text


class Passage(ContentModel):
    """A heading and the text under it."""

    title: Text
    text: Paragraphs


class Voices(ContentModel):
    """The same message for the person and for someone who is worried."""

    own: Passage | None = Field(None, alias="self")
    bystander: Passage | None = None

    def passage(self, track: str) -> Passage | None:
        """The passage for this track, or None if it has none."""
        return self.own if track == "self" else self.bystander


class Outcome(Voices):
    """What a result page opens with: the first outcome whose rule holds.

    Words that are `adults_only` never reach somebody under 18: the proof refuses such a rule.
    `step` says how far an outcome is from having nothing to say; the proof refuses rules by which
    one uncertain answer moves a result by more than one step.
    """

    id: Id
    when: When
    step: int | None = Field(None, ge=0)
    adults_only: bool = False
    source: SourceIds = ()

    @validated(mode="after")
    def _says_something(self) -> Self:
        if not (self.own or self.bystander):
            raise ValueError("an outcome needs words under `self:`, `bystander:`, or both")
        return self


class Advice(Passage):
    """A passage that a result page adds where its rule holds; `adults_only` as in an outcome.

    One with a `track` speaks to the readers of that track, and is never shown on the other.
    One with `safety` stands right under the outcome, before the first number.
    """

    id: Id
    track: Id | None = None
    when: When
    safety: bool = False
    adults_only: bool = False
    source: SourceIds = ()
    areas: tuple[Id, ...] = ()


class Program(ContentModel):
    """A real program in one area: what it costs, and whether the police must be told."""

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
    """The end of every result page of a track."""

    own: Paragraphs = Field(alias="self")
    bystander: Paragraphs
