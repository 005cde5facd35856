"""An application in this process, with no server between."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI


@asynccontextmanager
async def client_of(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the application."""
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://inside") as client:
        yield client


def by_the_clock(app: FastAPI) -> None:
    """Do what the server does by its clock: hide what has expired, drop keys that are over."""
    app.state.editions.refresh()
