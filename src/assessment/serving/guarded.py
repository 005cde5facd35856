"""HTTP/1.1 that no slow or endless sender can hold open."""

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

RECEIVE_SECONDS = 10
"""From the first byte, or the connection, to the last byte of a request."""
ANSWER_SECONDS = 20
"""From a whole request to the last byte that the reader takes. A slow phone needs a few."""
MAX_REQUEST_BYTES = 32 * 1024 * 1024
"""Of a body past its own bound this much is taken and dropped, so that its sender hears why."""
MOST_WAITING = 2000
"""Connections that have not sent a whole request; past this the one that waits longest is cut."""


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
            longest = next(iter(self._waiting))
            longest._stop_clock()  # it hears of its end later, and more may come before that
            longest.transport.abort()

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
