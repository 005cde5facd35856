"""Rules as sentences that a reviewer can read."""

from assessment.content.questionnaire import Questionnaire
from assessment.content.questions import Question
from assessment.content.rules import Rule


class Reader:
    """Says rules in words, with the questions of all tracks."""

    def __init__(self, content: Questionnaire) -> None:
        self._names = {i.id: i.name for i in content.indicators}
        self._questions: dict[str, list[tuple[str, Question]]] = {}
        for track in content.tracks:
            for question in content.questions_of(track.id):
                self._questions.setdefault(question.id, []).append((track.id, question))
        self._content = content

    def said(self, rule: Rule | None) -> str:
        """The rule as part of a sentence; no rule at all is for everybody."""
        if rule is None or rule.all_of == ():
            return "always"
        if rule.answer is not None:
            return " or ".join(self._answer(name, of) for name, of in rule.answer.items())
        if rule.sign is not None:
            return " or ".join(
                f"{self._names[name]} shows {'clearly' if sign == 'clear' else 'at all'}"
                for name, sign in rule.sign.items()
            )
        if rule.flag is not None:
            return f"[{rule.flag}]"
        return f"track {rule.track}" if rule.track else self._joined(rule)

    def _joined(self, rule: Rule) -> str:
        parts = [self.said(part) for part in rule.parts]
        if rule.at_least:
            return f"at least {rule.at_least.count} of ({'; '.join(parts)})"
        if rule.none_of is not None:
            return f"not ({'; or '.join(parts)})"
        return f"({(' and ' if rule.all_of else ' or ').join(parts)})"

    def _answer(self, name: str, options: tuple[str, ...]) -> str:
        labels: dict[str, None] = {}
        for track, question in self._questions[name]:
            for option in self._content.options_of(track, question):
                if option.id in options:
                    labels.setdefault(option.label)
        return f"{name} is {' / '.join(labels)}"
