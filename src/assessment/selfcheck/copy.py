"""A running copy of the site, seen from outside as a browser sees it."""

import re
import time
from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import httpx

from assessment.errors import AssessmentError

TIMEOUT = 20
ATTEMPTS = 10
"""Requests, a second apart, while a proxy answers that there were too many."""
LANGUAGE = re.compile(r'hreflang="([^"]+)"')
ENCODINGS = "gzip, deflate, br, zstd"
"""What browsers accept. A proxy may compress for them what it leaves alone for others."""


class Answer(NamedTuple):
    """An answer: status, headers by name in lower case, text, and its bytes on the wire.

    `length` counts the headers and the body before it is decoded: what an eavesdropper counts.
    """

    status: int
    headers: Mapping[str, str]
    text: str
    length: int


class Copy:
    """A running copy of the site, asked over HTTP; AssessmentError if it cannot be reached."""

    def __init__(self, address: str) -> None:
        self._url = _url(address)
        self._root = self._url.path.rstrip("/")
        self.address = f"{self._url}".rstrip("/") + "/"
        self._client = httpx.Client(
            headers={"accept-encoding": ENCODINGS},
            timeout=TIMEOUT,
            # A proxy of this computer must not change what we see.
            trust_env=False,
            # Each request has its own connection: a refusal may close the one it came on.
            limits=httpx.Limits(max_keepalive_connections=0),
        )

    def ask(
        self, method: str, path: str, body: str = "", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send one request; slow down while a proxy asks for that."""
        for _ in range(ATTEMPTS):
            answer = self._ask(method, path, body, headers or {})
            if answer.status != HTTPStatus.TOO_MANY_REQUESTS:
                break
            time.sleep(1)
        return answer

    def _ask(self, method: str, path: str, body: str, headers: Mapping[str, str]) -> Answer:
        url = f"{self.address.rstrip('/')}{path}"
        try:
            with self._client.stream(method, url, content=body or None, headers=headers) as got:
                raw = b"".join(got.iter_raw())
            decoded = httpx.Response(got.status_code, headers=got.headers, content=raw)
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            raise AssessmentError(f"{self.address}: {str(error) or 'no answer in time'}") from None
        length = len(raw) + sum(len(name) + len(value) for name, value in got.headers.raw)
        return Answer(got.status_code, got.headers, decoded.text, length)

    def languages(self) -> list[str]:
        """The languages that the start page offers, its own first."""
        start = self.ask("GET", "/")
        target = urlsplit(urljoin(self.address, start.headers.get("location", ""))).path
        own = target.removeprefix(self._root).strip("/") or "en"
        return [own, *LANGUAGE.findall(self.ask("GET", f"/{own}/").text)]


def _url(address: str) -> httpx.URL:
    wrong = AssessmentError(f"{address} is not the address of a site")
    try:
        url = httpx.URL(address if "//" in address else f"https://{address}")
    except (httpx.InvalidURL, ValueError):
        raise wrong from None
    # A report is published: it must not hold a name and password.
    if url.scheme not in ("http", "https") or not url.host or url.userinfo:
        raise wrong
    return url
