"""Shared fixtures: small test content, shipped content, a real server for each, and a browser.

Tests of the program use the small test content; tests of the shipped files use the shipped content.
"""

import gc
import os
import shutil
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import date
from types import CodeType
from typing import Any

import brotli
import httpx
import pytest
from hypothesis import HealthCheck, settings
from jinja2 import Environment
from playwright.sync_api import Browser, Page, sync_playwright

from assessment.content.loading import Content, load, load_content
from assessment.screening.results import Screening
from assessment.settings import read_settings
from tests import on_a_day
from tests import small as small_content
from tests.proving import NOT_INSTALLED

# Otherwise, garbage collection of the loaded content would take a third of the time of the tests.
gc.set_threshold(200_000)

NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""Tests never contact external hosts."""


def pytest_configure(config: pytest.Config) -> None:
    """Try fewer examples of each property, except in `make prove`."""
    is_quick = config.option.markexpr == "not prove"
    settings.register_profile(
        "tests",
        max_examples=20 if is_quick else 100,
        # Property tests must not fail because a busy machine is slow.
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
    settings.load_profile("tests")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests that need a browser, and record browsers and leaky-copy tests for the report."""
    for item in items:
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)
            item.user_properties.append(("browser", "chromium"))
        for mark in item.iter_markers("caught"):
            item.user_properties.append(("leaky copy", mark.args[0]))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI, fail tests that are skipped because a program is missing: each promise must be
    tested."""
    report = yield
    reason = str(report.longrepr)
    if os.environ.get("CI") == "true" and report.skipped and NOT_INSTALLED in reason:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped in CI: {reason}"
    return report


@pytest.fixture(scope="session", autouse=True)
def _slow_work() -> Iterator[None]:
    """Compile each template only once in this process, and compress quickly."""
    compile_, compress = Environment.compile, brotli.compress
    compiled: dict[tuple[object, ...], CodeType] = {}

    def compiled_once(
        environment: Environment, source: str, name: str | None = None, file: str | None = None
    ) -> CodeType:
        key = (environment.autoescape, environment.trim_blocks, source, name, file)
        if key not in compiled:
            compiled[key] = compile_(environment, source, name, file)
        return compiled[key]

    def compressed(data: bytes, **options: Any) -> Any:
        return compress(data, **options | {"quality": 4})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Environment, "compile", compiled_once)
        patch.setattr(brotli, "compress", compressed)
        yield


@pytest.fixture(scope="session")
def small() -> Content:
    """The small test content."""
    return load(small_content.QUESTIONS, small_content.CONTACTS)


@pytest.fixture(scope="session")
def small_screenings(small: Content) -> dict[str, Screening]:
    """The rules of both tracks of the small test content, in its default area."""
    return screenings_of(small)


@pytest.fixture(scope="session")
def small_server() -> Iterator[str]:
    """The address of a real server with the small test content, run by the installed command."""
    with started("-m", "assessment", "serve", "--port", "0", **small_content.VARIABLES) as address:
        yield address


@pytest.fixture
def small_client(small_server: str) -> Iterator[httpx.Client]:
    """A plain HTTP client for the server with the small test content."""
    with client_at(small_server) as made:
        yield made


@pytest.fixture(scope="session")
def content() -> Content:
    """The content that the settings select, which the servers of the tests also show.

    It is the shipped content or, if ASSESSMENT_CONTENT is set, that of an agency. So an agency can
    run all tests on its own content, except those in tests/shipped.
    """
    return load_content(read_settings().content)


@pytest.fixture(scope="session")
def day(content: Content) -> date:
    """The date on which a shipped contact was last checked; no contact has expired by then."""
    return max(contact.verified_on for contact in content.directory.contacts)


@pytest.fixture(scope="session")
def screenings(content: Content) -> dict[str, Screening]:
    """The rules of both tracks of the shipped content, in its default area."""
    return screenings_of(content)


@pytest.fixture(scope="session")
def server(day: date) -> Iterator[str]:
    """The address of a real server with the shipped content as of a fixed date."""
    with started(on_a_day.__file__, str(day)) as address:
        yield address


@pytest.fixture
def client(server: str) -> Iterator[httpx.Client]:
    """A plain HTTP client for the server with the shipped content."""
    with client_at(server) as made:
        yield made


def screenings_of(content: Content) -> dict[str, Screening]:
    """The rules of each track in the default area."""
    asking, directory = content.questionnaire, content.directory
    area = directory.default_area
    return {t.id: Screening(asking, directory, t.id, area) for t in asking.tracks}


@contextmanager
def started(*options: str, **variables: str) -> Iterator[str]:
    """The address that a Python server prints on its first line; it is stopped after the tests."""
    command, env = [sys.executable, *options], {**os.environ, **variables}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as process:
        assert process.stdout
        yield process.stdout.readline().split()[2].rstrip("/")
        process.terminate()


def client_at(address: str) -> httpx.Client:
    """A client without TLS, because loading all certificates takes longer than most tests."""
    return httpx.Client(base_url=address, timeout=20, verify=False)  # noqa: S501


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A real Chromium: the system's or, if there is none, Playwright's."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    path = next((found for name in names if (found := shutil.which(name))), None)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-gpu", NOWHERE]
        )
        yield browser
        browser.close()


@pytest.fixture
def phone(chromium: Browser, server: str) -> Iterator[Page]:
    """A page of the real server on a small phone, with JavaScript."""
    context = chromium.new_context(viewport={"width": 360, "height": 640}, base_url=server)
    yield context.new_page()
    context.close()


@pytest.fixture
def plain_phone(chromium: Browser, server: str) -> Iterator[Page]:
    """A phone without JavaScript."""
    context = chromium.new_context(
        viewport={"width": 360, "height": 640}, base_url=server, java_script_enabled=False
    )
    yield context.new_page()
    context.close()
