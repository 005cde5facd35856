"""One handler for each kind of page: parse, ask screening, send what is ready."""

from collections.abc import Awaitable, Callable
from functools import cache
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from assessment.content.locales import best_language
from assessment.pages import edition_pages as pages
from assessment.pages.packing import Packed
from assessment.pages.parts import layout
from assessment.pages.refill import refilled
from assessment.pages.site import Site, Where
from assessment.web.forms import Submission, read_fields, read_submission
from assessment.web.shield import open_to_searches

Endpoint = Callable[[Request], Awaitable[Response]]
INDEXED = ("start", "learn")
"""Pages that a search may show."""


class Routes:
    """The pages of a site over HTTP."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def table(self) -> list[tuple[str, Endpoint, list[str]]]:
        """Path, endpoint and methods of each route; HEAD goes with GET by itself."""
        return [
            ("/{lang}/{page}", self.visit, ["GET", "POST"]),
            ("/", self.index, ["GET"]),
            ("/healthz", self.health, ["GET"]),
            ("/leave", self.leave, ["GET"]),
            ("/{lang}", self.visit, ["GET", "POST"]),
            ("/{lang}/", self.visit, ["GET", "POST"]),
            ("/{lang}/{page}/", self.visit, ["GET", "POST"]),
        ]

    def path(self, request: Request) -> str:
        """The path below the sub-path that a proxy serves us under."""
        path: str = request.scope["path"]
        return path.removeprefix(self.site.settings.root_path)

    def language(self, request: Request) -> str:
        """The language of the address, or the one that the browser asks for."""
        named = self.path(request).split("/")[1:2]
        named += request.query_params.getlist("lang")[:1]
        header = request.headers.get("accept-language", "")
        known = [name for name in named if name in self.site.languages]
        return known[0] if known else best_language(header, self.site.languages)

    async def index(self, request: Request) -> Response:
        """On to the start page in the best language."""
        target = f"{self.site.settings.root_path}/{self.language(request)}/"
        query = self.site.query(self.site.area(_area(request)))
        return RedirectResponse(target + query, 302, {"vary": "accept-language"})

    async def health(self, _: Request) -> Response:
        """For a monitor: the server answers."""
        return PlainTextResponse("ok")

    async def leave(self, request: Request) -> Response:
        """Away, for a browser without script: one that has it never asks us."""
        target = self.site.exits[self.language(request)]
        return RedirectResponse(target, 303, {"clear-site-data": '"cache", "cookies", "storage"'})

    async def visit(self, request: Request) -> Response:
        """A page, or what follows from the form on it."""
        return await (self.submit if request.method == "POST" else self.page)(request)

    async def page(self, request: Request) -> Response:
        """A page that no answer changes."""
        name = request.path_params.get("page") or "start"
        where = self._where(request, _area(request))
        if name in self.site.tracks:
            return _sent(request, pages.questionnaire(self.site, where, name))
        if name not in pages.STATIC_PAGES:
            raise HTTPException(404)
        if name in INDEXED:
            open_to_searches(request)
        return _sent(request, pages.page(self.site, where, name))

    async def submit(self, request: Request) -> Response:
        """The results of a posted form, or the form again with its answers."""
        track = request.path_params.get("page") or "start"
        self._where(request, None)
        if track not in self.site.tracks:
            raise _no_form(track)
        form = read_submission(await read_fields(request), self.site.tokens(track))
        where = self._where(request, form.area or _area(request))
        if not form.is_sound or form.do not in ("results", "edit"):
            return self._form(request, where, track, form, 422)
        if form.do == "edit":
            return self._form(request, where, track, form, 200)
        return self._results(request, where, track, form)

    def error(self, request: Request, status: int) -> Response:
        """The page for a request that failed, in the reader's language."""
        area = self.site.area(_area(request))
        where = Where(self.language(request), area)
        return _sent(request, pages.error(self.site, where, status), status)

    def _where(self, request: Request, area: str | None) -> Where:
        language = request.path_params["lang"]
        if language not in self.site.languages:
            raise HTTPException(404)
        return Where(language, self.site.area(area))

    def _form(
        self, request: Request, where: Where, track: str, form: Submission, status: int
    ) -> Response:
        html = refilled(self.site, where, track, form, faulty=status != HTTPStatus.OK)
        return _sent(request, Packed(html, lasting=False), status)

    def _results(self, request: Request, where: Where, track: str, form: Submission) -> Response:
        site = self.site
        result = site.screening(track, where.area).assess(form.answers)
        packed = site.tokens(track)[0].packed(form.answers)
        accepted = request.headers.get("accept-encoding", "")
        body, encoding = pages.results(site, where, track).body(layout(result), packed, accepted)
        return _response(body, encoding, 200)


def _no_form(page: str) -> HTTPException:
    if page in pages.STATIC_PAGES:
        return HTTPException(405, headers={"allow": "GET, HEAD"})
    return HTTPException(404)


def _area(request: Request) -> str | None:
    return request.query_params.get("area") if request.scope["query_string"] else None


def _sent(request: Request, page: Packed, status: int = 200) -> Response:
    body, encoding = page.body(request.headers.get("accept-encoding", ""))
    return _response(body, encoding, status)


def _response(body: bytes, encoding: str | None, status: int) -> Response:
    response = Response(body, status)
    response.raw_headers += _headers(encoding)
    return response


@cache
def _headers(encoding: str | None) -> tuple[tuple[bytes, bytes], ...]:
    """The headers of a page, ready for the wire."""
    named = {
        "content-type": "text/html; charset=utf-8",
        "content-encoding": encoding,
        "vary": "accept-encoding",
    }
    return tuple((name.encode(), value.encode()) for name, value in named.items() if value)
