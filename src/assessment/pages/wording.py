"""The wording for the IDs in a result, in one language and for one track."""

from functools import cached_property

from assessment.content.passages import Passage
from assessment.content.questionnaire import Indicator, Questionnaire
from assessment.content.questions import Question


class Wording:
    """Looks up the wording for IDs in a result. Raises KeyError if the content has none."""

    def __init__(self, content: Questionnaire, track: str) -> None:
        self._content = content
        self._track = track

    @cached_property
    def _questions(self) -> dict[str, Question]:
        return {q.id: q for q in self._content.questions_of(self._track)}

    @cached_property
    def _passages(self) -> dict[tuple[str, str], Passage]:
        said = {("outcome", o.id): o.passage(self._track) for o in self._content.outcomes}
        said |= {("assistance", a.id): a.passage(self._track) for a in self._content.assistance}
        return {key: passage for key, passage in said.items() if passage}

    def outcome(self, outcome: str) -> Passage:
        """The heading and text of an outcome."""
        return self._passages["outcome", outcome]

    @property
    def emergency(self) -> Passage:
        """The heading and text that readers in danger see."""
        passage = self._content.emergency.passage(self._track)
        assert passage is not None  # noqa: S101  (the checks reject content without it: E223)
        return passage

    def advice(self, advice: str) -> Passage:
        """The heading and text of a piece of advice."""
        return {a.id: a for a in self._content.advice}[advice]

    def assistance(self, assistance: str) -> Passage:
        """The heading and text of a kind of help."""
        return self._passages["assistance", assistance]

    def indicator(self, indicator: str) -> Indicator:
        """An indicator with its name and wording."""
        return {i.id: i for i in self._content.indicators}[indicator]

    def reason(self, question: str, option: str) -> str:
        """The text that repeats the reader's answer back to them."""
        asked = self._questions[question]
        unsure = self._content.track(self._track).unsure
        return asked.said.get(option) or unsure.replace("{question}", asked.text)
