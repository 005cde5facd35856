"""Measures reading grades, if the `assessment[check]` extra is installed."""

from collections.abc import Iterator
from importlib.util import find_spec

from assessment.checking.findings import Finding
from assessment.content.loading import Content, KeyPath
from assessment.content.questions import Topic, with_follow_ups
from assessment.content.rules import ContentModel
from assessment.content.traversal import texts

HIGHEST = 6.0
REFUSED = 8.0
SENTENCES = 2
"""Minimum number of sentences. The formula is unreliable for short text, so only whole topics,
passages, and contacts are graded.
"""


def grade(texts_: list[str]) -> float | None:
    """The Flesch-Kincaid grade of these strings combined.

    None if it cannot be measured, or if there are too few sentences.
    """
    if not find_spec("textstat"):
        return None
    from textstat import textstat  # noqa: PLC0415  (an extra)

    joined = " ".join(text if text[-1] in ".?!" else f"{text}." for text in texts_)
    if textstat.sentence_count(joined) < SENTENCES:
        return None
    return float(textstat.flesch_kincaid_grade(joined))


def hard_texts(content: Content) -> Iterator[Finding]:
    """W250: a topic, passage, or contact above grade 6. E250: one above grade 8."""
    for part, keys, read in _wholes(content):
        measured = grade(read)
        if measured is not None and measured > HIGHEST:
            code = "E250" if measured > REFUSED else "W250"
            message = f"the reading grade is {measured:.1f}"
            fix = "Shorten the sentences, and use words of one or two syllables."
            yield Finding(code, part, message, fix, keys)


def read_in(topic: Topic) -> list[str]:
    """The questions and hints of a topic."""
    questions = with_follow_ups(topic.questions)
    return [text for question in questions for text in (question.text, question.hint) if text]


def _wholes(content: Content) -> Iterator[tuple[ContentModel, KeyPath, list[str]]]:
    asking = content.questionnaire
    for topic in asking.topics:
        yield topic, (), read_in(topic)
    spoken = [part for item in (*asking.outcomes, *asking.assistance)
              for part in (item.own, item.bystander) if part]  # fmt: skip
    for passage in (*spoken, *asking.advice):
        yield passage, (), [text for _, text in texts(passage)]
    for contact in content.directory.contacts:
        yield contact, ("expect",), [contact.serves, contact.expect, contact.reports]
