"""From an application to a listening server: deadlines, workers, and memory that stays private.

A proxy in front is good, but the bare server must stand on its own: an agency may have no other.
"""

import asyncio
import ctypes
import gc
import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

import h11
import uvicorn
from fastapi import FastAPI
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from assessment.errors import SettingsError
from assessment.settings import Settings
from assessment.web.app import create_app

RECEIVE_SECONDS = 10
"""From the first byte, or the connection, to the last byte of a request."""
ANSWER_SECONDS = 20
"""From a whole request to the last byte that the reader takes. A slow phone needs a few."""
MAX_REQUEST_BYTES = 32 * 1024 * 1024
"""Of a body past its own bound this much is taken and dropped, so that its sender hears why."""
MOST_WAITING = 2000
"""Connections that have not sent a whole request; past this the one that waits longest is cut."""
FORGET_SECONDS = 20
"""How often the server looks whether a key or a contact is due to be forgotten, with readers or
without."""


class Guarded(H11Protocol):
    """HTTP/1.1 with a deadline for each request and its answer, and a bound on its bytes.

    uvicorn itself waits for ever, so that a few hundred silent sockets would keep a reader out.
    """

    _waiting: dict["Guarded", None] = {}
    _deadline: asyncio.TimerHandle | None = None
    _received = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the clock: a socket that says nothing is cut like one that says it slowly."""
        super().connection_made(transport)
        self._await_request()
        if len(self._waiting) > MOST_WAITING:
            next(iter(self._waiting)).transport.abort()

    def data_received(self, data: bytes) -> None:
        """Take bytes of a request, until it is whole or too much."""
        if self not in self._waiting and self.conn.their_state is h11.IDLE:
            self._await_request()
        self._received += len(data)
        if self._received > MAX_REQUEST_BYTES:
            self.transport.abort()
            return
        super().data_received(data)
        if self in self._waiting and self._is_whole:
            self._await_taken()

    def on_response_complete(self) -> None:
        """Leave an idle connection to uvicorn's own timer, and go on with what is in line."""
        self._received = 0
        self._stop_clock()
        super().on_response_complete()
        if self.conn.their_state is h11.SEND_BODY:
            self._await_request()
        elif self._is_whole or self.transport.get_write_buffer_size():
            self._await_taken()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the clock with the connection."""
        self._stop_clock()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Refuse what is no HTTP; uvicorn's own answer lets a browser cache it."""
        headers = [
            ("content-type", "text/plain; charset=utf-8"),
            ("cache-control", "no-store"),
            ("referrer-policy", "no-referrer"),
            ("x-content-type-options", "nosniff"),
            ("content-length", str(len(msg))),
            ("connection", "close"),
        ]
        response = h11.Response(status_code=400, headers=headers, reason=b"Bad Request")
        for event in (response, h11.Data(data=msg.encode()), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    @property
    def _is_whole(self) -> bool:
        return self.conn.their_state not in (h11.IDLE, h11.SEND_BODY)

    def _await_request(self) -> None:
        self._stop_clock()
        self._waiting[self] = None
        self._deadline = self.loop.call_later(RECEIVE_SECONDS, self.transport.abort)

    def _await_taken(self) -> None:
        self._stop_clock()
        self._deadline = self.loop.call_later(ANSWER_SECONDS, self.transport.abort)

    def _stop_clock(self) -> None:
        self._waiting.pop(self, None)
        if self._deadline:
            self._deadline.cancel()


def serve(settings: Settings, workers: int, announce: Callable[[str], None]) -> None:
    """Serve until told to stop; `announce` gets the address once it takes connections.

    SettingsError where the address cannot be had, or the system has no `fork` for more workers.
    """
    if workers > 1 and not hasattr(os, "fork"):
        raise SettingsError("more than one worker needs a system with fork, such as Linux")
    _keep_memory_private()
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
    for warning in application.state.site.warnings:
        announce(str(warning))
    if workers == 1:
        _run(application, listening)
    else:
        _Workers(application, listening).run(workers)


def _run(application: FastAPI, listening: socket.socket) -> None:
    async def forget() -> None:
        application.state.site.forget()

    config = configured(application, timeout_notify=FORGET_SECONDS, callback_notify=forget)
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


class _Workers:
    """Processes forked from one that made everything ready.

    Each has its copy of the keyring, and all turn it by the same clock, so that a form which
    one worker sent can be read by another and no key is ever written down.
    """

    def __init__(self, application: FastAPI, listening: socket.socket) -> None:
        self._application = application
        self._listening = listening
        self._running: set[int] = set()
        self._stopping = False

    def run(self, count: int) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        while not self._stopping or self._running:
            while len(self._running) < count and not self._stopping:
                self._running.add(self._fork())
            time.sleep(0.2)
            # Time and again: one that was being started when the first call came has missed it.
            for pid in self._running if self._stopping else ():
                os.kill(pid, signal.SIGTERM)
            # A worker that is started later must not be handed a key that is due to be gone.
            self._application.state.site.forget()
            self._reap()

    def _fork(self) -> int:
        pid = os.fork()
        if pid == 0:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, signal.SIG_DFL)
            _end_with_parent()
            _keep_memory_private()
            _run(self._application, self._listening)
            os._exit(0)
        return pid

    def _reap(self) -> None:
        for pid in list(self._running):
            if os.waitpid(pid, os.WNOHANG)[0]:
                self._running.discard(pid)

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self._stopping = True


def _keep_memory_private() -> None:
    """No core dump, and no reading of our memory by another program of the same user."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415  (there is none on Windows)

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        set_dumpable = 4
        ctypes.CDLL(None).prctl(set_dumpable, 0, 0, 0, 0)


def _end_with_parent() -> None:
    """A worker whose parent was killed would hold the port, and a key that nobody turns."""
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM, 0, 0, 0)


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=2048)
    except OSError as error:
        message = f"cannot listen on {host}, port {port}: {error.strerror or error}"
        raise SettingsError(message) from None
