"""Writes rules as sentences for reviewers."""

from collections.abc import Mapping, Sequence

from assessment.content.algebra import Algebra, Sign
from assessment.content.questionnaire import Questionnaire
from assessment.content.questions import Question
from assessment.content.rules import Rule

ALWAYS = "always"


class RuleText(Algebra[str]):
    """Turns rules into text, using the questions of all tracks."""

    def __init__(self, content: Questionnaire) -> None:
        self._names = {i.id: i.name for i in content.indicators}
        self._questions: dict[str, list[tuple[str, Question]]] = {}
        for track in content.tracks:
            for question in content.questions_of(track.id):
                self._questions.setdefault(question.id, []).append((track.id, question))
        self._content = content

    def said(self, rule: Rule | None) -> str:
        """The rule as part of a sentence; None stands for a rule that is always true."""
        return rule.fold(self) if rule else ALWAYS

    def answer(self, options: Mapping[str, tuple[str, ...]]) -> str:
        return " or ".join(self._answer(name, of) for name, of in options.items())

    def sign(self, signs: Mapping[str, Sign]) -> str:
        return " or ".join(
            f"{self._names[name]} shows {'clearly' if sign == 'clear' else 'at all'}"
            for name, sign in signs.items()
        )

    def flag(self, flag: str) -> str:
        return f"[{flag}]"

    def track(self, track: str) -> str:
        return f"track {track}"

    def any_of(self, parts: Sequence[str]) -> str:
        return f"({' or '.join(parts)})"

    def all_of(self, parts: Sequence[str]) -> str:
        return f"({' and '.join(parts)})" if parts else ALWAYS

    def none_of(self, parts: Sequence[str]) -> str:
        return f"not ({'; or '.join(parts)})"

    def at_least(self, count: int, parts: Sequence[str]) -> str:
        return f"at least {count} of ({'; '.join(parts)})"

    def _answer(self, name: str, options: tuple[str, ...]) -> str:
        labels: dict[str, None] = {}
        for track, question in self._questions[name]:
            for option in self._content.options_of(track, question):
                if option.id in options:
                    labels.setdefault(option.label)
        return f"{name} is {' / '.join(labels)}"
