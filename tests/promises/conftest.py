"""Starts a browser with the profile of a test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.promises import chromium, firefox, webkit

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
