"""A client for a running copy of the site, which receives what a browser would receive."""

import re
import ssl
import time
from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import httpx

from assessment.errors import AssessmentError

TIMEOUT = 20
ATTEMPTS = 10
"""Maximum number of attempts, one second apart, while a proxy responds with 429."""
LANGUAGE = re.compile(r'hreflang="([^"]+)"')
ENCODINGS = "gzip, deflate, br, zstd"
"""The encodings that browsers accept. A proxy compresses responses only for clients that do."""


class Answer(NamedTuple):
    """A response: status, headers by lowercase name, text, and size on the wire in bytes.

    `length` counts the headers and the encoded body, as someone watching the network would see.
    """

    status: int
    headers: Mapping[str, str]
    text: str
    length: int


class Copy:
    """A running copy of the site. Its methods raise AssessmentError if it cannot be reached."""

    def __init__(self, address: str) -> None:
        self._url = _url(address)
        self._root = self._url.path.rstrip("/")
        self.address = f"{self._url}".rstrip("/") + "/"
        self._client = httpx.Client(
            headers={"accept-encoding": ENCODINGS},
            timeout=TIMEOUT,
            # A proxy on this computer must not change the responses.
            trust_env=False,
            # The system's certificates, or those in SSL_CERT_FILE for a private authority.
            verify=ssl.create_default_context(),
            # Use a new connection for each request, because the server closes it after an error.
            limits=httpx.Limits(max_keepalive_connections=0),
        )

    def ask(
        self, method: str, path: str, body: str = "", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send one request; wait and retry while a proxy responds with 429."""
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
            raise AssessmentError(f"{self.address}: {str(error) or 'timed out'}") from None
        length = len(raw) + sum(len(name) + len(value) for name, value in got.headers.raw)
        return Answer(got.status_code, got.headers, decoded.text, length)

    def languages(self) -> list[str]:
        """The languages that the start page offers, with its own language first."""
        start = self.ask("GET", "/")
        target = urlsplit(urljoin(self.address, start.headers.get("location", ""))).path
        own = target.removeprefix(self._root).strip("/") or "en"
        return [own, *LANGUAGE.findall(self.ask("GET", f"/{own}/").text)]


def _url(address: str) -> httpx.URL:
    wrong = AssessmentError(f"{address} is not a valid site address")
    try:
        url = httpx.URL(address if "//" in address else f"https://{address}")
    except (httpx.InvalidURL, ValueError):
        raise wrong from None
    # The report is published, so it must not contain a user name or password.
    if url.scheme not in ("http", "https") or not url.host or url.userinfo:
        raise wrong
    return url
