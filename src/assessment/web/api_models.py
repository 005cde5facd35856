"""What the JSON API takes and gives."""

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

MAX_ANSWERS = 900


class AssessmentRequest(BaseModel):
    """Answers to assess: question ids and option ids, as the questionnaire gives them."""

    model_config = ConfigDict(extra="forbid", hide_input_in_errors=True)

    track: str = Field(max_length=40, examples=["self"])
    lang: str = Field("en", max_length=20, examples=["en"])
    area: str | None = Field(None, max_length=60, examples=["us-ny-albany"])
    answers: dict[str, str] = Field(
        default_factory=dict, max_length=MAX_ANSWERS, examples=[{"debt_owed": "yes"}]
    )


class ShownIndicator(BaseModel):
    """An indicator that shows; the others are left out."""

    id: str
    sign: str
    name: str
    reasons: list[str]


class FittingAssistance(BaseModel):
    """A kind of help that fits, with the reader's answers that call for it."""

    id: str
    title: str
    reasons: list[str]


class ShownPassage(BaseModel):
    """A heading with text under it."""

    id: str
    title: str
    text: list[str]


class AssessmentResult(BaseModel):
    """The result for a set of answers; contacts and assistance in the order to show them.

    `emergency` has the words to show first where there is danger; `advice` starts with the advice
    on safety.
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
    """Why a request failed; `fields` lists our fields that have the wrong shape."""

    error: str
    fields: list[str] = []
