"""Anyone on the network can see that somebody visited, but learns nothing about the answers."""

import random
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page

from assessment.screening.results import Screening
from tests.formposts import fields
from tests.journeys.languages import offered
from tests.journeys.walking import follow, step
from tests.promises import leaky, over_tls
from tests.promises.servers import LEAKY, served
from tests.promises.tls import Spoken, certificate, spoken
from tests.proving import left_to_prove

GZIP = "gzip, deflate, br"
PER_PAGE = 40
"""Answer sets per track, language and encoding, with a fixed seed."""
GIVEN = "document.querySelectorAll('[data-option]:not([data-option=\"\"]):checked').length"
"""The number of answers on a page, not counting skips."""


class Secured(NamedTuple):
    """A server with TLS: its port, and the certificate to trust."""

    port: int
    chain: Path

    def hear(self, request: bytes) -> Spoken:
        """Send a request, and record the network traffic."""
        return spoken(self.port, self.chain, request)


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Secured]:
    papers = certificate(tmp_path_factory.mktemp("tls"))
    command = [sys.executable, over_tls.__file__, str(papers.chain), str(papers.key)]
    with served(command=command) as running:
        yield Secured(running.port, papers.chain)


def _request(method: str, path: str, encoding: str, body: bytes = b"") -> bytes:
    head = [
        f"{method} {path} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Accept-Encoding: {encoding}",
        "Connection: close",
        f"Content-Length: {len(body)}",
        "Content-Type: application/x-www-form-urlencoded",
    ]
    return "\r\n".join(head).encode() + b"\r\n\r\n" + body


def _answer_sets(screening: Screening, count: int) -> Iterator[dict[str, str]]:
    asked = {q: [*sorted(a.options), None] for q, a in screening.asked.items()}
    yield {}
    for last in (0, -2):
        yield {q: str(options[last]) for q, options in asked.items()}
    dice = random.Random(4)  # noqa: S311  (a fixed seed, so that failures are reproducible)
    for _ in range(count):
        chosen = {q: dice.choice(options) for q, options in asked.items()}
        yield {q: o for q, o in chosen.items() if o is not None}


@pytest.mark.caught("test_the_lengths_of_the_leaky_copy_differ")
@pytest.mark.parametrize(
    ("track", "encoding"),
    [
        ("self", GZIP),
        left_to_prove("bystander", "identity"),
        left_to_prove("self", "identity"),
        left_to_prove("bystander", GZIP),
    ],
)
@pytest.mark.parametrize(
    "lang", [left_to_prove(lang, unless=lang == offered()[0]) for lang in offered()]
)
def test_all_requests_and_all_results_have_the_same_length_on_the_wire(
    secured: Secured,
    screenings: dict[str, Screening],
    track: str,
    encoding: str,
    lang: str,
) -> None:
    address = f"/{lang}/{track}"
    page = secured.hear(_request("GET", address, "identity"))
    html = page.plain.decode()
    heard: set[tuple[int, int]] = set()
    results = set()
    for answers in _answer_sets(screenings[track], PER_PAGE):
        pairs = [*fields(html, answers), *_others(html)]
        sent = _request("POST", address, encoding, urlencode(pairs).encode())
        said = secured.hear(sent)
        assert said.plain.startswith(b"HTTP/1.1 200")
        heard.add((sum(said.sent), sum(said.received)))
        results.add(said.plain)
    assert len(results) > PER_PAGE / 2, "different answers must give different results"
    assert len(heard) == 1


def _others(html: str) -> list[tuple[str, str]]:
    """The fields of the form that are not questions."""
    area = re.search(r'name="area" value="([^"]*)"', html)
    return [("area", area[1] if area else ""), ("do", "results")]


def test_the_lengths_of_the_leaky_copy_differ() -> None:
    """Without padding, different answers have different lengths, and the comparison fails."""
    with served(command=LEAKY) as copy:
        lengths = set()
        for body in (b"q1=no", b"q1=" + leaky.ANSWER.encode()):
            lengths.add(len(_plain(copy.port, _request("POST", "/en/self", "identity", body))))
    assert len(lengths) == 2


def _plain(port: int, request: bytes) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=20) as wire:
        wire.sendall(request)
        answer = b""
        while piece := wire.recv(65536):
            answer += piece
    return answer


@pytest.mark.caught("test_a_request_of_the_leaky_copy_is_detected")
def test_with_javascript_nothing_is_sent_after_the_page_has_loaded(
    phone: Page, server: str
) -> None:
    phone.goto(f"{server}/en/self")
    sent: list[str] = []
    phone.context.on("request", lambda request: sent.append(request.url))
    entries = phone.evaluate("history.length")
    while phone.locator('[data-step="next"]').is_visible():
        for choice in phone.locator('.topic:not([hidden]) [data-option="yes"]').all():
            if choice.is_visible():
                choice.press("Space")
        step(phone, "next")
    assert phone.locator("#results h1").is_visible()
    assert sent == []
    assert phone.evaluate("history.length") == entries
    assert phone.url == f"{server}/en/self"


def test_changing_the_place_on_the_results_sends_only_the_place(phone: Page, server: str) -> None:
    phone.goto(f"{server}/en/self")
    phone.locator('.topic:not([hidden]) [data-option="yes"]').first.press("Space")
    step(phone, "results")
    sent: list[tuple[str, str, str | None]] = []
    phone.context.on("request", lambda r: sent.append((r.method, r.url, r.post_data)))
    entries = phone.evaluate("history.length")
    given = phone.evaluate(GIVEN)
    phone.locator(".place > summary").press("Enter")
    phone.locator("#area").select_option("us-ca")
    phone.locator('[data-step="place"]').press("Enter")
    phone.locator('#results option[value="us-ca"][selected]').wait_for(state="attached")
    assert sent == [("GET", f"{server}/en/self?area=us-ca", None)]
    assert phone.evaluate("history.length") == entries
    assert phone.evaluate(GIVEN) == given == 1
    assert phone.locator("#results h1").is_visible()


def test_a_request_of_the_leaky_copy_is_detected(phone: Page) -> None:
    with served(command=LEAKY) as copy:
        phone.goto(f"{copy.address}/en/self")
        sent: list[str] = []
        phone.context.on("request", lambda request: sent.append(request.url))
        entries = phone.evaluate("history.length")
        follow(phone, "button")
        assert sent
        assert phone.evaluate("history.length") > entries


@pytest.mark.caught("test_extra_requests_of_the_leaky_copy_are_detected")
def test_a_page_loads_nothing_else(phone: Page, server: str) -> None:
    sent: list[str] = []
    phone.context.on("request", lambda request: sent.append(request.url))
    for path in ("/en/", "/en/self", "/en/bystander", "/en/help", "/en/learn", "/en/privacy"):
        sent.clear()
        phone.goto(server + path)
        assert [url for url in sent if not url.startswith("data:")] == [server + path]


def test_extra_requests_of_the_leaky_copy_are_detected(phone: Page) -> None:
    with served(command=LEAKY) as copy:
        asked: list[str] = []
        phone.context.on("request", lambda request: asked.append(request.url))
        phone.goto(f"{copy.address}/en/help")
        assert asked != [f"{copy.address}/en/help"]
