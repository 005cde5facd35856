"""The shield responds if the application fails, and stops reading once a request is complete."""

from collections.abc import Callable

import pytest
from anyio.from_thread import start_blocking_portal
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Message, Receive, Scope, Send

from assessment.web.shield import MAX_BODY_BYTES, Shield

TOO_LONG = b"x" * (MAX_BODY_BYTES + 1)


async def reads_and_breaks(scope: Scope, receive: Receive, send: Send) -> None:
    """An application that reads the whole body and then fails."""
    while (await receive()).get("more_body"):
        pass
    raise LookupError


def failure(request: Request, status: int) -> Response:
    """An error page."""
    return PlainTextResponse("sorry", status)


def broken_failure(request: Request, status: int) -> Response:
    """An error page that fails too."""
    raise ValueError("canary")


async def talk(
    pieces: list[bytes], says: Callable[[Request, int], Response] = failure
) -> tuple[list[Message], int]:
    """Everything sent in response to a body in these pieces, and the number of unread pieces."""
    left = [
        {"type": "http.request", "body": piece, "more_body": i + 1 < len(pieces)}
        for i, piece in enumerate(pieces)
    ]
    sent: list[Message] = []

    async def receive() -> Message:
        return left.pop(0)  # raises IndexError if more is read than was sent

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {"type": "http", "http_version": "1.1", "headers": [], "path": "/", "method": "POST"}
    await Shield(reads_and_breaks, {"x-frame-options": "DENY"}, says, "")(scope, receive, send)
    return sent, len(left)


@pytest.mark.parametrize(
    ("pieces", "status"),
    [
        ([b"a=b"], 500),
        ([b"a", b"=b"], 500),
        ([TOO_LONG], 413),
        ([TOO_LONG, b"and more"], 413),
        ([b"a", TOO_LONG, b"b", b"c"], 413),
    ],
)
def test_an_error_response_ends_as_soon_as_the_whole_body_has_been_received(
    pieces: list[bytes], status: int
) -> None:
    with start_blocking_portal() as portal:
        sent, untaken = portal.call(talk, pieces)
    assert sent[0]["status"] == status
    assert (b"x-frame-options", b"DENY") in sent[0]["headers"]
    assert b"".join(message.get("body", b"") for message in sent[1:]) == b"sorry"
    assert not sent[-1].get("more_body")
    assert untaken == 0


def test_if_the_error_page_fails_the_response_still_has_the_headers(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with start_blocking_portal() as portal:
        sent, _ = portal.call(talk, [b"a=b"], broken_failure)
    assert sent[0]["status"] == 500
    assert (b"x-frame-options", b"DENY") in sent[0]["headers"]
    assert b"".join(message.get("body", b"") for message in sent[1:]) == b""
    told = capfd.readouterr().err
    assert "ValueError" in told
    assert "canary" not in told
