"""Several processes that serve from one socket and stop together."""

import ctypes
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from types import FrameType

LOOK_SECONDS = 0.2
"""How often the first process looks after its workers."""
RESTART_SECONDS = 1
"""The pause before a worker is replaced: one that fails at once must not use up the machine."""
STOP_SECONDS = 15
"""How long workers may take to stop. A worker that hangs is then killed."""


class Workers:
    """Processes forked from one that has loaded everything; each does `work`.

    Each has a copy of the keyring and turns it by the same clock. A form that one worker sent can
    be read by every other, no key is ever passed on or written down, and a worker that is started
    later serves the content that was checked at the start (docs/decisions/0010).

    `meanwhile` is called in the first process every `LOOK_SECONDS`. `tell` gets a line when a
    worker has stopped unexpectedly.
    """

    def __init__(
        self,
        listening: socket.socket,
        work: Callable[[], None],
        meanwhile: Callable[[], object],
        tell: Callable[[str], None],
    ) -> None:
        self._listening = listening
        self._work = work
        self._meanwhile = meanwhile
        self._tell = tell
        self._running: set[int] = set()
        self._stopping = False
        self._next_start = 0.0

    def run(self, count: int) -> None:
        """Keep `count` workers running until a signal says stop; return when all have stopped."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self._stopping:
            self._start_missing(count)
            time.sleep(LOOK_SECONDS)
            self._meanwhile()
            self._note_deaths()
        self._stop_all()

    def _start_missing(self, count: int) -> None:
        if time.monotonic() >= self._next_start:
            while len(self._running) < count and not self._stopping:
                self._running.add(self._fork())

    def _fork(self) -> int:
        parent = os.getpid()
        pid = os.fork()
        if pid == 0:
            code = 1
            try:
                for number in (signal.SIGTERM, signal.SIGINT):
                    signal.signal(number, signal.SIG_DFL)
                _end_with(parent)
                self._work()
                code = 0
            finally:
                # Whatever was raised: it must not go on in the stack of the first process, whose
                # cleanup is not ours, and its message could quote a request.
                os._exit(code)
        return pid

    def _note_deaths(self) -> None:
        for code in self._ended():
            self._next_start = time.monotonic() + RESTART_SECONDS
            if not self._stopping:
                self._tell(f"A worker stopped unexpectedly (exit code {code}). Starting another.")

    def _ended(self) -> list[int]:
        """Exit codes of the workers that have ended, which are then no longer counted."""
        ended = [(pid, os.waitpid(pid, os.WNOHANG)) for pid in self._running]
        codes = {pid: os.waitstatus_to_exitcode(status) for pid, (done, status) in ended if done}
        self._running -= codes.keys()
        return list(codes.values())

    def _stop_all(self) -> None:
        # While we hold the socket, the system goes on taking connections that nobody answers.
        self._listening.close()
        too_late = time.monotonic() + STOP_SECONDS
        while self._running:
            # Repeatedly: a worker that was just starting misses the first signal.
            number = signal.SIGTERM if time.monotonic() < too_late else signal.SIGKILL
            for pid in self._running:
                os.kill(pid, number)
            time.sleep(LOOK_SECONDS)
            self._ended()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True


def _end_with(parent: int) -> None:
    """End this process when its parent ends.

    A worker whose parent was killed would hold the port, and keep serving after a "stop".
    """
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:  # it ended before we asked to hear of it
        os._exit(1)
