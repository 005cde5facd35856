"""Read a posted form: bounded, strict, and without a word of it in any error."""

from collections import Counter
from typing import NamedTuple
from urllib.parse import parse_qsl

from starlette.requests import Request

from assessment.web.tokens import LENGTH, Tokens

MEDIA_TYPE = "application/x-www-form-urlencoded"
MAX_FIELDS = 200
PLAIN = ("area=", "do=", "answers=")


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


async def read_fields(request: Request) -> list[str]:
    """The form's fields as `name=value`, in their order; FormError for anything but a form."""
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    body = await request.body()
    if body and media_type != MEDIA_TYPE:
        raise FormError(415)
    try:
        return _fields(body.decode("ascii"))
    except ValueError:
        raise FormError(400) from None


def _fields(body: str) -> list[str]:
    if "%" in body or "+" in body:
        pairs = parse_qsl(body, keep_blank_values=True, errors="strict", max_num_fields=MAX_FIELDS)
        return [f"{name}={value}" for name, value in pairs]
    # Our own fields need no unquoting, which is most of the time that a form takes.
    if body.count("&") >= MAX_FIELDS:
        raise ValueError("too many fields")
    return [field for field in body.split("&") if field]


def read_submission(fields: list[str], accepted: list[Tokens]) -> Submission:
    """What the fields say under whichever key made them; FormError(410) if no key fits any more."""
    plain = dict(field.split("=", 1) for field in fields if field.startswith(PLAIN))
    coded = [field for field in fields if not field.startswith(PLAIN)]
    coded += _unpacked(plain.get("answers", ""))
    tokens = next((t for t in accepted if any(map(t.knows, coded))), None)
    if tokens is None and coded:
        raise FormError(410)
    submission = Submission(plain.get("area", ""), plain.get("do", "results"), {}, [], False)
    return _with_answers(submission, coded, tokens) if tokens else submission


def _unpacked(packed: str) -> list[str]:
    return [f"={packed[i : i + LENGTH]}" for i in range(0, len(packed), LENGTH)]


def _with_answers(submission: Submission, coded: list[str], tokens: Tokens) -> Submission:
    found = list(map(tokens.answer_of.get, coded))
    said = {answer for answer in found if answer}
    options = dict(said)
    unclear: list[str] = []
    if len(options) < len(said):
        times = Counter(question for question, _ in said)
        named = dict.fromkeys(answer[0] for answer in found if answer)
        unclear = [question for question in named if times[question] > 1]
    answers = {q: option for q, option in options.items() if option and q not in unclear}
    return submission._replace(answers=answers, unclear=unclear, unknown=None in found)
