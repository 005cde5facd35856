"""The JSON API: the questionnaire as data, and a result for a set of answers.

Errors never repeat what was sent.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from fastapi import APIRouter, HTTPException
from pydantic import BaseModel, ConfigDict, Field

from assessment.content.directory import Contact
from assessment.content.questionnaire import Questionnaire
from assessment.content.questions import Question
from assessment.errors import AnswerError
from assessment.pages.wording import Wording
from assessment.screening.answers import checked
from assessment.screening.results import Result
from assessment.web.editions import Editions

MAX_ANSWERS = 900
FAILURES = (400, 413, 422, 500)


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


class AssessmentResult(BaseModel):
    """The result for a set of answers; contacts and assistance in the order to show them."""

    outcome: str
    title: str
    text: list[str]
    flags: list[str]
    indicators: list[ShownIndicator]
    also: list[str]
    assistance: list[FittingAssistance]
    advice: list[str]
    contacts: list[dict[str, Any]]


class Failure(BaseModel):
    """Why a request failed; `fields` lists our fields that have the wrong shape."""

    error: str
    fields: list[str] = []


def api(editions: Editions) -> APIRouter:
    """The routes under /api/v1."""
    router = APIRouter(prefix="/api/v1", responses=dict.fromkeys(FAILURES, {"model": Failure}))

    @router.head("/questionnaire", include_in_schema=False)
    @router.get("/questionnaire")
    async def questionnaire(track: str, lang: str = "en") -> dict[str, Any]:
        """The topics, questions, options and follow-ups of a track."""
        _refuse_unknown(editions, track, lang)
        return questionnaire_data(editions.current.language(lang).questionnaire, track)

    @router.post("/assessment")
    async def assessment(request: AssessmentRequest) -> AssessmentResult:
        """The result for a set of answers. Nothing is kept."""
        _refuse_unknown(editions, request.track, request.lang)
        edition = editions.current
        area = edition.area(request.area)
        if request.area and area != request.area:
            raise HTTPException(422, "unknown area")
        screening = edition.screening(request.track, area)
        try:
            result = screening.assess(checked(screening.asked, request.answers))
        except AnswerError:
            raise HTTPException(422, "an answer names an unknown question or option") from None
        contacts = {c.id: c for c in edition.pages(request.lang, area).help.contacts}
        wording = Wording(edition.language(request.lang).questionnaire, request.track)
        return result_data(result, wording, contacts)

    return router


def result_data(
    result: Result, wording: Wording, contacts: Mapping[str, Contact]
) -> AssessmentResult:
    """A result in words; `contacts` are those of the reader's area by id."""
    return AssessmentResult(
        outcome=result.outcome,
        title=wording.outcome(result.outcome).title,
        text=list(wording.outcome(result.outcome).text),
        flags=list(result.flags),
        indicators=[
            ShownIndicator(
                id=shown.id,
                sign=shown.sign,
                name=wording.indicator(shown.id).name,
                reasons=_in_words(wording, shown.reasons),
            )
            for shown in result.indicators
        ],
        also=_in_words(wording, result.also),
        assistance=[
            FittingAssistance(
                id=match.id,
                title=wording.assistance(match.id).title,
                reasons=_in_words(wording, match.reasons),
            )
            for match in result.assistance
        ],
        advice=list(result.advice),
        contacts=[contact_data(contacts[name]) for name in result.contacts],
    )


def _in_words(wording: Wording, reasons: Iterable[tuple[str, str]]) -> list[str]:
    return [wording.reason(question, option) for question, option in reasons]


def _refuse_unknown(editions: Editions, track: str, lang: str) -> None:
    if track not in editions.inputs.tracks or lang not in editions.inputs.languages:
        raise HTTPException(422, "unknown track or language")


def questionnaire_data(content: Questionnaire, track: str) -> dict[str, Any]:
    """A track's questions as plain data, follow-ups inside the question that opens them."""
    ask = content.track(track)
    return {
        "track": track,
        "title": ask.title,
        "topics": [
            {
                "id": topic.id,
                "title": topic.title,
                "questions": [_question(content, track, q) for q in topic.questions],
            }
            for topic in content.topics_of(track)
        ],
    }


def _question(content: Questionnaire, track: str, question: Question) -> dict[str, Any]:
    follow_ups = question.follow_ups
    return {
        "id": question.id,
        "text": question.text,
        "hint": question.hint,
        "core": question.core,
        "options": [{"id": o.id, "label": o.label} for o in content.options_of(track, question)],
        "follow_ups": {
            "on": list(follow_ups.on),
            "questions": [_question(content, track, q) for q in follow_ups.questions],
        }
        if follow_ups
        else None,
    }


def contact_data(contact: Contact) -> dict[str, Any]:
    """A contact without the rules that decide who sees it; `stale_since` if it was not checked."""
    hidden = {"adults_only", "when"}
    data = contact.model_dump(mode="json", exclude=hidden, exclude_none=True)
    stale = contact.stale_since
    return {**data, "stale_since": stale.isoformat()} if stale else data
