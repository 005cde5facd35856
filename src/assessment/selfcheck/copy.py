"""A client for a running copy of the site, which receives what a browser would receive."""

import re
import ssl
import time
from collections.abc import Mapping
from http import HTTPStatus

import httpx

from assessment.errors import AssessmentError

TIMEOUT = 20
ATTEMPTS = 10
"""Maximum number of attempts, one second apart, while a proxy responds with 429."""
LANGUAGE = re.compile(r'hreflang="([^"]+)"')
ENCODINGS = "gzip, deflate, br, zstd"
"""The encodings that browsers accept. A proxy compresses no response for other clients."""


class Copy:
    """A running copy of the site. Its methods raise AssessmentError if it cannot be reached."""

    def __init__(self, address: str) -> None:
        self._client = httpx.Client(
            base_url=_url(address),
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
    ) -> httpx.Response:
        """Send one request; wait and retry while a proxy responds with 429."""
        for _ in range(ATTEMPTS):
            try:
                answer = self._client.request(method, path, content=body or None, headers=headers)
            except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
                said = str(error) or "timed out"
                raise AssessmentError(f"{self._client.base_url}: {said}") from None
            if answer.status_code != HTTPStatus.TOO_MANY_REQUESTS:
                break
            time.sleep(1)
        return answer

    def languages(self) -> list[str]:
        """The languages that the start page offers, with its own language first."""
        start = self.ask("GET", "/")
        target = (start.next_request or start.request).url.path
        own = target.removeprefix(self._client.base_url.path).strip("/") or "en"
        return [own, *LANGUAGE.findall(self.ask("GET", f"/{own}/").text)]


def length(answer: httpx.Response) -> int:
    """The size of a response on the wire in bytes, including the headers and the encoded body."""
    headers = sum(len(name) + len(value) for name, value in answer.headers.raw)
    return answer.num_bytes_downloaded + headers


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
