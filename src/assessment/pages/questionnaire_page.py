"""The questionnaire page, with the questions of a track, its rules, and all result fragments."""

import json
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from markupsafe import Markup

from assessment.content.questionnaire import Questionnaire
from assessment.content.questions import Question
from assessment.pages.field_names import SKIP, FieldNames


class Filled(NamedTuple):
    """The content of a submitted form.

    `unclear` lists the questions that have two different answers. They are left unanswered, and the
    notice above a `faulty` form links to them.
    """

    answers: Mapping[str, str] = {}
    unclear: tuple[str, ...] = ()
    faulty: bool = False


class QuestionnairePage:
    """Renders the questions of one track, language, and area, with or without answers.

    `asking` is already translated into the reader's language, `rules` is the data sent to the
    device, and `render` renders the template.
    """

    def __init__(
        self,
        asking: Questionnaire,
        rules: Mapping[str, Any],
        fields: FieldNames,
        fragments: Mapping[str, Markup],
        render: Callable[..., str],
    ) -> None:
        self._asking = asking
        self._track = asking.track(rules["track"])
        self._fields = fields
        self._fragments = fragments
        data = json.dumps(rules, separators=(",", ":"))
        self._rules = Markup(data.replace("<", "\\u003c"))  # noqa: S704  (cannot end the script)
        self._render = render

    def html(self, filled: Filled) -> str:
        """The page as HTML."""
        texts = {q.id: q.text for q in self._asking.questions_of(self._track.id)}
        return self._render(
            title=self._track.title,
            intro=self._track.intro,
            topics=self._asking.topics_of(self._track.id),
            fields=self._fields,
            options=self._options,
            opens=_opens,
            emergency=self._fragments["emergency"],
            fragments=self._fragments.items(),
            rules=self._rules,
            chosen={**dict.fromkeys(self._fields.names, SKIP), **filled.answers},
            unclear={question: texts[question] for question in filled.unclear},
            faulty=filled.faulty,
        )

    def _options(self, question: Question) -> dict[str, str]:
        """The labels of a question's options. The last option skips the question."""
        offered = self._asking.options_of(self._track.id, question)
        return {**{option.id: option.label for option in offered}, SKIP: self._track.skip}


def _opens(question: Question, option: str) -> str:
    """The classes of an option, which name the notes and follow-ups that open under it."""
    opened = [f"on-{i}" for i, note in enumerate(question.notes) if option in note.on]
    if question.follow_ups and option in question.follow_ups.on:
        opened.append("on-f")
    return " ".join(opened)
