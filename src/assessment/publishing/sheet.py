"""A document with all questions and the effect of each answer, for review and printing."""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from assessment.checking.grades import grade, read_in
from assessment.checking.names import Names
from assessment.content.loading import Content, catalogues_of
from assessment.content.locales import Catalogue
from assessment.content.questionnaire import Questionnaire
from assessment.content.questions import Question, with_follow_ups
from assessment.content.rules import Algebra, Rule, Sign
from assessment.content.traversal import texts
from assessment.publishing.documents import rendered

ALWAYS = "always"


def sheet(content: Content) -> dict[str, str]:
    """The documents by file name: all questions in page order, then the rules as sentences."""
    catalogues = [each for each in catalogues_of(content).values() if each.file]
    values = {
        "asking": content.questionnaire,
        "with_follow_ups": with_follow_ups,
        "grade": lambda topic: grade(read_in(topic)),
        "openings": partial(_openings, content.questionnaire),
        "used_by": _users(Names(content)),
        "translations": partial(_translations, catalogues),
        "kinds": list(_rules(content)),
    }
    return {name: rendered(name, **values) for name in ("sheet.md", "sheet.html")}


def _openings(
    asking: Questionnaire, track: str, question: Question
) -> Iterator[tuple[str, list[str]]]:
    """Each question that opens this one, with the answers that open it."""
    for parent in asking.questions_of(track):
        if parent.follow_ups and question in parent.follow_ups.questions:
            labels = {option.id: option.label for option in asking.options_of(track, parent)}
            yield parent.text, [labels[option] for option in parent.follow_ups.on]


def _translations(
    catalogues: list[Catalogue], question: Question
) -> Iterator[tuple[str, int, int]]:
    """For each language, the number of translated strings and of all strings of a question."""
    own = [text for _, text in texts(question.model_copy(update={"follow_ups": None}))]
    for catalogue in catalogues:
        yield catalogue.language, sum(text in catalogue.messages for text in own), len(own)


def _users(names: Names) -> dict[str, list[str]]:
    """The names of the rules that use each question, by question ID."""
    found: dict[str, dict[str, None]] = {}
    for path, rule, _ in names.rules:
        section, index = str(path[0]), int(path[1])
        model = names.directory if section == "contacts" else names.asking
        owner = f"{section} {getattr(getattr(model, section)[index], 'id', index + 1)}"
        for question in rule.answer or ():
            found.setdefault(question, {}).setdefault(owner)
    return {question: list(owners) for question, owners in found.items()}


def _rules(content: Content) -> Iterator[tuple[str, list[tuple[Any, str]]]]:
    asking = content.questionnaire
    words = RuleText(asking)
    for kind in ("flags", "outcomes", "assistance", "advice"):
        yield kind, [(item, words.said(item.when)) for item in getattr(asking, kind)]
    order = [({"id": ", ".join(r.kinds)}, words.said(r.when)) for r in asking.contact_order]
    yield "contact order", order
    yield "contacts", [(c, words.said(c.when)) for c in content.directory.contacts]


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
