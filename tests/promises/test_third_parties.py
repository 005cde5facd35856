"""Neither a page nor the browser tells any other company about a visit.

Only the site's host name resolves, and Chromium's own log names the initiator of each attempt.
Requests that a browser makes to its vendor regardless of the visit are not counted.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.promises import webkit
from tests.promises.chromium import Chromium
from tests.promises.servers import LEAKY, served
from tests.promises.webkit import WebKit
from tests.proving import left_to_prove

pytestmark = pytest.mark.browser
PAGES = ("es/", "en/help", "es/learn", "en/privacy", "es/bystander", "en/self")


def _visit(kind: Browser, folder: Path, address: str, *, script: bool) -> Path:
    """Open every page, answer one question, go to the results, and return the log."""
    browser = Chromium(kind.browser_type, folder / "profile", script=script)
    _look_around(browser, address, script=script)
    browser.close()
    return browser.log


def _look_around(browser: Chromium | WebKit, address: str, *, script: bool) -> None:
    for page in PAGES:
        browser.go(f"{address}/{page}")
    browser.click('[data-question="danger_now"] label:has([data-option="yes"])')
    steps = script and "data-step" in browser.source()
    if steps:
        browser.click('[data-step="results"]')
    else:
        browser.follow(".send button")


def _asked_for(log: Path, address: str) -> set[str | None]:
    """The hosts that were contacted because of the site at `address`."""
    said = json.loads(log.read_text(encoding="utf-8"))
    started = said["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"]
    calls = [event.get("params", {}) for event in said["events"] if event["type"] == started]
    host = str(urlsplit(address).hostname)
    ours = [c for c in calls if host in f"{c.get('initiator')} {c.get('network_isolation_key')}"]
    return {urlsplit(call["url"]).hostname for call in ours if call["url"].startswith("http")}


@pytest.mark.caught("test_other_hosts_that_the_leaky_copy_contacts_are_detected")
@pytest.mark.parametrize(
    "script",
    [
        pytest.param(True, id="script-on"),
        left_to_prove(False, id="script-off"),
    ],
)
def test_no_other_host_is_contacted_for_a_page(
    chromium: Browser, tmp_path: Path, server: str, script: bool
) -> None:
    log = _visit(chromium, tmp_path, server, script=script)
    assert _asked_for(log, server) == {urlsplit(server).hostname}


def test_other_hosts_that_the_leaky_copy_contacts_are_detected(
    chromium: Browser, tmp_path: Path
) -> None:
    with served(command=LEAKY) as copy:
        log = _visit(chromium, tmp_path, copy.address, script=True)
        hosts = _asked_for(log, copy.address)
    # Currently, Chromium also asks its vendor about the text field in the form.
    assert "third.example" in hosts


@contextmanager
def _refusing() -> Iterator[tuple[str, set[str]]]:
    """A proxy that blocks everything: its address, and the hosts that were requested."""
    asked: set[str] = set()

    class Proxy(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.add(self.path)
            self.send_error(502)

        do_CONNECT = do_POST = do_GET

        def log_message(self, *_: object) -> None:
            """Log nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def _asked_in_webkit(folder: Path, address: str, *, script: bool) -> set[str]:
    """All other hosts that the browser contacted during such a visit."""
    with _refusing() as (proxy, asked):
        browser = WebKit(folder / "profile", script=script, proxy=proxy)
        try:
            _look_around(browser, address, script=script)
        finally:
            browser.kill()
        return asked


@webkit.NEEDED
@pytest.mark.prove
@pytest.mark.caught("test_in_webkit_other_hosts_that_the_leaky_copy_contacts_are_detected")
@pytest.mark.parametrize("script", [True, False], ids=["script-on", "script-off"])
def test_in_webkit_no_other_host_is_contacted(tmp_path: Path, server: str, script: bool) -> None:
    assert _asked_in_webkit(tmp_path, server, script=script) == set()


@webkit.NEEDED
@pytest.mark.prove
def test_in_webkit_other_hosts_that_the_leaky_copy_contacts_are_detected(tmp_path: Path) -> None:
    with served(command=LEAKY) as copy:
        asked = _asked_in_webkit(tmp_path, copy.address, script=True)
    assert any("third.example" in address for address in asked)
