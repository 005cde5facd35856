"""HTTP/1.1 with time limits, so that slow clients and endless requests cannot hold connections."""

import asyncio

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

RECEIVE_SECONDS = 10
"""Time limit from the start of a connection or request to the last byte of the request."""
ANSWER_SECONDS = 20
"""Time limit from a complete request until the client has read the response. Phones on a slow
connection need a few seconds."""
MAX_REQUEST_BYTES = 32 * 1024 * 1024
"""How much of an oversized request is read and discarded, so that the client receives the error.
"""
MOST_CONNECTIONS = 2000
"""Maximum number of connections, if the system allows that many; see `Guarded.most`."""


class Guarded(H11Protocol):
    """HTTP/1.1 with a time limit for each request and response, and a limit on the request size.

    On its own, Uvicorn waits forever, so a few hundred silent connections would lock readers out.
    If there are more than `most` connections, the server closes the one that has waited longest for
    a request or, if no other one is waiting, the one whose response has taken longest.
    """

    most = MOST_CONNECTIONS
    _waiting: dict["Guarded", None] = {}
    _answered: dict["Guarded", None] = {}
    _deadline: asyncio.TimerHandle | None = None
    _received = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Start the timer, so that silent connections are closed like slow ones."""
        super().connection_made(transport)
        self._await_request()
        if len(self._waiting) + len(self._answered) > self.most:
            longest = next(iter(self._waiting if len(self._waiting) > 1 else self._answered))
            longest._forget()  # connection_lost is called later, perhaps after more connections
            longest.transport.abort()

    def data_received(self, data: bytes) -> None:
        """Receive bytes of a request until it is complete or too long."""
        begins = self._deadline is None or self in self._answered
        if begins and self.conn.their_state is h11.IDLE:
            self._await_request()
        self._received += len(data)
        if self._received > MAX_REQUEST_BYTES:
            self.transport.abort()
            return
        super().data_received(data)
        if self in self._waiting and self._is_whole:
            self._await_taken()

    def on_response_complete(self) -> None:
        """Start the next timer; Uvicorn's own timer closes idle connections."""
        self._received = 0
        self._forget()
        self._waiting[self] = None
        super().on_response_complete()
        if self.conn.their_state is h11.SEND_BODY:
            self._await_request()
        elif self._is_whole or self.transport.get_write_buffer_size():
            self._await_taken()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timer when the connection ends."""
        self._forget()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Reject malformed HTTP. Browsers might cache Uvicorn's own response."""
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
        self._forget()
        self._waiting[self] = None
        self._deadline = self.loop.call_later(RECEIVE_SECONDS, self.transport.abort)

    def _await_taken(self) -> None:
        self._forget()
        self._answered[self] = None
        self._deadline = self.loop.call_later(ANSWER_SECONDS, self.transport.abort)

    def _forget(self) -> None:
        self._waiting.pop(self, None)
        self._answered.pop(self, None)
        if self._deadline:
            self._deadline.cancel()
            self._deadline = None
