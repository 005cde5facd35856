"""uvicorn, configured to log nothing about readers and to stop gracefully."""

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
"""How often the server checks whether a new day has begun or a form key has expired."""
DRAIN_SECONDS = 2
"""How long a stopping server still answers accepted connections. A request may be in transit, and
its sender must not wonder whether their answers arrived."""
TAKE_SECONDS = 0.05
"""Pause for connections that are being established."""
TICKS_A_SECOND = 10
"""How often uvicorn calls `on_tick`."""


def configured(application: ASGIApp, **more: Any) -> uvicorn.Config:
    """The configuration of every server here; `more` is passed to uvicorn."""
    return uvicorn.Config(
        application,
        # Based on h11, which limits the size of headers; httptools accepted 24 MB.
        http=Guarded,
        workers=1,  # otherwise uvicorn reads WEB_CONCURRENCY, and fails if it is invalid
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
    """A server that calls `renew` at a fixed interval and finishes open requests when it stops."""

    def __init__(self, config: uvicorn.Config, renew: Callable[[], None]) -> None:
        super().__init__(config)
        self._renew = renew

    async def on_tick(self, counter: int) -> bool:
        """Call `renew` when due. uvicorn's own timer stops if the system time is set back."""
        if counter % (RENEW_SECONDS * TICKS_A_SECOND) == 0:
            self._renew()
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Accept no more connections, answer the accepted ones, then stop as uvicorn does.

        uvicorn alone resets connections that still wait in the system, and closes those whose
        request has not arrived yet.
        """
        end = time.monotonic() + DRAIN_SECONDS
        for listening in sockets or []:
            listening.listen(0)  # the system queues no more connections
        await asyncio.sleep(TAKE_SECONDS)
        while sockets and select(sockets, [], [], 0)[0] and time.monotonic() < end:
            await asyncio.sleep(0)  # let the event loop accept the waiting ones
        for server in self.servers:
            server.close()
        self.server_state.default_headers.append((b"connection", b"close"))
        while self.server_state.connections and not self.force_exit and time.monotonic() < end:
            await asyncio.sleep(TAKE_SECONDS)
        await super().shutdown(sockets)
