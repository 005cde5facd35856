"""Several processes that serve, and end together."""

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable
from types import FrameType


class Workers:
    """Processes forked from one that made everything ready; each does `work`.

    Each has its copy of the keyring, and all turn it by the same clock, so that a form which
    one worker sent can be read by another and no key is ever written down. `meanwhile` is called
    in the first process, five times a second.
    """

    def __init__(self, work: Callable[[], None], meanwhile: Callable[[], None]) -> None:
        self._work = work
        self._meanwhile = meanwhile
        self._running: set[int] = set()
        self._stopping = False

    def run(self, count: int) -> None:
        """Keep `count` workers going until a signal says to stop, and until all of them have."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self._stopping or self._running:
            while len(self._running) < count and not self._stopping:
                self._running.add(self._fork())
            time.sleep(0.2)
            # Time and again: one that was being started when the first call came has missed it.
            for pid in self._running if self._stopping else ():
                os.kill(pid, signal.SIGTERM)
            self._meanwhile()
            self._reap()

    def _fork(self) -> int:
        pid = os.fork()
        if pid == 0:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, signal.SIG_DFL)
            _end_with_parent()
            self._work()
            os._exit(0)
        return pid

    def _reap(self) -> None:
        for pid in list(self._running):
            if os.waitpid(pid, os.WNOHANG)[0]:
                self._running.discard(pid)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True


def _end_with_parent() -> None:
    """A worker whose parent was killed would hold the port, and a key that nobody turns."""
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM, 0, 0, 0)
