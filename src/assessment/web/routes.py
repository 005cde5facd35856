"""The handlers for all kinds of pages: each reads a request, gets a page, and sends its bytes."""

from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from assessment.content.tags import best_language
from assessment.pages.local_pages import LocalPages
from assessment.pages.packing import Packed
from assessment.pages.paper_page import KINDS, Paper, paper_page
from assessment.pages.static_pages import STATIC_PAGES
from assessment.web.editions import Editions
from assessment.web.forms import read_fields, read_submission
from assessment.web.responses import refilled, results, sent
from assessment.web.shield import open_to_searches

Endpoint = Callable[[Request], Awaitable[Response]]
INDEXED = ("start", "learn")
"""Pages that a search engine may show."""


class Routes:
    """Handlers for all pages of the site."""

    def __init__(self, editions: Editions) -> None:
        self._editions = editions
        self._inputs = editions.inputs
        self._languages = editions.inputs.languages
        self._spelled = {language.lower(): language for language in self._languages}
        self._tracks = editions.inputs.tracks

    def table(self) -> list[tuple[str, Endpoint, list[str]]]:
        """The path, endpoint, and methods of each route; GET includes HEAD."""
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
        """The path of the request, without the prefix under which a proxy serves the site."""
        path: str = request.scope["path"]
        return path.removeprefix(self._inputs.root_path)

    def language(self, request: Request) -> str:
        """The language in the address, or else the one that the browser prefers."""
        named = self.path(request).split("/")[1:2]
        named += request.query_params.getlist("lang")[:1]
        # A proxy may send the header as several lines.
        header = ",".join(request.headers.getlist("accept-language"))
        known = [self._spelled[name.lower()] for name in named if name.lower() in self._spelled]
        return known[0] if known else best_language(header, self._languages)

    async def index(self, request: Request) -> Response:
        """Redirect to the start page in the language that fits best."""
        target = f"{self._inputs.root_path}/{self.language(request)}/"
        area = self._area(request)
        query = "" if area == self._inputs.area else f"?area={area}"
        return RedirectResponse(target + query, 302, {"vary": "accept-language"})

    async def health(self, _: Request) -> Response:
        """A health check for monitoring."""
        return PlainTextResponse("ok")

    async def leave(self, request: Request) -> Response:
        """The quick exit without JavaScript. With JavaScript, the page leaves by itself."""
        target = self._inputs.exits[self.language(request)]
        return RedirectResponse(target, 303, {"clear-site-data": '"storage"'})

    async def visit(self, request: Request) -> Response:
        """A page, or the results of its form. An address with capitals redirects to the page."""
        spelled = self._spelled.get(request.path_params["lang"].lower())
        path = self.path(request)
        if spelled and (right := f"/{spelled}{path[len(spelled) + 1 :].lower()}") != path:
            query = f"?{request.url.query}" if request.url.query else ""
            return RedirectResponse(self._inputs.root_path + right + query, 308)
        return await (self.submit if request.method == "POST" else self.page)(request)

    async def page(self, request: Request) -> Response:
        """A page that does not depend on answers."""
        name = request.path_params.get("page") or "start"
        pages = self._pages(request)
        if name in self._tracks:
            return sent(request, pages.questionnaire(name))
        if name not in STATIC_PAGES:
            raise HTTPException(404)
        if name == "paper" and request.query_params.get("what") in KINDS:
            return sent(request, self._paper(request))
        if name in INDEXED and not self._inputs.content.site.practice:
            open_to_searches(request)
        return sent(request, pages.static(name))

    async def submit(self, request: Request) -> Response:
        """The results for a submitted form, or the form again with its answers filled in."""
        track = request.path_params.get("page") or "start"
        self._language_of_path(request)
        if track not in self._tracks:
            raise _no_form(track)
        tokens = self._editions.tokens(track)
        form = read_submission(await read_fields(request), tokens)
        pages = self._pages(request, form.area)
        if form.is_sound and form.do == "results":
            return results(request, pages, track, form, tokens[0].packed(form.answers))
        return refilled(request, pages, track, form)

    def error(self, request: Request, status: int) -> Response:
        """The error page, in the reader's language."""
        pages = self._editions.current.pages(self.language(request), self._area(request))
        return sent(request, pages.error(status), status)

    def _pages(self, request: Request, chosen: str = "") -> LocalPages:
        language, area = self._language_of_path(request), self._area(request, chosen)
        return self._editions.current.pages(language, area)

    def _area(self, request: Request, chosen: str = "") -> str:
        """The chosen area, or else the one in the address, or else the home area."""
        named = request.query_params.get("area") if request.scope["query_string"] else None
        return self._editions.current.area(chosen or named)

    def _paper(self, request: Request) -> Packed:
        asked = request.query_params
        also = [language for language in asked.getlist("with") if language in self._languages]
        languages = (self._language_of_path(request), *also)
        paper = Paper.of(asked["what"], asked.get("size", ""), languages)
        return paper_page(self._editions.current, self._area(request), paper)

    def _language_of_path(self, request: Request) -> str:
        language: str = request.path_params["lang"]
        if language not in self._languages:
            raise HTTPException(404)
        return language


def _no_form(page: str) -> HTTPException:
    if page in STATIC_PAGES:
        return HTTPException(405, headers={"allow": "GET, HEAD"})
    return HTTPException(404)
