"""Checks whether the web addresses of contacts and sources still work.

The bodies of pages are never read, because many pages are on small servers.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from http import HTTPStatus
from threading import Lock
from typing import NamedTuple

import httpx
from pydantic import HttpUrl

from assessment import __version__
from assessment.content.loading import Content, KeyPath, places_of
from assessment.content.traversal import models
from assessment.content.yaml_file import Place

AGENT = f"assessment/{__version__} (checks links to helpers and sources)"
AT_ONCE = 4
PAUSE = 1.0
"""Seconds between two requests to the same host."""
REDIRECTS = 3
TIMEOUT = 10
KEYS = ("web", "chat", "url")


class Link(NamedTuple):
    """A web address and its first place in the content."""

    address: str
    place: Place


def links(content: Content) -> list[Link]:
    """Every distinct web address in contacts and sources, in file order."""
    found: dict[str, KeyPath] = {}
    for path, model in models({"contacts": content.directory, "questions": content.questionnaire}):
        for key in KEYS:
            if isinstance(address := getattr(model, key, None), HttpUrl):
                found.setdefault(str(address), (*path, key))
    places = places_of(content.files, list(found.values()))
    return [Link(*pair) for pair in zip(found, places, strict=True)]


def _pace(pause: float) -> Callable[[httpx.Request], None]:
    """Delays requests from all threads, so that each host gets one every `pause` seconds."""
    turns, lock = dict[str, float](), Lock()

    def wait(request: httpx.Request) -> None:
        with lock:
            now = time.monotonic()
            at = max(now, turns.get(request.url.host, now))
            turns[request.url.host] = at + pause
        time.sleep(at - now)

    return wait


def failures(found: Iterable[Link], pause: float = PAUSE) -> Iterator[tuple[Link, str]]:
    """The links that do not work, each with the reason, in the given order."""
    client = httpx.Client(
        follow_redirects=True,
        max_redirects=REDIRECTS,
        timeout=TIMEOUT,
        headers={"user-agent": AGENT},
        event_hooks={"request": [_pace(pause)]},  # also before each redirect
    )
    listed = list(found)
    with client, ThreadPoolExecutor(AT_ONCE) as pool:
        faults = pool.map(lambda link: _fault(client, link.address), listed)
        yield from ((link, fault) for link, fault in zip(listed, faults, strict=True) if fault)


def _fault(client: httpx.Client, address: str) -> str:
    try:
        # Some servers reject HEAD, so send a GET request and close it before the body arrives.
        with client.stream("GET", address) as answer:
            status = answer.status_code
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        return str(error) or type(error).__name__
    return "" if status < HTTPStatus.BAD_REQUEST else f"{status} {answer.reason_phrase}".strip()
