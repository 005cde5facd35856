"""The exceptions of this package, and their messages.

AssessmentError
├── ContentError     invalid content, with the file, the line, the problem, and a fix
├── SettingsError    a missing or invalid setting
└── AnswerError      answers that name an unknown question or option
"""

from collections.abc import Callable, Iterable, Sequence
from difflib import get_close_matches
from typing import Any, NamedTuple


class AssessmentError(Exception):
    """Base class of all exceptions in this package."""


class Problem(NamedTuple):
    """One problem in a content file.

    `code` is stable and explained in docs/checks.md; `line` and `column` count from 1.
    """

    code: str
    file: str
    line: int
    column: int
    message: str
    fix: str

    def __str__(self) -> str:
        position = f"{self.file}:{self.line}:{self.column}"
        return f"{position}: {self.code} {self.message}\n    fix: {self.fix}"

    @property
    def is_error(self) -> bool:
        """Whether this is an error, which prevents the server from starting, or only a warning."""
        return self.code.startswith("E")


class ContentError(AssessmentError):
    """Raised at startup and by `assessment check` for invalid content."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def gathered(tasks: Iterable[Callable[[], Any]]) -> list[Any]:
    """The results of all tasks. Raises ContentError with the problems of all tasks that fail."""
    results: list[Any] = []
    problems: list[Problem] = []
    for task in tasks:
        try:
            results.append(task())
        except ContentError as error:
            problems += error.problems
    if problems:
        raise ContentError(problems)
    return results


class SettingsError(AssessmentError):
    """Raised for a missing or invalid setting; the message is one line."""


def refuse_unknown(kind: str, wanted: Iterable[str], offered: Sequence[str]) -> None:
    """Raises SettingsError if one of the wanted IDs is not offered; the message names the kind."""
    for each in wanted:
        if each not in offered:
            raise SettingsError(f"unknown {kind}: {each}; known: {', '.join(offered)}")


class AnswerError(AssessmentError):
    """Raised when answers name an unknown question or option.

    The message never repeats the input, because an error must not carry an answer into a log.
    """


def nearest(wrong: str, known: Iterable[str], otherwise: str) -> str:
    """The fix for an unknown name: suggests the closest known name, or returns `otherwise`."""
    near = get_close_matches(wrong, list(known), n=1)
    return f"Did you mean `{near[0]}`?" if near else otherwise
