"""Request and response models of the JSON API."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

MAX_ANSWERS = 900


class AssessmentRequest(BaseModel):
    """Answers to assess, as question IDs and option IDs from the questionnaire."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    track: str = Field(max_length=40, examples=["self"])
    lang: str = Field("en", max_length=20, examples=["en"])
    area: str | None = Field(None, max_length=60, examples=["us-ny-albany"])
    answers: dict[str, str] = Field(
        default_factory=dict, max_length=MAX_ANSWERS, examples=[{"debt_owed": "yes"}]
    )


class ShownIndicator(BaseModel):
    """An indicator with a sign; indicators without one are omitted."""

    id: str
    sign: str
    name: str
    reasons: list[str]


class FittingAssistance(BaseModel):
    """A matching kind of help, with the reader's answers that led to it."""

    id: str
    title: str
    reasons: list[str]


class ShownPassage(BaseModel):
    """A heading and its text."""

    id: str
    title: str
    text: list[str]


class AssessmentResult(BaseModel):
    """The result for a set of answers; contacts and assistance are in display order.

    `emergency` is the text to show first to readers in danger; `advice` starts with safety advice.
    """

    outcome: str
    title: str
    text: list[str]
    flags: list[str]
    indicators: list[ShownIndicator]
    also: list[str]
    assistance: list[FittingAssistance]
    emergency: ShownPassage | None
    advice: list[ShownPassage]
    contacts: list[dict[str, Any]]


class Failure(BaseModel):
    """Why a request failed; `fields` lists the known fields that are invalid."""

    error: str
    fields: list[str] = []
