"""Web addresses are requested at a polite rate. The tests contact only a local server."""

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from click.testing import CliRunner

from assessment.checking import links as checks
from assessment.checking.links import AGENT, AT_ONCE, REDIRECTS, Link, failures, links
from assessment.cli import app
from assessment.content.loading import Content
from assessment.content.yaml_file import Place
from tests import small

HERE = Place("contacts.yaml", 1, 1)


class Site(ThreadingHTTPServer):
    """A local server that records the time, method, path, and user agent of each request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Pages)
        self.requests: list[tuple[float, str, str, str]] = []
        self.open = self.most_open = 0
        self.lock = threading.Lock()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class Pages(BaseHTTPRequestHandler):
    """`/404` returns that status, `/to/3` redirects three times, and `/slow` takes a while."""

    server: Site

    def do_GET(self) -> None:
        agent = self.headers["user-agent"]
        with self.server.lock:
            self.server.requests.append((time.monotonic(), "GET", self.path, agent))
            self.server.open += 1
            self.server.most_open = max(self.server.most_open, self.server.open)
        _, first, *rest = self.path.split("/")
        if first.startswith("slow"):
            time.sleep(0.2)
        with self.server.lock:
            self.server.open -= 1
        if first == "to":
            self.send_response(302)
            self.send_header("location", f"/to/{int(rest[0]) - 1}" if rest[0] != "1" else "/200")
        elif first == "phone":
            self.send_response(302)
            self.send_header("location", "tel:112")
        else:
            self.send_response(int(first) if first.isdigit() else 200)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Print nothing."""


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def tried(site: Site, *paths: str, pause: float = 0) -> dict[str, str]:
    """The paths that failed, and why."""
    listed = [Link(f"{site.address}/{path}", HERE) for path in paths]
    found = failures(listed, pause)
    return {link.address.removeprefix(f"{site.address}/"): fault for link, fault in found}


def test_only_pages_that_do_not_respond_are_listed(site: Site) -> None:
    failed = tried(site, "200", "404", "500", "page")
    assert list(failed) == ["404", "500"]
    assert failed["404"].startswith("404")


def test_an_unreachable_host_is_listed(site: Site) -> None:
    with Site() as closed:
        gone = Link(closed.address, HERE)
    assert [link for link, _ in failures([gone], 0)] == [gone]


def test_a_few_redirects_are_followed(site: Site) -> None:
    failed = tried(site, f"to/{REDIRECTS}", f"to/{REDIRECTS + 1}")
    assert list(failed) == [f"to/{REDIRECTS + 1}"]


def test_a_redirect_to_a_phone_line_is_not_followed(site: Site) -> None:
    assert list(tried(site, "phone")) == ["phone"]


def test_every_request_names_the_project(site: Site) -> None:
    tried(site, "200", "to/2")
    assert {request[3] for request in site.requests} == {AGENT}
    assert AGENT.startswith("assessment/")


def test_requests_to_a_host_are_spaced_out_even_after_redirects(site: Site) -> None:
    pause = 0.15
    tried(site, "200", "to/2", "page", pause=pause)
    times = sorted(request[0] for request in site.requests)
    gaps = [after - before for before, after in zip(times, times[1:], strict=False)]
    assert len(gaps) == 4
    assert min(gaps) > pause * 0.5


def test_few_requests_are_open_at_once(site: Site) -> None:
    tried(site, *(f"slow{number}" for number in range(3 * AT_ONCE)))
    assert 1 < site.most_open <= AT_ONCE


def test_all_web_addresses_of_contacts_and_sources_are_listed_but_no_phone_numbers(
    content: Content,
) -> None:
    found = [link.address for link in links(content)]
    contacts = content.directory.contacts
    wanted = {str(url) for c in contacts for url in (c.web, c.chat, c.source.url) if url}
    wanted |= {str(source.url) for source in content.questionnaire.sources.values() if source.url}
    assert wanted <= set(found)
    assert len(found) == len(set(found))
    assert all(address.startswith(("http://", "https://")) for address in found)


@pytest.mark.parametrize("fault", ["", "404 Not Found"])
def test_the_command_lists_file_line_and_reason(
    fault: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSESSMENT_CONTENT", str(small.FOLDER))
    monkeypatch.setattr(checks, "_fault", lambda client, address: fault)
    result = CliRunner().invoke(app, ["contacts", "links"])
    line = small.CONTACTS.read_text().split("chat:")[0].count("\n") + 1
    listed = f"{small.CONTACTS}:{line}: https://www.wikivoyage.org/: 404" in result.output
    assert (result.exit_code, listed) == ((1, True) if fault else (0, False))
