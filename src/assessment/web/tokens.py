"""Opaque names and values for form submissions.

Chromium and Firefox write the body of an ordinary form POST to the device's disk (measured;
docs/decisions/0002). The body must be useless to anyone who finds it. Names and values are
therefore derived from a key that exists only in memory and is discarded after a few hours.
"""

import hmac
import secrets
import sys
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from typing import NamedTuple

from assessment.pages.questionnaire_page import SKIP, TOKEN_LENGTH, FieldNames
from assessment.screening.answers import Answers, Asked


def _seconds() -> float:
    """Seconds on a clock that keeps running during sleep, so that keys expire on time."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":  # on macOS, time.monotonic stops during sleep
        return time.clock_gettime(time.CLOCK_MONOTONIC_RAW)
    return time.monotonic()


class Key(NamedTuple):
    """A secret and its sequence number."""

    turn: int
    secret: bytes

    @property
    def next(self) -> "Key":
        """The next key, from which this one cannot be derived."""
        return Key(self.turn + 1, hmac.digest(self.secret, b"next", "sha256"))


class Keyring:
    """The current key and the previous key. Forms made with older keys can no longer be read.

    Each key is derived from the previous one with a one-way function, so processes that start with
    the same key switch to the same keys at the same time without communicating. `clock` counts
    seconds, never goes backward, and is the same for all processes on a machine.
    """

    def __init__(self, hours: int, clock: Callable[[], float] = _seconds) -> None:
        self._life = hours * 3600
        self._clock = clock
        self._due = clock() + self._life
        self._keys = [Key(0, secrets.token_bytes(32))]

    def accepted(self) -> list[Key]:
        """The accepted keys, with the current key first."""
        while self._clock() >= self._due:
            self._due += self._life
            self._keys = [self._keys[0].next, self._keys[0]]
        return self._keys


class Tokens:
    """The opaque names of one track's questions and options, derived from one key."""

    def __init__(self, key: Key, track: str, asked: Mapping[str, Asked]) -> None:
        self._key = key.secret
        self._taken: set[str] = set()
        names = {question: self._token(track, question) for question in asked}
        values = {
            (question, option): self._token(track, question, option)
            for question, ask in asked.items()
            for option in (SKIP, *sorted(ask.options))
        }
        self.fields = FieldNames(names, values)
        self._skipped = {question: values[question, SKIP] for question in asked}
        # An answer arrives either as a field with a name or as a packed answer without one.
        self.answer_of = {
            f"{name}={token}": answer
            for answer, token in values.items()
            for name in (names[answer[0]], "")
        }
        self._names = frozenset(names.values())

    def _token(self, *words: str) -> str:
        """A unique token. Two options with the same token would be the same answer."""
        digest, token = "\0".join(words).encode(), ""
        while not token or token in self._taken:
            digest = hmac.digest(self._key, digest, "sha256")
            token = urlsafe_b64encode(digest)[:TOKEN_LENGTH].decode()
        self._taken.add(token)
        return token

    def knows(self, field: str) -> bool:
        """Whether a field or a packed answer was made with this key."""
        return field in self.answer_of or field.partition("=")[0] in self._names

    def refuses(self, field: str) -> bool:
        """Whether a field names one of the questions but has an unknown value."""
        name, _, value = field.partition("=")
        is_ours = not name or name in self._names
        return is_ours and bool(value) and field not in self.answer_of

    def packed(self, answers: Answers) -> str:
        """All answers packed into one string, whose length does not depend on the answers."""
        row = dict(self._skipped)
        for answer in answers.items():
            row[answer[0]] = self.fields.values[answer]
        return "".join(row.values())
