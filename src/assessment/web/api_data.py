"""Converts questionnaires, results, and contacts into data for the JSON API."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from assessment.content.directory import Contact
from assessment.content.passages import Assistance, Outcome, Passage
from assessment.content.questionnaire import Questionnaire
from assessment.content.questions import Question
from assessment.screening.answers import Answer
from assessment.screening.results import Result
from assessment.web.api_models import (
    AssessmentResult,
    FittingAssistance,
    ShownIndicator,
    ShownPassage,
)

InWords = Callable[[Iterable[Answer]], list[str]]


def result_data(
    result: Result, content: Questionnaire, track: str, contacts: Mapping[str, Contact]
) -> AssessmentResult:
    """A result with its wording; `contacts` are those of the reader's area, by ID."""
    advice = {advice.id: advice for advice in content.advice}
    outcome = _voiced(content.outcomes, track)[result.outcome]
    helps = _voiced(content.assistance, track)
    urgent = content.emergency.passage(track) if "danger_now" in result.flags else None
    in_words = _worded(content, track)
    return AssessmentResult(
        outcome=result.outcome,
        title=outcome.title,
        text=list(outcome.text),
        flags=list(result.flags),
        indicators=list(_indicators(result, content, in_words)),
        also=in_words(result.also),
        assistance=[
            FittingAssistance(id=id_, title=helps[id_].title, reasons=in_words(reasons))
            for id_, reasons in result.assistance
        ],
        emergency=_passage("emergency", urgent) if urgent else None,
        advice=[_passage(id_, advice[id_]) for id_ in result.safety + result.advice],
        contacts=[contact_data(contacts[id_]) for id_ in result.contacts],
    )


def _indicators(
    result: Result, content: Questionnaire, in_words: InWords
) -> Iterator[ShownIndicator]:
    names = {indicator.id: indicator.name for indicator in content.indicators}
    for name, sign, reasons in result.indicators:
        yield ShownIndicator(id=name, sign=sign, name=names[name], reasons=in_words(reasons))


def _worded(content: Questionnaire, track: str) -> InWords:
    """A function that returns what readers are told about some of their answers."""
    questions = {question.id: question for question in content.questions_of(track)}
    return lambda reasons: [content.reason(track, questions[q], option) for q, option in reasons]


def _voiced(items: Iterable[Outcome | Assistance], track: str) -> dict[str, Passage]:
    return {each.id: passage for each in items if (passage := each.passage(track))}


def _passage(name: str, passage: Passage) -> ShownPassage:
    return ShownPassage(id=name, title=passage.title, text=list(passage.text))


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
