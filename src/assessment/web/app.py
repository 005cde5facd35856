"""The application: routes, error pages and middleware."""

from datetime import date
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from assessment import __version__
from assessment.checking.start import refuse_errors
from assessment.content.loading import load
from assessment.content.locales import load_catalogues
from assessment.errors import Problem, SettingsError
from assessment.pages.inputs import Inputs
from assessment.pages.rendering import Inlines, Templates
from assessment.resources import root
from assessment.settings import Settings
from assessment.web.api import api
from assessment.web.api_models import Failure
from assessment.web.editions import Clock, Editions
from assessment.web.headers import header_table
from assessment.web.routes import Routes
from assessment.web.shield import Refused, Shield
from assessment.web.tokens import Keyring

API = "/api/"
UNWATCHED: TelemetryConfig = {
    "auto_configure": False,
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
}
"""FastAPI passes addresses, queries and rejected values to OpenTelemetry if it is installed, and a
single environment variable makes OpenTelemetry export them."""


def create_app(settings: Settings, clock: Clock = date.today) -> FastAPI:
    """The application for these settings. Nothing is read from disk after this.

    `clock` returns the current day, which decides how contacts are shown. Raises ContentError or
    SettingsError if the content or a setting is invalid.
    """
    inputs, warnings = _read(settings, clock())
    editions = Editions(inputs, Keyring(settings.token_hours), clock)
    routes = Routes(editions)
    app = FastAPI(
        title="Anonymous self-assessment",
        version=__version__,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry=UNWATCHED,
    )
    app.state.editions = editions
    app.state.warnings = warnings
    # The busiest routes come first, because each route that does not match takes time.
    for path, endpoint, methods in routes.table():
        app.add_route(path, endpoint, methods=methods, include_in_schema=False)
    app.include_router(api(editions))
    inlines = inputs.inlines
    scripts = (inlines.leave, inlines.hours, inlines.questionnaire)
    table = header_table([inlines.style.hash], [script.hash for script in scripts])

    def failure(request: Request, status: int, said: str = "") -> Response:
        if routes.path(request).startswith(API):
            told = Failure(error=said or _SAID.get(status, "the request failed"))
            return JSONResponse(told.model_dump(), status)
        return routes.error(request, status)

    async def on_http_error(request: Request, error: Any) -> Response:
        said = error.detail if error.status_code == HTTPStatus.UNPROCESSABLE_ENTITY else ""
        response = failure(request, error.status_code, said)
        response.headers.update(error.headers or {})
        return response

    async def on_invalid(request: Request, error: Any) -> Response:
        # FastAPI's own response repeats the input, and an unknown field name would too.
        named = [e["loc"][:2] for e in error.errors() if e["type"] != "extra_forbidden"]
        # For invalid JSON, the position of the error takes the place of a field name.
        fields = [".".join(loc) for loc in named if all(isinstance(step, str) for step in loc)]
        said = Failure(error=_SAID[422], fields=sorted(set(fields)))
        return JSONResponse(said.model_dump(), 422)

    async def on_refused(request: Request, error: Exception) -> Response:
        raise error  # the shield sends the response

    app.add_exception_handler(Refused, on_refused)
    app.add_exception_handler(HTTPException, on_http_error)
    app.add_exception_handler(RequestValidationError, on_invalid)
    app.add_middleware(Shield, headers=table, failure=failure, root_path=settings.root_path)
    return app


def _read(settings: Settings, today: date) -> tuple[Inputs, tuple[Problem, ...]]:
    content = load(settings.questions, settings.contacts)
    if settings.area and not content.directory.lineage(settings.area):
        file = settings.contacts.name
        raise SettingsError(f"ASSESSMENT_AREA: {settings.area} is not an area in {file}")
    languages = [language.id for language in content.questionnaire.languages]
    catalogues = load_catalogues(root() / "locales", languages)
    warnings = refuse_errors(content, catalogues, today)
    inputs = Inputs(
        content,
        catalogues,
        Templates(root() / "templates"),
        Inlines(root() / "static"),
        settings.area or content.directory.default_area,
        settings.root_path,
        settings.report_to,
    )
    return inputs, warnings


_SAID = {
    400: "bad request",
    404: "not found",
    405: "method not allowed",
    413: "body too large",
    422: "invalid request",
    500: "internal error; nothing was stored",
}
