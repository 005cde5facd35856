"""Assembles the application from routes, error pages, and middleware."""

from datetime import date

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException

from assessment import __version__
from assessment.checking.start import refuse_errors
from assessment.content.digests import current_digests
from assessment.content.loading import catalogues_of, load_content
from assessment.errors import Problem, SettingsError
from assessment.pages.inputs import Inputs
from assessment.pages.rendering import Inlines, Templates
from assessment.resources import page_templates, root
from assessment.settings import Settings
from assessment.web.api import api
from assessment.web.editions import Clock, Editions
from assessment.web.failures import Failures
from assessment.web.headers import header_table
from assessment.web.routes import Routes
from assessment.web.shield import Refused, Shield
from assessment.web.tokens import Keyring

UNWATCHED: TelemetryConfig = {
    "auto_configure": False,
    "tracing": False,
    "metrics": False,
    "logs": False,
    "operation_spans": False,
}
"""Turns off telemetry. If OpenTelemetry is installed, FastAPI passes addresses, queries, and
rejected values to it, and a single environment variable makes it export them."""


def create_app(settings: Settings, clock: Clock = date.today) -> FastAPI:
    """The application for these settings.

    After startup, the application reads only shipped translations, each when it is first needed.

    `clock` returns the current date, which determines how contacts are shown. Raises ContentError
    or SettingsError if the content or a setting is invalid.
    """
    inputs, warnings = read_inputs(settings, clock())
    editions = Editions(inputs, Keyring(settings.token_hours), clock)
    routes = Routes(editions)
    failures = Failures(routes)
    app = _framework()
    app.state.editions = editions
    app.state.warnings = warnings
    # The most-used routes come first, because each route that does not match takes time.
    for path, endpoint, methods in routes.table():
        app.add_route(path, endpoint, methods=methods, include_in_schema=False)
    app.include_router(api(editions))
    app.add_exception_handler(Refused, failures.on_refused)
    app.add_exception_handler(HTTPException, failures.on_http_error)
    app.add_exception_handler(RequestValidationError, failures.on_invalid)
    table, root_path = _headers(inputs.inlines), settings.root_path
    app.add_middleware(Shield, headers=table, failure=failures.response, root_path=root_path)
    return app


def _framework() -> FastAPI:
    return FastAPI(
        title="Anonymous self-assessment",
        version=__version__,
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry=UNWATCHED,
    )


def _headers(inlines: Inlines) -> dict[str, str]:
    scripts = (inlines.leave, inlines.hours, inlines.questionnaire)
    styles = (inlines.style, inlines.paper)
    return header_table([each.hash for each in styles], [each.hash for each in scripts])


def read_inputs(settings: Settings, today: date) -> tuple[Inputs, tuple[Problem, ...]]:
    """Everything that pages are made from, and warnings about the content.

    Raises ContentError or SettingsError if the content or a setting is invalid.
    """
    content = load_content(settings.content)
    if settings.area and not content.directory.lineage(settings.area):
        raise SettingsError(f"ASSESSMENT_AREA: {settings.area} is not an area in contacts.yaml")
    catalogues = catalogues_of(content)
    reviewed = {k: c for k, c in catalogues.items() if any(k in r.what for r in content.reviews)}
    warnings = refuse_errors(content, catalogues, today)
    inputs = Inputs(
        content,
        catalogues,
        Templates(page_templates(settings.content)),
        Inlines(root() / "static", kiosk=bool(content.site.kiosk)),
        settings.area or content.directory.default_area,
        settings.root_path,
        current_digests(content, reviewed) if content.reviews else {},
    )
    return inputs, warnings
