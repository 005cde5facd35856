"""The JSON API, which provides the questionnaire as data and the result for a set of answers.

Error responses never repeat the input.
"""

import json
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.routing import APIRoute

from assessment.errors import AnswerError
from assessment.pages.edition import Edition
from assessment.screening.answers import checked
from assessment.web.api_data import questionnaire_data, result_data
from assessment.web.api_models import AssessmentRequest, AssessmentResult, Failure
from assessment.web.editions import Editions

FAILURES = (400, 413, 422, 500)


class _StrictRequest(Request):
    """Rejects JSON with duplicate keys, because the last one would silently replace an answer."""

    async def json(self) -> Any:
        return json.loads(await self.body(), object_pairs_hook=_without_duplicates)


class _StrictRoute(APIRoute):
    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def strictly(request: Request) -> Response:
            return await handle(_StrictRequest(request.scope, request.receive))

        return strictly


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise HTTPException(422, "duplicate key")
    return made


def api(editions: Editions) -> APIRouter:
    """The routes under /api/v1."""
    router = APIRouter(
        prefix="/api/v1",
        responses=dict.fromkeys(FAILURES, {"model": Failure}),
        route_class=_StrictRoute,
    )

    @router.head("/questionnaire", include_in_schema=False)
    @router.get("/questionnaire")
    async def questionnaire(track: str, lang: str = "en") -> dict[str, Any]:
        """The topics, questions, options, and follow-ups of a track."""
        _refuse_unknown(editions, track, lang)
        return questionnaire_data(editions.current.language(lang).questionnaire, track)

    @router.post("/assessment")
    async def assessment(request: AssessmentRequest) -> AssessmentResult:
        """The result for a set of answers. Nothing is stored."""
        _refuse_unknown(editions, request.track, request.lang)
        return _assessed(editions.current, request)

    return router


def _assessed(edition: Edition, request: AssessmentRequest) -> AssessmentResult:
    area = edition.area(request.area)
    if request.area and area != request.area:
        raise HTTPException(422, "unknown area")
    try:
        answers = checked(edition.screening(request.track, area).asked, request.answers)
    except AnswerError:
        raise HTTPException(422, "an answer names an unknown question or option") from None
    local = edition.pages(request.lang, area).local
    result, content = local.assess(request.track, answers), local.language.questionnaire
    return result_data(result, content, request.track, {c.id: c for c in local.help.contacts})


def _refuse_unknown(editions: Editions, track: str, lang: str) -> None:
    if track not in editions.inputs.tracks or lang not in editions.inputs.languages:
        raise HTTPException(422, "unknown track or language")
