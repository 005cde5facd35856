"""Every error of the content, the settings and the answers, in one tree.

AssessmentError
├── ContentError     the files that people edit are wrong: where, what, and how to fix it
├── SettingsError    the server was asked to start in a way that cannot work
└── AnswerError      what came from outside names something that is not asked
"""

from collections.abc import Iterable
from typing import NamedTuple


class AssessmentError(Exception):
    """The base of every error that this package raises on purpose."""


class Problem(NamedTuple):
    """One fault in a content file.

    `code` is stable and explained in docs/checks.md; `line` and `column` count from 1.
    """

    code: str
    file: str
    line: int
    column: int
    message: str
    fix: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}"
        return f"{place}: {self.code} {self.message}\n    fix: {self.fix}"

    @property
    def is_error(self) -> bool:
        """Errors give exit code 1, and what a server finds of them keeps it from starting."""
        return self.code.startswith("E")


class ContentError(AssessmentError):
    """Raised at start, and by `assessment check`, when content cannot be trusted."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class SettingsError(AssessmentError):
    """Raised when a setting is missing or cannot be used; its text is one line."""


class AnswerError(AssessmentError):
    """Raised when answers name a question or an option that does not exist.

    The text never holds what was sent: an error must not carry an answer into a log.
    """
