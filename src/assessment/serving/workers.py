"""Runs several worker processes that accept connections on one socket and stop together."""

import ctypes
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from types import FrameType

LOOK_SECONDS = 0.2
"""How often the first process checks its workers."""
RESTART_SECONDS = 1
"""Pause before a worker is replaced, so that a failing worker cannot overload the machine."""
STOP_SECONDS = 15
"""How long workers may take to stop before they are killed."""


class Workers:
    """Worker processes, forked from a process that has loaded everything; each calls `work`.

    Each worker has a copy of the keyring and changes keys by the same clock. Every worker can read
    a form that another worker sent, no key is ever sent or stored, and a worker that starts later
    serves the content that was checked at startup (docs/decisions/0010).

    The first process calls `meanwhile` every `LOOK_SECONDS`, and calls `tell` with one line
    whenever a worker stops unexpectedly.
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
        self._running: list[BaseProcess] = []
        self._stopping = False
        self._next_start = 0.0

    def run(self, count: int) -> None:
        """Keep `count` workers running until SIGTERM or SIGINT. Returns once all have stopped."""
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
                worker = get_context("fork").Process(target=self._run_worker, args=(os.getpid(),))
                worker.start()
                self._running.append(worker)

    def _run_worker(self, parent: int) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        _end_with(parent)
        try:
            self._work()
        except BaseException:  # its message could quote a request
            os._exit(1)

    def _note_deaths(self) -> None:
        for code in self._ended():
            self._next_start = time.monotonic() + RESTART_SECONDS
            if not self._stopping:
                self._tell(f"A worker stopped unexpectedly (exit code {code}). Starting a new one.")

    def _ended(self) -> list[int]:
        """Remove ended workers from the list of running workers, and return their exit codes."""
        codes = [(worker, worker.exitcode) for worker in self._running]
        self._running = [worker for worker, code in codes if code is None]
        return [code for _, code in codes if code is not None]

    def _stop_all(self) -> None:
        # While the socket is open, the operating system accepts connections that nobody answers.
        self._listening.close()
        too_late = time.monotonic() + STOP_SECONDS
        while self._running:
            # Signal repeatedly, because a worker that is still starting misses the first signal.
            stop = BaseProcess.terminate if time.monotonic() < too_late else BaseProcess.kill
            for worker in self._running:
                stop(worker)
            time.sleep(LOOK_SECONDS)
            self._ended()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True


def _end_with(parent: int) -> None:
    """End this process when its parent ends.

    Otherwise, if the parent is killed, a worker would keep the port and continue to serve.
    """
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM, 0, 0, 0)
    if os.getppid() != parent:  # the parent ended before the signal was set
        os._exit(1)
