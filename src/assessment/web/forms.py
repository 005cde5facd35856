"""Strict parsing of form submissions, within limits. Errors never repeat the input."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from assessment.pages.questionnaire_page import TOKEN_LENGTH
from assessment.screening.answers import Answer
from assessment.web.tokens import Tokens

MEDIA_TYPE = "application/x-www-form-urlencoded"
MAX_FIELDS = 1400
"""The maximum number of our own fields that fit in a request body. Each takes 12 bytes."""
PLAIN = ("area=", "do=")
ROW = "answers="
OURS = re.compile(rf"([\w-]{{{TOKEN_LENGTH}}})?=[\w-]{{{TOKEN_LENGTH}}}", re.ASCII)
"""Matches our own fields and packed answers, whichever key encoded them."""


class Submission(NamedTuple):
    """The content of a submitted form.

    `do` is what the reader wants: "results" or "edit". `unclear` lists questions that have two
    different answers. `unknown` is True if a question has an unknown option, if `do` has an unknown
    value, or if `area` or `do` occurs twice. Other fields and empty fields are ignored,
    because a browser or a proxy may add them.
    """

    area: str
    do: str
    answers: dict[str, str]
    unclear: list[str]
    unknown: bool

    @property
    def is_sound(self) -> bool:
        """Whether nothing in the form is unclear or unknown."""
        return not self.unclear and not self.unknown


async def read_fields(request: Request) -> list[str]:
    """The fields of the form as `name=value`, in order.

    Raises HTTPException(415) for any other media type, or HTTPException(400) for a malformed form.
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
    """The body, whose size the shield limits. `request.body()` would take a tenth of the time."""
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
    # Our own fields need no decoding, which would take most of the time.
    if body.count("&") >= MAX_FIELDS:
        raise ValueError("too many fields")
    fields = list(filter(None, body.split("&")))
    return _spread(fields) if ROW in body else fields


def _spread(fields: list[str]) -> list[str]:
    """The fields, with each packed answer converted to a field without a name."""
    rows = [field.removeprefix(ROW) for field in fields if field.startswith(ROW)]
    packed = [row[i : i + TOKEN_LENGTH] for row in rows for i in range(0, len(row), TOKEN_LENGTH)]
    return [f for f in fields if not f.startswith(ROW)] + [f"={answer}" for answer in packed]


def read_submission(fields: list[str], accepted: list[Tokens]) -> Submission:
    """Decode the fields with the key that made them.

    Raises HTTPException(410) if that key has expired.
    """
    tokens = next((t for t in accepted if any(map(t.knows, fields))), None)
    found = list(map(tokens.answer_of.get, fields)) if tokens else [None] * len(fields)
    others = [field for field, answer in zip(fields, found, strict=True) if answer is None]
    plain = [field for field in others if field.startswith(PLAIN) and not field.endswith("=")]
    if tokens is None and any(map(OURS.fullmatch, others)):
        raise HTTPException(410)
    no_option = tokens is not None and any(map(tokens.refuses, others))
    options = dict(filter(None, found))
    came_twice = len(options) + len(others) < len(fields)
    unclear = _unclear(filter(None, found)) if came_twice else []
    answers = {q: option for q, option in options.items() if option and q not in unclear}
    own = dict(field.split("=", 1) for field in plain)
    do = own.get("do", "results")
    unknown = no_option or len(own) < len(plain) or do not in ("results", "edit")
    return Submission(own.get("area", ""), do, answers, unclear, unknown)


def _unclear(found: Iterable[Answer]) -> list[str]:
    """The questions that have two different answers, in field order."""
    times = Counter(question for question, _ in dict.fromkeys(found))
    return [question for question, count in times.items() if count > 1]
