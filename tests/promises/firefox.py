"""A real Firefox with its own profile, controlled through its own remote protocol (Marionette).

Playwright's Firefox is patched, and only a stock Firefox shows what Firefox writes to disk.
"""

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import time
from pathlib import Path
from typing import Any

from tests.promises.chromium import OPENED
from tests.promises.servers import free_port
from tests.proving import needs

PATH = shutil.which("firefox-esr") or shutil.which("firefox")
NEEDED = needs(PATH, "firefox-esr")
SYSTEM_ACCESS = "--remote-allow-system-access"
"""Lets a test use functions of the browser itself, such as "reopen closed tab"."""
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
PREFERENCES = {
    # The default settings of users, not those that the remote protocol sets.
    "remote.prefs.recommended": False,
    "browser.startup.page": 3,
    # Write the session at once; by default, Firefox does so every fifteen seconds.
    "browser.sessionstore.interval": 500,
    "toolkit.startup.max_resumed_crashes": -1,
    # Nothing leaves this computer: other names do not resolve, even for the browser itself.
    "network.dns.disabled": False,
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.proxy.no_proxies_on": "127.0.0.1",
    "browser.shell.checkDefaultBrowser": False,
    "browser.aboutwelcome.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "app.normandy.enabled": False,
}


class Firefox:
    """One window of a running Firefox."""

    name = "firefox"

    def __init__(self, profile: Path, *, script: bool, restore: bool = False) -> None:
        assert PATH
        self.profile = profile
        port = free_port()
        chosen = {**PREFERENCES, "javascript.enabled": script, "marionette.port": port}
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in chosen.items()]
        profile.mkdir(exist_ok=True)
        (profile / "user.js").write_text("\n".join(lines), encoding="utf-8")
        self._process = subprocess.Popen(
            [
                PATH,
                "--headless",
                "--no-remote",
                "--marionette",
                SYSTEM_ACCESS,
                "--profile",
                str(profile),
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            env={**os.environ, "HOME": str(profile.parent), "MOZ_CRASHREPORTER_DISABLE": "1"},
        )
        self._wire = _connected(port)
        self._received = b""
        self._count = 0
        self._message()
        self._tell(
            "WebDriver:NewSession", pageLoadStrategy="normal", unhandledPromptBehavior="accept"
        )
        if restore:
            self._to_a_page()

    def go(self, address: str) -> None:
        self._tell("WebDriver:Navigate", url=address)

    def click(self, css: str) -> None:
        self._tell("WebDriver:ElementClick", id=self._found(css))

    def follow(self, css: str) -> None:
        """Click a link or button, and wait until the next page has loaded."""
        before = self.source()
        self.click(css)
        for _ in range(100):
            if self.source() != before:
                return
            time.sleep(0.1)
        raise TimeoutError("no page was loaded")

    def press(self, *keys: str) -> None:
        """Press and release each key in turn; special keys have their WebDriver names."""
        kinds = ("keyDown", "keyUp")
        strokes = [{"type": kind, "value": key} for key in keys for kind in kinds]
        self._act({"type": "key", "id": "keyboard", "actions": strokes})

    def tap(self, css: str) -> None:
        """Click without waiting for another page."""
        place = {"type": "pointerMove", "x": 0, "y": 0, "origin": {ELEMENT: self._found(css)}}
        press = [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
        self._act({"type": "pointer", "id": "mouse", "actions": [place, *press]})

    def _act(self, source: dict[str, object]) -> None:
        self._tell("WebDriver:PerformActions", actions=[source])

    def run(self, script: str) -> Any:
        """The result of a script that runs in the page."""
        return self._tell("WebDriver:ExecuteScript", script=script, args=[])

    def run_inside(self, script: str) -> Any:
        """The result of a script that runs in the frame of the page."""
        self._tell("WebDriver:SwitchToFrame", element=self._found("iframe"))
        try:
            return self.run(script)
        finally:
            self._tell("WebDriver:SwitchToFrame", id=None)

    def turn_to_tab(self, number: int) -> None:
        """Switch to another tab, as a user would; commands still go to the previous one."""
        self._tell("Marionette:SetContext", value="chrome")
        self.run("if (!gBrowser.tabs[1]) gBrowser.addTrustedTab('about:blank')")
        self.run(f"gBrowser.selectedTab = gBrowser.tabs[{number}]")
        self._tell("Marionette:SetContext", value="content")
        time.sleep(0.5)

    def back(self) -> None:
        self._tell("WebDriver:Back")

    def forward(self) -> None:
        self._tell("WebDriver:Forward")

    def reload(self) -> None:
        """Reload the page, and confirm if the browser asks whether to send a form again."""
        self._tell("Marionette:SetContext", value="chrome")
        with contextlib.suppress(RuntimeError):
            self.run("gBrowser.reload()")
        self._tell("Marionette:SetContext", value="content")
        time.sleep(1)
        with contextlib.suppress(RuntimeError):
            self._tell("WebDriver:AcceptAlert")
        time.sleep(1)

    def reopen_tab(self) -> None:
        """Close this tab and restore it from the list of closed tabs."""
        self._tell("Marionette:SetContext", value="chrome")
        self.run("gBrowser.addTrustedTab('about:blank')")
        self.run("gBrowser.removeTab(gBrowser.selectedTab)")
        time.sleep(1)
        self.run("SessionStore.undoCloseTab(window, 0)")
        self._tell("Marionette:SetContext", value="content")
        self._to_a_page()

    def _to_a_page(self) -> None:
        """Switch to the restored tab, which the browser takes a while to open."""
        for _ in range(20):
            time.sleep(0.5)
            for handle in self._tell("WebDriver:GetWindowHandles"):
                self._tell("WebDriver:SwitchToWindow", handle=handle)
                if self.address().startswith(("http", "file")):
                    time.sleep(0.5)
                    return
        raise TimeoutError("no tab was restored")

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def source(self) -> str:
        return str(self._tell("WebDriver:GetPageSource"))

    def text(self) -> str:
        """The text of the page with everything expanded, and the selected options."""
        if "<body" not in self.source():
            return ""
        self.run(OPENED)
        body = self._tell("WebDriver:GetElementText", id=self._found("body"))
        chosen = self._tell(
            "WebDriver:FindElements", using="css selector", value="input[data-option]:checked"
        )
        named = [
            self._tell("WebDriver:GetElementAttribute", id=c[ELEMENT], name="data-option")
            for c in chosen
        ]
        return f"{body}\n{[name for name in named if name]}"

    def address(self) -> str:
        return str(self._tell("WebDriver:GetCurrentURL"))

    def close(self) -> None:
        """Close the window, as a user would."""
        with contextlib.suppress(ConnectionError, RuntimeError, OSError):
            self._tell("Marionette:Quit", flags=["eAttemptQuit"])
        self._process.wait(30)
        self._wire.close()

    def kill(self) -> None:
        """Kill the browser without letting it clean up."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(30)
        self._wire.close()

    def _found(self, css: str) -> str:
        found = self._tell("WebDriver:FindElement", using="css selector", value=css)
        return str(found[ELEMENT])

    def _tell(self, command: str, **parameters: Any) -> Any:
        self._count += 1
        message = json.dumps([0, self._count, command, parameters]).encode()
        self._wire.sendall(b"%d:%s" % (len(message), message))
        while (answer := self._message())[1] != self._count:
            pass
        if answer[2]:
            raise RuntimeError(f"{command}: {answer[2]['error']}: {answer[2]['message']}")
        result = answer[3]
        return result["value"] if isinstance(result, dict) and set(result) == {"value"} else result

    def _message(self) -> Any:
        while b":" not in self._received:
            self._receive()
        length, _, self._received = self._received.partition(b":")
        while len(self._received) < int(length):
            self._receive()
        message, self._received = self._received[: int(length)], self._received[int(length) :]
        return json.loads(message)

    def _receive(self) -> None:
        piece = self._wire.recv(65536)
        if not piece:
            raise ConnectionError("the browser closed the connection")
        self._received += piece


def _connected(port: int) -> socket.socket:
    for _ in range(240):
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=60)
        except OSError:
            time.sleep(0.25)
    raise TimeoutError("Firefox did not start")
