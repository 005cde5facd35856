"""The outermost middleware, which limits requests and protects responses."""

import re
import sys
import traceback
from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY_BYTES = 16 * 1024
"""Maximum size of a body. A complete form takes less than 3 KB, so a much larger body is a mistake
or an attack."""
HOST = re.compile(rb"([A-Za-z0-9._~-]+|\[[0-9A-Fa-f:.]+\])?(:[0-9]*)?")
CLOSED = (b"x-robots-tag", b"noindex, nofollow")
"""Keeps a page out of search engines, because a search history also leaves a trace."""


def open_to_searches(request: Request) -> None:
    """Allow search engines to index the response to this request."""
    request.scope["is_open"] = True


class Refused(HTTPException):
    """Raised to reject a request; the shield sends the response and closes the connection.

    FastAPI would replace any other exception raised while it reads a body.
    """


class Shield:
    """Limits requests, adds headers, and catches unexpected errors.

    A traceback could quote an answer, so only the class and position of an error are reported.
    """

    def __init__(
        self,
        app: ASGIApp,
        headers: dict[str, str],
        failure: Callable[[Request, int], Response],
        root_path: str,
    ) -> None:
        self._app = app
        self._root_path = root_path
        self._failure = failure
        self._open = [(k.encode(), v.encode()) for k, v in headers.items()]
        self._closed = [*self._open, CLOSED]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope["root_path"] = self._root_path
        body = _Body(receive)
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [*message.get("headers", []), *self._of(scope)]
            await send(message)

        try:
            _refuse_unclear(scope)
            await self._app(scope, body.bounded, send_with_headers)
        except ClientDisconnect:
            return  # The client has disconnected, so there is nothing to report.
        except Exception as error:
            response = self._answer(Request(scope), error)
            if not started:
                await response(scope, receive, _lingering(body, send_with_headers))

    def _of(self, scope: Scope) -> list[tuple[bytes, bytes]]:
        return self._open if "is_open" in scope else self._closed

    def _answer(self, request: Request, error: Exception) -> Response:
        """The error page or, if rendering it also fails, an empty response."""
        status = error.status_code if isinstance(error, Refused) else 500
        if not isinstance(error, Refused):
            _tell(error)
        try:
            response = self._failure(request, status)
        except Exception as another:
            _tell(another)
            response = Response(status_code=status)
        response.headers["connection"] = "close"
        return response


def _refuse_unclear(scope: Scope) -> None:
    """Reject requests that a proxy in front of the server could parse differently."""
    named = dict(scope["headers"])
    two_lengths = b"content-length" in named and b"transfer-encoding" in named
    is_known = scope["http_version"] in ("1.0", "1.1")
    if two_lengths or not is_known or not HOST.fullmatch(named.get(b"host", b"")):
        raise Refused(400)


class _Body:
    """The body of a request; `is_whole` is True once its last piece has been received."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._taken = 0
        self.is_whole = False

    async def piece(self) -> Message:
        """The next piece, or the message that says that the client has disconnected."""
        message = await self._receive()
        self.is_whole = not message.get("more_body")
        return message

    async def bounded(self) -> Message:
        """The next chunk of the body. Raises Refused(413) if the body exceeds the limit."""
        message = await self.piece()
        self._taken += len(message.get("body", b""))
        if self._taken > MAX_BODY_BYTES:
            raise Refused(413)
        return message


def _lingering(body: _Body, send: Send) -> Send:
    """Send a response, but complete it only once the rest of the request has been received.

    The rest is discarded. If the connection were closed earlier, the client could lose the error
    page.
    """

    async def send_lingering(message: Message) -> None:
        if message["type"] == "http.response.body":
            await send({**message, "more_body": True})
            while not body.is_whole:
                await body.piece()
            message = {"type": "http.response.body"}
        await send(message)

    return send_lingering


def _tell(error: Exception) -> None:
    place = traceback.extract_tb(error.__traceback__)[-1]
    sys.stderr.write(f"error: {type(error).__name__} at {place.name}, line {place.lineno}\n")
