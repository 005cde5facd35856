"""Responses that contain a page, compressed as the browser accepts it."""

from functools import cache

from starlette.requests import Request
from starlette.responses import Response

from assessment.pages.layout import layout
from assessment.pages.local_pages import LocalPages
from assessment.pages.packing import Packed
from assessment.pages.questionnaire_page import Filled
from assessment.web.forms import Submission


def sent(request: Request, page: Packed, status: int = 200) -> Response:
    """A page that does not depend on answers, or a form."""
    return _response(*page.body(_accepted(request)), status)


def refilled(request: Request, pages: LocalPages, track: str, form: Submission) -> Response:
    """The form again with its answers; if it is faulty, with a notice that says so."""
    faulty = not form.is_sound
    page = pages.form(track, Filled(form.answers, tuple(form.unclear), faulty))
    return sent(request, page, 422 if faulty else 200)


def results(
    request: Request, pages: LocalPages, track: str, form: Submission, packed: str
) -> Response:
    """The results of a form; `packed` contains its answers, which the page submits again."""
    tree = layout(pages.local.assess(track, form.answers))
    return _response(*pages.results(track).body(tree, packed, _accepted(request)), 200)


def _accepted(request: Request) -> str:
    return request.headers.get("accept-encoding", "")


def _response(body: bytes, encoding: str | None, status: int) -> Response:
    response = Response(body, status)
    response.raw_headers += _headers(encoding)
    return response


@cache
def _headers(encoding: str | None) -> tuple[tuple[bytes, bytes], ...]:
    """The headers of a page, encoded once."""
    named = {
        "content-type": "text/html; charset=utf-8",
        "content-encoding": encoding,
        "vary": "accept-encoding",
    }
    return tuple((name.encode(), value.encode()) for name, value in named.items() if value)
