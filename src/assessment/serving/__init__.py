"""Runs the application as a server, with time limits, worker processes, and private memory.

The server should run behind a proxy, but must be safe without one, because some agencies have none.
"""

import gc
import logging
import os
import signal
import socket
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from fastapi import FastAPI

from assessment.errors import Problem, SettingsError
from assessment.serving.guarded import MOST_CONNECTIONS, Guarded
from assessment.serving.limits import keep_memory_private, room_for_connections
from assessment.serving.server import Server, configured
from assessment.serving.workers import Workers
from assessment.settings import Settings
from assessment.web.app import create_app
from assessment.web.editions import Editions

BACKLOG = 2048
"""Maximum number of pending connections, which wait until the server accepts them."""
Say = Callable[[str], None]
WARNINGS = 5
"""Number of warnings listed at startup; a longer list would push the address out of view."""


def serve(settings: Settings, workers: int, announce: Say, warn: Say) -> None:
    """Serve until a signal stops the server.

    Calls `announce` with the address once connections are accepted, and `warn` with one line for
    each of the first few warnings, such as a contact that is due for rechecking. Raises
    SettingsError if the address cannot be used, or if the system cannot run multiple workers.
    """
    backlog = _prepare_process(workers)
    # Listen first, so that a port in use is reported immediately. Early connections wait briefly.
    listening = _listen(settings.host, settings.port, backlog)
    application = create_app(settings)
    gc.freeze()
    gc.enable()
    port = listening.getsockname()[1]
    announce(f"Serving on http://{settings.host}:{port}{settings.root_path}/ (Ctrl+C to stop)")
    for line in _in_short(application.state.warnings):
        warn(line)
    work = partial(_work, application, listening, backlog)
    if workers == 1:
        work()
    else:
        # The first process also discards keys, because a later worker must not inherit an expired
        # one. It does not compress pages, because no other thread may run during a fork.
        Workers(listening, work, application.state.editions.refresh, announce).run(workers)


def _work(application: FastAPI, listening: socket.socket, backlog: int) -> None:
    editions: Editions = application.state.editions
    editions.compress()
    Server(configured(application, backlog=backlog), editions.renew).run(sockets=[listening])


def _prepare_process(workers: int) -> int:
    """Make the process safe, and return the maximum number of pending connections."""
    if workers > 1 and not hasattr(os, "fork"):
        raise SettingsError("using more than one worker requires a system with fork, such as Linux")
    _let_signals_stop_us()
    keep_memory_private()
    # Log messages from libraries can contain an address or quote a request. For errors in our own
    # code, the shield reports the class and the position.
    logging.disable(logging.CRITICAL)
    room = room_for_connections()
    Guarded.most = min(MOST_CONNECTIONS, room)
    return min(BACKLOG, room)


def _in_short(warnings: Sequence[Problem]) -> Iterator[str]:
    for warning in warnings[:WARNINGS]:
        yield f"{warning.file}:{warning.line}: {warning.message}"
    if len(warnings) > WARNINGS:
        yield f"Warnings not shown: {len(warnings) - WARNINGS}. Run `assessment check` to see them."


def _let_signals_stop_us() -> None:
    # Until the server runs, Ctrl+C ends the program without a traceback.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # Closing the terminal stops the server as gracefully as SIGTERM does, unless nohup is used.
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGTERM))


def _listen(host: str, port: int, backlog: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=backlog)
    except (OSError, UnicodeError, TypeError) as error:
        said = getattr(error, "strerror", None) or error
        message = f"cannot listen on {host}, port {port}: {said}"
        raise SettingsError(message) from None
