"""Response headers as one table, and the shield that puts them on every response."""

import sys
import traceback
from collections.abc import Awaitable, Callable, Iterable

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MAX_BODY_BYTES = 16 * 1024
"""A full form of either track is under 3 KB; more is a mistake or an attack."""

DENIED = (
    "accelerometer, autoplay, browsing-topics, camera, clipboard-read, display-capture, "
    "encrypted-media, fullscreen, gamepad, geolocation, gyroscope, hid, "
    "identity-credentials-get, idle-detection, magnetometer, microphone, midi, payment, "
    "publickey-credentials-get, screen-wake-lock, serial, storage-access, usb, "
    "xr-spatial-tracking"
)


def header_table(styles: Iterable[str], scripts: Iterable[str]) -> dict[str, str]:
    """The headers of every response; `styles` and `scripts` are CSP hashes of what is inline."""
    policy = {
        "default-src": "'none'",
        "style-src": " ".join(styles),
        "script-src": " ".join(scripts),
        "img-src": "data:",
        # The other language's page is fetched from here, with no answer in the request.
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": "'none'",
    }
    return {
        "cache-control": "no-store",
        "content-security-policy": "; ".join(f"{name} {value}" for name, value in policy.items()),
        "cross-origin-embedder-policy": "require-corp",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": ", ".join(f"{name.strip()}=()" for name in DENIED.split(",")),
        "referrer-policy": "no-referrer",
        # Brave then offers to leave this visit out of the history; others ignore it.
        "request-otr": "1",
        "x-content-type-options": "nosniff",
        "x-dns-prefetch-control": "off",
        "x-frame-options": "DENY",
    }


class BodyTooLarge(Exception):
    """Raised while a body is read that is longer than MAX_BODY_BYTES."""


class Shield:
    """The outermost layer: bounds what is read, adds the headers, and catches what breaks.

    A traceback can quote an answer, so of an unforeseen error only its class and place are told.
    """

    def __init__(
        self,
        app: ASGIApp,
        headers: dict[str, str],
        failure: Callable[[Request, int], Response],
    ) -> None:
        self._app = app
        self._failure = failure
        self._headers = [(k.encode(), v.encode()) for k, v in headers.items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def send_with_headers(message: Message) -> None:
            nonlocal started
            if message["type"] == "http.response.start":
                started = True
                message["headers"] = [*message.get("headers", []), *self._headers]
            await send(message)

        try:
            await self._app(scope, _bounded(receive), send_with_headers)
        except Exception as error:
            status = 413 if isinstance(error, BodyTooLarge) else 500
            if status == 500:
                _tell(error)
            if not started:
                response = self._failure(Request(scope), status)
                response.headers["connection"] = "close"
                await response(scope, receive, send_with_headers)


def _bounded(receive: Receive) -> Callable[[], Awaitable[Message]]:
    taken = 0

    async def receive_bounded() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > MAX_BODY_BYTES:
            raise BodyTooLarge
        return message

    return receive_bounded


def _tell(error: Exception) -> None:
    place = traceback.extract_tb(error.__traceback__)[-1]
    sys.stderr.write(f"error: {type(error).__name__} at {place.name}, line {place.lineno}\n")
