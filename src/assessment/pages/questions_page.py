"""The page that asks: all questions of a track, the rules, and every part of a result."""

import json
from typing import Any

from markupsafe import Markup

from assessment.content.questionnaire import Questionnaire
from assessment.content.questions import Question
from assessment.pages.site import Site, Where
from assessment.screening.exchange import rule_data
from assessment.web.tokens import SKIP, Tokens


def rendered(site: Site, where: Where, track: str) -> str:
    """The page as text, under the key in use."""
    wording = site.wording(where.language)
    tokens = site.tokens(track)[0]
    parts = site.parts(where, track)
    urgent = Markup(parts["emergency"])  # noqa: S704  (our own template)
    rules = json.dumps(rule_data(site.screening(track, where.area)), separators=(",", ":"))
    ask = wording.track(track)
    return site.template(
        where,
        "questionnaire.html",
        track,
        title=ask.title,
        intro=ask.intro,
        topics=[
            {
                "id": topic.id,
                "title": topic.title,
                "intro": topic.intro,
                "more": any(not q.core for q in topic.questions),
                "questions": [
                    _question(wording, track, q, tokens, urgent) for q in topic.questions
                ],
            }
            for topic in wording.topics_of(track)
        ],
        parts=[(key, Markup(html)) for key, html in parts.items()],  # noqa: S704
        rules=Markup(rules.replace("<", "\\u003c")),  # noqa: S704
        script=site.inlines.questionnaire.text,
    )


def _question(
    wording: Questionnaire, track: str, question: Question, tokens: Tokens, urgent: Markup
) -> dict[str, Any]:
    follow_ups = question.follow_ups
    options = [(o.id, o.label) for o in wording.options_of(track, question)]
    return {
        "id": question.id,
        "text": question.text,
        "hint": question.hint,
        "core": question.core,
        "token": tokens.names[question.id],
        "options": [
            {
                "id": id_,
                "label": label,
                "token": tokens.values[question.id, id_],
                "opens": _opens(question, id_),
            }
            for id_, label in [*options, (SKIP, wording.track(track).skip)]
        ],
        "notes": [
            {"emergency": urgent if n.emergency else None, "text": n.text} for n in question.notes
        ],
        "follow_ups": [
            _question(wording, track, q, tokens, urgent)
            for q in (follow_ups.questions if follow_ups else ())
        ],
    }


def _opens(question: Question, option: str) -> str:
    opened = [f"on-{i}" for i, note in enumerate(question.notes) if option in note.on]
    if question.follow_ups and option in question.follow_ups.on:
        opened.append("on-f")
    return " ".join(opened)
