"""A running copy of the site, seen from outside."""

import http.client
import re
import time
from contextlib import closing
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import SplitResult, urljoin, urlsplit

from assessment.errors import AssessmentError

TIMEOUT = 20
PATIENCE = 10
"""Tries, a second apart, while a proxy says that there were too many requests."""
LANGUAGE = re.compile(r'hreflang="([^"]+)"')


class Answer(NamedTuple):
    """What a server sent: status, headers by name in lower case, and text."""

    status: int
    headers: dict[str, str]
    text: str

    @property
    def length(self) -> int:
        """Bytes of headers and body together, as they pass on the line."""
        return sum(len(k) + len(v) for k, v in self.headers.items()) + len(self.text.encode())


def _parts(address: str) -> SplitResult:
    wrong = AssessmentError(f"{address} is no address of a site")
    try:
        parts = urlsplit(address if "//" in address else f"//{address}", "https")
        _ = parts.port  # is looked at only now
    except ValueError:
        raise wrong from None
    # A report is published: no name and password of somebody may stand in it.
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username:
        raise wrong
    return parts


class Copy:
    """A running copy of the site, asked over HTTP. AssessmentError where it can't be reached."""

    def __init__(self, address: str) -> None:
        parts = _parts(address)
        self._root = parts.path.rstrip("/")
        secure = parts.scheme == "https"
        self._kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        self._host, self._port = str(parts.hostname), parts.port
        self.address = f"{parts.scheme}://{parts.netloc}{self._root}/"

    def ask(
        self, method: str, path: str, body: str = "", headers: dict[str, str] | None = None
    ) -> Answer:
        """Send one request on a connection of its own; more slowly where a proxy asks for that."""
        for _ in range(PATIENCE):
            answer = self._ask(method, path, body, headers or {})
            if answer.status != HTTPStatus.TOO_MANY_REQUESTS:
                break
            time.sleep(1)
        return answer

    def _ask(self, method: str, path: str, body: str, headers: dict[str, str]) -> Answer:
        try:
            with closing(self._kind(self._host, self._port, timeout=TIMEOUT)) as connection:
                connection.request(method, self._root + path, body or None, headers)
                response = connection.getresponse()
                named = {name.lower(): value for name, value in response.getheaders()}
                return Answer(response.status, named, response.read().decode(errors="replace"))
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise AssessmentError(f"{self.address}: {error}") from None

    def languages(self) -> list[str]:
        """The languages that the start page offers, its own first."""
        start = self.ask("GET", "/")
        target = urlsplit(urljoin(self.address, start.headers.get("location", ""))).path
        own = target.removeprefix(self._root).strip("/") or "en"
        return [own, *LANGUAGE.findall(self.ask("GET", f"/{own}/").text)]
