"""A real WebKit with its own profile and display, controlled by WebKitWebDriver.

WebKitGTK is the closest browser to Safari that runs on Linux, but it is not Safari.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from selenium.common.exceptions import WebDriverException
from selenium.webdriver import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.remote_connection import RemoteConnection
from selenium.webdriver.remote.webdriver import WebDriver
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service
from urllib3.exceptions import ReadTimeoutError

from tests.promises.chromium import OPENED
from tests.proving import needs

WINDOW = Path(__file__).with_name("webkit_window.py")
PYTHON = "/usr/bin/python3"
"""The system's Python, because only it has the system's GObject bindings."""
DRIVER, XVFB = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
BINDINGS = next(Path("/usr/lib").glob("*/girepository-1.0/WebKit2-4.1.typelib"), None)
VERSION = [PYTHON, str(WINDOW), "--version"]
NEEDED = needs(DRIVER and BINDINGS and XVFB, "WebKit, its bindings and Xvfb")
NOBODY = "http://127.0.0.1:9"
"""A proxy that does not exist, so that no other host can be reached."""

ANSWER = 15
"""Seconds for a command. A script that runs while WebKit changes pages may never be answered."""

CHOSEN = """return [].map.call(document.querySelectorAll("input[data-option]:checked"),
  chosen => chosen.getAttribute("data-option"));"""


class WebKit:
    """One window of a running WebKit."""

    name = "webkit"

    def __init__(
        self, profile: Path, *, script: bool, restore: bool = False, proxy: str = NOBODY
    ) -> None:
        self.profile = profile
        profile.mkdir(exist_ok=True)
        self._arguments = [str(WINDOW), str(profile), "on" if script else "off", proxy]
        self._display = _Display()
        self._pages = 0
        self._start(restore=restore)

    def _start(self, *, restore: bool) -> None:
        options = Options()
        options.binary_location = PYTHON
        options.page_load_strategy = (
            "none"  # Otherwise, commands would wait for a page that never loads.
        )
        for argument in [*self._arguments, "restore" if restore else "new"]:
            options.add_argument(argument)
        homes = ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")
        private = dict.fromkeys(homes, str(self.profile))
        shown = {"DISPLAY": self._display.name, "GDK_BACKEND": "x11", "NO_AT_BRIDGE": "1"}
        self._service = Service(
            env={**os.environ, **private, **shown}, popen_kw={"start_new_session": True}
        )
        try:
            self._open_window(options)
        except (WebDriverException, ReadTimeoutError):
            self._open_window(options)  # The driver sometimes never opens a window.
        if restore:
            self.wait_for("location.href !== 'about:blank'")

    def _open_window(self, options: Options) -> None:
        self._service.start()
        told = ClientConfig(self._service.service_url, timeout=60)
        try:
            self._driver = WebDriver(RemoteConnection(client_config=told), options=options)
        except BaseException:
            self._kill_browser()
            raise
        told.timeout = ANSWER

    def go(self, address: str) -> None:
        with self._coming():
            self._driver.get(address)

    def click(self, css: str) -> None:
        """Click an element in the middle of the window.

        The driver refuses to click an element that is just below the edge of the window.
        """
        found = self._found(css)
        self._driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", found)
        found.click()

    def follow(self, css: str) -> None:
        """Click a link or button, and wait until the next page has loaded."""
        with self._coming():
            self.click(css)

    def press(self, *keys: str) -> None:
        """Press and release each key in turn; special keys have their WebDriver names."""
        strokes = ActionChains(self._driver, duration=0)
        for key in keys:
            strokes = strokes.key_down(key).key_up(key)
        strokes.perform()

    def tap(self, css: str) -> None:
        """Click without waiting for another page."""
        ActionChains(self._driver, duration=0).click(self._found(css)).perform()

    def run(self, script: str) -> Any:
        """The result of a script that runs in the page."""
        return self._driver.execute_script(script)

    def run_inside(self, script: str) -> Any:
        """The result of a script that runs in the frame of the page."""
        self._driver.switch_to.frame(self._found("iframe"))
        try:
            return self.run(script)
        finally:
            self._driver.switch_to.default_content()

    def open_tab(self) -> None:
        """Open another tab in the foreground; commands still go to the previous one."""
        shown = self._driver.current_window_handle
        self._driver.switch_to.new_window("tab")
        self._driver.switch_to.window(shown)

    def back(self) -> None:
        with contextlib.suppress(TimeoutError), self._coming():  # There may be no previous page.
            self._driver.back()

    def forward(self) -> None:
        with contextlib.suppress(TimeoutError), self._coming():
            self._driver.forward()

    def reload(self) -> None:
        with self._coming():
            self._driver.refresh()

    def reopen_tab(self) -> None:
        """Close this tab and restore it from the session."""
        self._end()
        self._start(restore=True)

    @property
    def is_running(self) -> bool:
        return self._service.process.poll() is None

    def source(self) -> str:
        return self._driver.page_source

    def text(self) -> str:
        """The text of the page with everything expanded, and the selected options."""
        self.run(OPENED)
        shown = self.run("return document.body.innerText")
        named = self.run(CHOSEN)  # immediately, because a restored page may be reloading
        return f"{shown}\n{[name for name in named if name]}"

    def is_shown(self, css: str) -> bool:
        """Whether the page has such an element, and it is visible."""
        found = self._driver.find_elements(By.CSS_SELECTOR, css)
        return bool(found) and found[0].is_displayed()

    def address(self) -> str:
        return self._driver.current_url

    def close(self) -> None:
        """Close the window, as a user would."""
        self._end()
        self._display.end()

    def kill(self) -> None:
        """Kill the browser without letting it clean up."""
        self._kill_browser()
        self._display.end()

    def _kill_browser(self) -> None:
        os.killpg(self._service.process.pid, signal.SIGKILL)
        self._service.process.wait(30)

    def _end(self) -> None:
        self._driver.close()
        self._driver.quit()
        self._service.stop()

    @contextlib.contextmanager
    def _coming(self) -> Iterator[None]:
        """Perform an action that leads to another page, and wait until it has loaded."""
        self._pages += 1
        self.run(f"document.documentElement.setAttribute('data-seen', {self._pages})")
        yield
        self.wait_for(f"document.documentElement.getAttribute('data-seen') !== '{self._pages}'")

    def wait_for(self, condition: str) -> None:
        """Wait for a completely loaded page for which a JavaScript condition holds."""
        for _ in range(200):
            with contextlib.suppress(WebDriverException, ReadTimeoutError):
                if self.run(f"return document.readyState === 'complete' && {condition}"):
                    return
            time.sleep(0.05)
        raise TimeoutError("no page was loaded")

    def _found(self, css: str) -> WebElement:
        return self._driver.find_element(By.CSS_SELECTOR, css)


class _Display:
    """A virtual screen that accepts no network connections."""

    def __init__(self) -> None:
        told, tell = os.pipe()
        self._process = subprocess.Popen(
            [
                str(XVFB),
                "-displayfd",
                str(tell),
                "-nolisten",
                "tcp",
                "-screen",
                "0",
                "1280x1024x24",
            ],
            pass_fds=[tell],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        os.close(tell)
        with os.fdopen(told) as number:
            self.name = f":{number.readline().strip()}"

    def end(self) -> None:
        self._process.terminate()
        self._process.wait(30)
