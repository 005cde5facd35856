"""What tests share: the shipped content, a real server, and a real browser."""

import shutil
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from assessment.content.loading import Content, load
from assessment.resources import root
from assessment.screening.results import Screening
from assessment.settings import Settings

ALBANY = "us-ny-albany"
NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""No test asks a host outside, wherever it runs: what lies there is not ours to test."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser, and tell the report of it and of each leaky twin."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            item.user_properties.append(("browser", "chromium"))
        for mark in item.iter_markers("caught"):
            item.user_properties.append(("twin", mark.args[0]))


@pytest.fixture(scope="session")
def content() -> Content:
    """The shipped questions and contacts."""
    return load(root() / "questions.yaml", root() / "contacts.yaml")


@pytest.fixture(scope="session")
def screenings(content: Content) -> dict[str, Screening]:
    """The rules of both tracks in Albany County."""
    tracks = [track.id for track in content.questionnaire.tracks]
    return {t: Screening(content.questionnaire, content.directory, t, ALBANY) for t in tracks}


@pytest.fixture
def settings() -> Settings:
    """The settings of a server that an operator changed nothing of."""
    return Settings()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a real server, started by the installed command, that many tests share."""
    command = [sys.executable, "-m", "assessment", "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().split()[2].rstrip("/")
        process.terminate()


@pytest.fixture
def client(server: str) -> Iterator[httpx.Client]:
    """A plain HTTP client at the real server."""
    # It never speaks TLS, and to read all certificates takes longer than most of the tests.
    with httpx.Client(base_url=server, timeout=20, verify=False) as made:  # noqa: S501
        yield made


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real Chromium: the system's, or else the one that Playwright brings."""
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", NOWHERE]
        )
        yield browser
        browser.close()


@pytest.fixture
def phone(chromium: Browser, server: str) -> Iterator[Page]:
    """A page on a small phone, with script, at the real server."""
    context = chromium.new_context(viewport={"width": 360, "height": 640}, base_url=server)
    yield context.new_page()
    context.close()


@pytest.fixture
def plain_phone(chromium: Browser, server: str) -> Iterator[Page]:
    """The same phone with script switched off."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 640}, base_url=server, java_script_enabled=False
    )
    yield context.new_page()
    context.close()
