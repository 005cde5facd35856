"""From an application to a listening server: deadlines, workers, and memory that stays private.

A proxy in front is good, but the bare server must stand on its own: an agency may have no other.
"""

import gc
import logging
import os
import signal
import socket
from collections.abc import Callable
from typing import Any

import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp

from assessment.errors import SettingsError
from assessment.serving.guarded import Guarded
from assessment.serving.memory import keep_memory_private
from assessment.serving.workers import Workers
from assessment.settings import Settings
from assessment.web.app import create_app
from assessment.web.editions import Editions

REFRESH_SECONDS = 20
"""How often the server looks whether a day has begun or a form key has turned."""


def serve(settings: Settings, workers: int, announce: Callable[[str], None]) -> None:
    """Serve until told to stop; `announce` gets the address once it takes connections.

    SettingsError where the address cannot be had, or the system has no `fork` for more workers.
    """
    if workers > 1 and not hasattr(os, "fork"):
        raise SettingsError("more than one worker needs a system with fork, such as Linux")
    # Until a server has begun, Ctrl+C ends us as it ends any program, without a word.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    keep_memory_private()
    # A library's log line can hold an address or quote a request. Of what breaks in our own
    # code the shield tells the class and the place.
    logging.disable(logging.CRITICAL)
    # First, so that a port which is taken is told at once; who comes early waits a moment.
    listening = _listen(settings.host, settings.port)
    application = create_app(settings)
    gc.freeze()
    gc.enable()
    port = listening.getsockname()[1]
    announce(f"Serving on http://{settings.host}:{port}{settings.root_path}/ (Ctrl+C stops it)")
    for warning in application.state.warnings:
        announce(str(warning))
    if workers == 1:
        _run(application, listening)
    else:
        # A worker that is started later must not be handed a key that is due to be gone.
        refresh = application.state.editions.refresh
        Workers(lambda: _run(application, listening), meanwhile=refresh).run(workers)


def _run(application: FastAPI, listening: socket.socket) -> None:
    editions: Editions = application.state.editions

    async def refresh() -> None:
        editions.refresh()

    editions.compress()
    config = configured(application, timeout_notify=REFRESH_SECONDS, callback_notify=refresh)
    uvicorn.Server(config).run(sockets=[listening])


def configured(application: ASGIApp, **more: Any) -> uvicorn.Config:
    """How a server runs here: guarded, and silent about its readers; `more` goes to uvicorn."""
    return uvicorn.Config(
        application,
        # On h11, which bounds the size of headers; httptools took 24 MB of one (measured).
        http=Guarded,
        workers=1,  # else WEB_CONCURRENCY is read, and a word in it ends in a traceback
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=5,
        **more,
    )


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except (OSError, UnicodeError, TypeError) as error:
        said = getattr(error, "strerror", None) or error
        message = f"cannot listen on {host}, port {port}: {said}"
        raise SettingsError(message) from None
