"""Read a posted form: bounded, strict, and without a word of it in any error."""

from typing import NamedTuple
from urllib.parse import parse_qsl

from starlette.requests import Request

from assessment.web.tokens import LENGTH, SKIP, Tokens

MEDIA_TYPE = "application/x-www-form-urlencoded"
MAX_FIELDS = 200
PLAIN = frozenset({"area", "do", "answers"})


class FormError(Exception):
    """Raised when a body is no form that can be read; `status` is the HTTP status to answer."""

    def __init__(self, status: int) -> None:
        self.status = status
        super().__init__(f"form refused with status {status}")


class Submission(NamedTuple):
    """What a form said. `unclear` are the questions that came twice with different answers;
    `unknown` tells that something in it was never asked."""

    area: str
    do: str
    answers: dict[str, str]
    unclear: list[str]
    unknown: bool

    @property
    def is_sound(self) -> bool:
        """Nothing in the form is in doubt."""
        return not self.unclear and not self.unknown


async def read_fields(request: Request) -> list[tuple[str, str]]:
    """The form's name and value pairs, in their order; FormError for anything but a form."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await request.body()
    if body and media_type != MEDIA_TYPE:
        raise FormError(415)
    try:
        return _pairs(body.decode("ascii"))
    except ValueError:
        raise FormError(400) from None


def _pairs(body: str) -> list[tuple[str, str]]:
    if "%" in body or "+" in body:
        return parse_qsl(body, keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
    # Our own fields need no unquoting, which is most of the time that a form takes.
    if body.count("&") >= MAX_FIELDS:
        raise ValueError("too many fields")
    fields = [field for field in body.split("&") if field]
    return [(name, value) for name, _, value in (field.partition("=") for field in fields)]


def read_submission(fields: list[tuple[str, str]], accepted: list[Tokens]) -> Submission:
    """What the fields say under whichever key made them; FormError(410) if no key fits any more."""
    plain = {name: value for name, value in fields if name in PLAIN}
    pairs = [field for field in fields if field[0] not in PLAIN]
    pairs += _unpacked(plain.get("answers", ""))
    tokens = next((t for t in accepted if any(t.knows(pair) for pair in pairs)), None)
    if tokens is None and pairs:
        raise FormError(410)
    submission = Submission(plain.get("area", ""), plain.get("do", "results"), {}, [], False)
    return _with_answers(submission, pairs, tokens) if tokens else submission


def _unpacked(packed: str) -> list[tuple[str, str]]:
    return [("", packed[i : i + LENGTH]) for i in range(0, len(packed), LENGTH)]


def _with_answers(
    submission: Submission, pairs: list[tuple[str, str]], tokens: Tokens
) -> Submission:
    answers: dict[str, str] = {}
    unclear: dict[str, None] = {}
    unknown = False
    for pair in pairs:
        question, option = tokens.answer_of.get(pair, ("", SKIP))
        if not question:
            unknown = True
        elif answers.setdefault(question, option) != option:
            unclear[question] = None
    answers = {q: option for q, option in answers.items() if option and q not in unclear}
    return submission._replace(answers=answers, unclear=list(unclear), unknown=unknown)
