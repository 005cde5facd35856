"""The questionnaire page, with the questions of a track, its rules, and all result fragments."""

from collections.abc import Mapping
from typing import NamedTuple

from assessment.content.questions import Question
from assessment.pages.local_edition import LocalEdition

SKIP = ""
"""The option that stands for skipping a question."""
TOKEN_LENGTH = 5
"""Length of each name and value. All have the same length, so that the length reveals nothing. They
do not compress, so each character adds 250 bytes to a questionnaire."""


class FieldNames(NamedTuple):
    """The field name of each question of a track, and the value of each of its options."""

    names: Mapping[str, str]
    values: Mapping[tuple[str, str], str]


class Filled(NamedTuple):
    """The content of a submitted form.

    `unclear` lists the questions that have two different answers. These questions are left
    unanswered, and the notice above a `faulty` form links to them.
    """

    answers: Mapping[str, str] = {}
    unclear: tuple[str, ...] = ()
    faulty: bool = False


def questionnaire_page(local: LocalEdition, track: str, fields: FieldNames, filled: Filled) -> str:
    """The questions of a track, with or without answers."""
    asking = local.language.questionnaire
    asked, fragments = asking.track(track), local.fragments(track)

    def options(question: Question) -> dict[str, str]:
        return {o.id: o.label for o in asking.options_of(track, question)} | {SKIP: asked.skip}

    return local.rendered(
        "questionnaire.html",
        track,
        script=local.language.inputs.inlines.questionnaire.text,
        title=asked.title,
        intro=asked.intro,
        topics=asking.topics_of(track),
        fields=fields,
        options=options,
        opens=_opens,
        emergency=fragments["emergency"],
        fragments=fragments.items(),
        rules=local.rule_data(track),
        chosen={**dict.fromkeys(fields.names, SKIP), **filled.answers},
        unclear={q.id: q.text for q in asking.questions_of(track) if q.id in filled.unclear},
        faulty=filled.faulty,
    )


def _opens(question: Question, option: str) -> str:
    """The classes of an option, which name the notes and follow-ups that open under it."""
    opened = [f"on-{i}" for i, note in enumerate(question.notes) if option in note.on]
    if question.follow_ups and option in question.follow_ups.on:
        opened.append("on-f")
    return " ".join(opened)
