"""Starts a browser with the profile of a test, and a site that the exit can lead to."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.promises import chromium, firefox, webkit
from tests.promises.hosts import on_python

Driver = chromium.Chromium | firefox.Firefox | webkit.WebKit
Start = Callable[..., Driver]


@pytest.fixture
def start(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Start]:
    """Starts the browser with the profile of this test."""
    running: list[Driver] = []

    def begin(*, script: bool, restore: bool = False) -> Driver:
        profile = tmp_path / "profile"
        if request.param == "firefox":
            driver: Driver = firefox.Firefox(profile, script=script, restore=restore)
        elif request.param == "webkit":
            driver = webkit.WebKit(profile, script=script, restore=restore)
        else:
            kind = request.getfixturevalue("chromium").browser_type
            driver = chromium.Chromium(kind, profile, script=script, restore=restore)
        running.append(driver)
        return driver

    yield begin
    for driver in running:
        if driver.is_running:
            driver.kill()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[str]:
    """A site that the exit can lead to."""
    (tmp_path / "away").mkdir()
    (tmp_path / "away" / "index.html").write_text("<title>Away</title>", encoding="utf-8")
    with on_python(tmp_path / "away") as host:
        yield f"{host.address}/"
