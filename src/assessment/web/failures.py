"""Responses to requests that fail: pages for readers, JSON for the API."""

from http import HTTPStatus
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from assessment.web.api_models import Failure
from assessment.web.routes import Routes

API = "/api/"
SAID = {
    400: "bad request",
    404: "not found",
    405: "method not allowed",
    413: "body too large",
    422: "invalid request",
    500: "internal error; nothing was stored",
}


class Failures:
    """Exception handlers. No response repeats the input."""

    def __init__(self, routes: Routes) -> None:
        self._routes = routes

    def response(self, request: Request, status: int, said: str = "") -> Response:
        """The error page; for the API, a JSON response with `said` or a message for the status."""
        if self._routes.path(request).startswith(API):
            told = Failure(error=said or SAID.get(status, "the request failed"))
            return JSONResponse(told.model_dump(), status)
        return self._routes.error(request, status)

    async def on_http_error(self, request: Request, error: Any) -> Response:
        """The response to an HTTPException."""
        said = error.detail if error.status_code == HTTPStatus.UNPROCESSABLE_ENTITY else ""
        response = self.response(request, error.status_code, said)
        response.headers.update(error.headers or {})
        return response

    async def on_invalid(self, request: Request, error: Any) -> Response:
        """The response to a request that does not match the API's models."""
        # FastAPI's own response repeats the input, as would the name of an unknown field.
        named = [e["loc"][:2] for e in error.errors() if e["type"] != "extra_forbidden"]
        # For invalid JSON, FastAPI gives the position of the error instead of a field name.
        fields = [".".join(loc) for loc in named if all(isinstance(step, str) for step in loc)]
        said = Failure(error=SAID[422], fields=sorted(set(fields)))
        return JSONResponse(said.model_dump(), 422)

    async def on_refused(self, request: Request, error: Exception) -> Response:
        """Raise the error again, because the shield sends the response."""
        raise error
