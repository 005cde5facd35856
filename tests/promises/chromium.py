"""A real Chromium with its own profile, started as a user would start it."""

import contextlib
import json
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserType, Error, Page, TimeoutError

from tests.conftest import NOWHERE
from tests.journeys.walking import follow

OPENED = """[].forEach.call(document.querySelectorAll("details"), one => { one.open = true; })"""
NAMES = ("chromium", "chromium-browser", "google-chrome")
PATH = next((found for name in NAMES if (found := shutil.which(name))), None)


class Chromium:
    """One window of a running Chromium."""

    name = "chromium"

    def __init__(
        self, kind: BrowserType, profile: Path, *, script: bool, restore: bool = False
    ) -> None:
        self.profile = profile
        self.log = profile.with_suffix(".netlog")
        """The network log with the initiator of each request, written when the browser closes."""
        if not restore:
            _prefer(profile, script=script)
        port = profile / "DevToolsActivePort"
        port.unlink(missing_ok=True)
        self._process = subprocess.Popen(
            [
                str(PATH),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--remote-debugging-port=0",
                f"--user-data-dir={profile}",
                f"--log-net-log={self.log}",
                NOWHERE,
                *(["--restore-last-session"] if restore else []),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "HOME": str(profile.parent)},
        )
        for _ in range(1200):
            if port.exists() and port.read_text():
                break
            time.sleep(0.05)
        number = port.read_text().split()[0]
        connected = _connected(kind, f"http://127.0.0.1:{number}")
        if not connected:
            self.kill()
            raise RuntimeError("Chromium accepted no connection")
        self._browser: Browser = connected
        if restore:
            time.sleep(2)  # until the tabs of the last session have been restored
        self.page: Page = self._to_a_page()

    def go(self, address: str) -> None:
        self.page.goto(address)

    def click(self, css: str) -> None:
        self.page.locator(css).first.click()

    def follow(self, css: str) -> None:
        """Click a link or button, and wait until the next page has loaded."""
        follow(self.page, css)

    def run(self, script: str) -> Any:
        """The result of a script that runs in the page."""
        return self.page.evaluate(f"() => {{ {script} }}")

    def run_inside(self, script: str) -> Any:
        """The result of a script that runs in the frame of the page."""
        return self.page.frames[-1].evaluate(f"() => {{ {script} }}")

    def back(self) -> None:
        with contextlib.suppress(Error):
            self.page.go_back(timeout=5000, wait_until="commit")
        self._settle()

    def forward(self) -> None:
        with contextlib.suppress(Error):
            self.page.go_forward(timeout=5000, wait_until="commit")
        self._settle()

    def reload(self) -> None:
        """Reload the page, and send a form again where the browser would ask about it."""
        with contextlib.suppress(Error):
            self.page.reload(timeout=5000, wait_until="commit")
        self._settle()

    def reopen_tab(self) -> None:
        """Close this tab. Only a person can press "reopen", so the next start restores it."""
        self.page.close()
        self.page = self._browser.contexts[0].new_page()

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def source(self) -> str:
        return self.page.content()

    def text(self) -> str:
        """The text of the page with everything expanded, and the selected options."""
        self.page.evaluate(OPENED)
        body = self.page.locator("body").inner_text()
        chosen = self.page.locator("input[data-option]:checked").all()
        named = [choice.get_attribute("data-option") for choice in chosen]
        return f"{body}\n{[name for name in named if name]}"

    def address(self) -> str:
        return self.page.url

    def close(self) -> None:
        """Close the window, as a user would."""
        with contextlib.suppress(Error):
            self._browser.new_browser_cdp_session().send("Browser.close")
        self._process.wait(30)

    def kill(self) -> None:
        """Kill the browser without letting it clean up."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(30)

    def _settle(self) -> None:
        time.sleep(0.5)
        self.page = self._to_a_page()

    def _to_a_page(self) -> Page:
        pages = [page for context in self._browser.contexts for page in context.pages]
        shown = [page for page in pages if page.url.startswith(("http", "file"))]
        return (shown or pages)[-1]


def _connected(kind: BrowserType, address: str) -> Browser | None:
    """Connecting while a tab opens can hang, so failed attempts are repeated."""
    for _ in range(5):
        time.sleep(0.5)
        with contextlib.suppress(TimeoutError):
            return kind.connect_over_cdp(address, timeout=15_000)
    return None


def _prefer(profile: Path, *, script: bool) -> None:
    """Turn JavaScript off in the settings, as a user would."""
    chosen = {"profile": {"default_content_setting_values": {"javascript": 1 if script else 2}}}
    (profile / "Default").mkdir(parents=True, exist_ok=True)
    (profile / "Default" / "Preferences").write_text(json.dumps(chosen), encoding="utf-8")
