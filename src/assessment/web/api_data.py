"""Converts questionnaires, results, and contacts into data for the JSON API."""

from collections.abc import Iterable, Mapping
from typing import Any

from assessment.content.directory import Contact
from assessment.content.passages import Passage
from assessment.content.questionnaire import Questionnaire
from assessment.content.questions import Question
from assessment.pages.wording import Wording
from assessment.screening.results import Match, Result, Shown
from assessment.web.api_models import (
    AssessmentResult,
    FittingAssistance,
    ShownIndicator,
    ShownPassage,
)


def result_data(
    result: Result, wording: Wording, contacts: Mapping[str, Contact]
) -> AssessmentResult:
    """A result with its wording; `contacts` are those of the reader's area, by ID."""
    outcome = wording.outcome(result.outcome)
    in_danger = "danger_now" in result.flags
    return AssessmentResult(
        outcome=result.outcome,
        title=outcome.title,
        text=list(outcome.text),
        flags=list(result.flags),
        indicators=[_indicator(wording, shown) for shown in result.indicators],
        also=_in_words(wording, result.also),
        assistance=[_assistance(wording, match) for match in result.assistance],
        emergency=_passage("emergency", wording.emergency) if in_danger else None,
        advice=[_passage(name, wording.advice(name)) for name in result.safety + result.advice],
        contacts=[contact_data(contacts[name]) for name in result.contacts],
    )


def _indicator(wording: Wording, shown: Shown) -> ShownIndicator:
    name, reasons = wording.indicator(shown.id).name, _in_words(wording, shown.reasons)
    return ShownIndicator(id=shown.id, sign=shown.sign, name=name, reasons=reasons)


def _assistance(wording: Wording, match: Match) -> FittingAssistance:
    title, reasons = wording.assistance(match.id).title, _in_words(wording, match.reasons)
    return FittingAssistance(id=match.id, title=title, reasons=reasons)


def _passage(name: str, passage: Passage) -> ShownPassage:
    return ShownPassage(id=name, title=passage.title, text=list(passage.text))


def _in_words(wording: Wording, reasons: Iterable[tuple[str, str]]) -> list[str]:
    return [wording.reason(question, option) for question, option in reasons]


def questionnaire_data(content: Questionnaire, track: str) -> dict[str, Any]:
    """A track's questions as plain data, with follow-ups nested in their parent question."""
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
    """A contact without the rules for who sees it, and with `stale_since` if it is due."""
    hidden = {"adults_only", "when"}
    data = contact.model_dump(mode="json", exclude=hidden, exclude_none=True)
    stale = contact.stale_since
    return {**data, "stale_since": stale.isoformat()} if stale else data
