"""Telemetry receives nothing about readers."""

from unittest.mock import MagicMock

import pytest
from anyio.from_thread import start_blocking_portal
from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient

from assessment.web.app import create_app
from tests.small import DAY, SETTINGS

CANARY = "canary7f3a"


@pytest.fixture
def watching(monkeypatch: pytest.MonkeyPatch) -> MagicMock:
    """OpenTelemetry, configured for the whole process, as by an operator's platform."""
    watcher = MagicMock()
    monkeypatch.setattr("opentelemetry.trace.get_tracer_provider", lambda: watcher.tracer)
    monkeypatch.setattr("opentelemetry.metrics.get_meter_provider", lambda: watcher.meter)
    monkeypatch.setattr("opentelemetry._logs.get_logger_provider", lambda: watcher.logger)
    return watcher


async def _visit(app: FastAPI) -> None:
    async with AsyncClient(transport=ASGITransport(app), base_url="http://a") as client:
        await client.get(f"/en/help?area={CANARY}")
        await client.post("/en/self", data={CANARY: CANARY})
        await client.post("/api/v1/assessment", json={CANARY: CANARY})


@pytest.mark.caught("test_telemetry_would_have_received_the_request")
def test_telemetry_receives_nothing_about_a_request(
    watching: MagicMock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FASTAPI_OTEL_AUTO_CONFIGURE", "true")
    with start_blocking_portal() as portal:
        portal.call(_visit, create_app(SETTINGS, lambda: DAY))
    assert watching.mock_calls == []


def test_telemetry_would_have_received_the_request(watching: MagicMock) -> None:
    with start_blocking_portal() as portal:
        portal.call(_visit, FastAPI())
    assert CANARY in str(watching.mock_calls)
