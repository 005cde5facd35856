"""Runs an application in this process, without a server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
from fastapi import FastAPI


@asynccontextmanager
async def client_of(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """A client for the application."""
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://inside") as client:
        yield client


def by_the_clock(app: FastAPI) -> None:
    """Do what the server does on a timer: hide expired contacts and discard expired keys."""
    app.state.editions.refresh()
