"""Read a posted form: bounded, strict, and without a word of it in any error."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from assessment.pages.field_names import TOKEN_LENGTH
from assessment.screening.circuit import Answer
from assessment.web.tokens import Tokens

MEDIA_TYPE = "application/x-www-form-urlencoded"
MAX_FIELDS = 900
"""As many of our own as fit into a body; each takes eighteen bytes."""
PLAIN = ("area=", "do=")
ROW = "answers="
OURS = re.compile(rf"([\w-]{{{TOKEN_LENGTH}}})?=[\w-]{{{TOKEN_LENGTH}}}", re.ASCII)
"""What a field or a packed answer looks like, under whichever key."""


class Submission(NamedTuple):
    """What a form said. `unclear` are the questions that came twice with different answers;
    `unknown` tells that something in it was never asked, or named twice."""

    area: str
    do: str
    answers: dict[str, str]
    unclear: list[str]
    unknown: bool

    @property
    def is_sound(self) -> bool:
        """Nothing in the form is in doubt."""
        return not self.unclear and not self.unknown


async def read_fields(request: Request) -> list[str]:
    """The form's fields as `name=value`, in their order.

    HTTPException(415) or (400) for anything but a form that can be read.
    """
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await _body(request)
    if body and media_type != MEDIA_TYPE:
        raise HTTPException(415)
    try:
        return _fields(body.decode("ascii"))
    except ValueError:
        raise HTTPException(400) from None


async def _body(request: Request) -> bytes:
    """The body, which the shield bounds. `request.body()` takes a tenth of our time for it."""
    chunks: list[bytes] = []
    is_whole = False
    while not is_whole:
        message = await request.receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        chunks.append(message.get("body", b""))
        is_whole = not message.get("more_body")
    return b"".join(chunks)


def _fields(body: str) -> list[str]:
    if "%" in body or "+" in body:
        pairs = parse_qsl(body, keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
        return _spread([f"{name}={value}" for name, value in pairs])
    # Our own fields need no unquoting, which is most of the time that a form takes.
    if body.count("&") >= MAX_FIELDS:
        raise ValueError("too many fields")
    fields = list(filter(None, body.split("&")))
    return _spread(fields) if ROW in body else fields


def _spread(fields: list[str]) -> list[str]:
    """The fields, with a row of packed answers as one field without a name for each."""
    rows = [field.removeprefix(ROW) for field in fields if field.startswith(ROW)]
    packed = [row[i : i + TOKEN_LENGTH] for row in rows for i in range(0, len(row), TOKEN_LENGTH)]
    return [f for f in fields if not f.startswith(ROW)] + [f"={answer}" for answer in packed]


def read_submission(fields: list[str], accepted: list[Tokens]) -> Submission:
    """What the fields say under whichever key made them; HTTPException(410) if it is gone."""
    tokens = next((t for t in accepted if any(map(t.knows, fields))), None)
    found = list(map(tokens.answer_of.get, fields)) if tokens else [None] * len(fields)
    others = [field for field, answer in zip(fields, found, strict=True) if answer is None]
    plain = [field for field in others if field.startswith(PLAIN)]
    is_strange = len(plain) < len(others)
    if is_strange and tokens is None and any(map(OURS.fullmatch, fields)):
        raise HTTPException(410)
    options = dict(filter(None, found))
    came_twice = len(options) + len(others) < len(fields)
    unclear = _unclear(filter(None, found)) if came_twice else []
    answers = {q: option for q, option in options.items() if option and q not in unclear}
    own = dict(field.split("=", 1) for field in plain)
    unknown = is_strange or len(own) < len(plain)
    return Submission(own.get("area", ""), own.get("do", "results"), answers, unclear, unknown)


def _unclear(found: Iterable[Answer]) -> list[str]:
    """The questions that have two different answers, in the order of the fields."""
    times = Counter(question for question, _ in dict.fromkeys(found))
    return [question for question, count in times.items() if count > 1]
