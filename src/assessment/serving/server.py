"""Uvicorn, configured to log nothing about readers and to stop gracefully."""

import asyncio
import socket
import time
from collections.abc import Callable
from select import select
from typing import Any

import uvicorn
from starlette.types import ASGIApp

from assessment.serving.guarded import Guarded

RENEW_SECONDS = 20
"""How often the server checks whether the date has changed or a form key has expired."""
DRAIN_SECONDS = 2
"""How long a stopping server keeps answering accepted connections. A request may be in transit, and
its sender must not be left wondering whether their answers arrived."""
TAKE_SECONDS = 0.05
"""Pause that lets the server accept connections that are being established."""
TICKS_A_SECOND = 10
"""How often Uvicorn calls `on_tick`."""


def configured(application: ASGIApp, **more: Any) -> uvicorn.Config:
    """The configuration that all servers here share; `more` is passed to Uvicorn."""
    return uvicorn.Config(
        application,
        # Based on h11, which limits the size of headers; httptools accepted 24 MB of them.
        http=Guarded,
        workers=1,  # otherwise, Uvicorn reads WEB_CONCURRENCY and fails if it is invalid
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


class Server(uvicorn.Server):
    """A server that calls `renew` at intervals, and finishes open requests when it stops."""

    def __init__(self, config: uvicorn.Config, renew: Callable[[], None]) -> None:
        super().__init__(config)
        self._renew = renew

    async def on_tick(self, counter: int) -> bool:
        """Call `renew` at intervals. Uvicorn's own timer stops if the system clock is set back."""
        if counter % (RENEW_SECONDS * TICKS_A_SECOND) == 0:
            self._renew()
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop accepting connections, answer the accepted ones, then stop as Uvicorn does.

        Uvicorn alone resets pending connections, and closes connections whose request has not
        arrived yet.
        """
        end = time.monotonic() + DRAIN_SECONDS
        for listening in sockets or []:
            listening.listen(0)  # the operating system queues no more connections
        await asyncio.sleep(TAKE_SECONDS)
        while sockets and select(sockets, [], [], 0)[0] and time.monotonic() < end:
            await asyncio.sleep(0)  # let the event loop accept the pending connections
        for server in self.servers:
            server.close()
        self.server_state.default_headers.append((b"connection", b"close"))
        while self.server_state.connections and not self.force_exit and time.monotonic() < end:
            await asyncio.sleep(TAKE_SECONDS)
        await super().shutdown(sockets)
