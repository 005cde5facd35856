"""Holds the current edition, and replaces it when the date changes or a form key expires."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from threading import Thread

from assessment.pages.edition import Edition
from assessment.pages.inputs import Inputs
from assessment.screening.answers import questions_asked
from assessment.web.tokens import Key, Keyring, Tokens

Clock = Callable[[], date]
"""Returns the current date."""


class Editions:
    """Holds the current edition and the accepted form keys."""

    current: Edition

    def __init__(self, inputs: Inputs, keyring: Keyring, clock: Clock) -> None:
        self.inputs = inputs
        self.keyring = keyring
        self._clock = clock
        asking = inputs.content.questionnaire
        self._asked = {track: questions_asked(asking, track) for track in inputs.tracks}
        self._tokens = lru_cache(2 * len(inputs.tracks))(self._made)
        self._made_for: tuple[date, int] | None = None
        self.refresh()

    def tokens(self, track: str) -> list[Tokens]:
        """The tokens of a track for each accepted key, newest first."""
        return [self._tokens(key, track) for key in self.keyring.accepted()]

    def refresh(self) -> bool:
        """Replace the edition if its date has passed or its form key has expired.

        Returns whether it was replaced.
        """
        due = (self._clock(), self.keyring.accepted()[0].turn)
        if due == self._made_for:
            return False
        fields = {track: self.tokens(track)[0].fields for track in self.inputs.tracks}
        self.current = Edition(self.inputs, due[0], fields)
        self._made_for = due
        return True

    def renew(self) -> None:
        """Replace the edition if it is outdated, and compress its pages. The server calls this."""
        if self.refresh():
            self.compress()

    def compress(self) -> None:
        """Compress the home area's pages at the best level, in a background thread."""
        Thread(target=_compress, args=(self.current,), daemon=True).start()

    def _made(self, key: Key, track: str) -> Tokens:
        return Tokens(key, track, self._asked[track])


def _compress(edition: Edition) -> None:
    for page in edition.home_pages():
        page.compress_best()
