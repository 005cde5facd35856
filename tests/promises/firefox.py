"""A real Firefox with a profile of its own, driven by its own remote protocol (Marionette).

Playwright's Firefox is a patched one; what a stock Firefox writes to the disk needs a stock one.
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

from tests.promises.servers import free_port
from tests.proving import needs

PATH = shutil.which("firefox-esr") or shutil.which("firefox")
NEEDED = needs(PATH, "firefox-esr")
SYSTEM_ACCESS = "--remote-allow-system-access"
"""Lets a test press what is not on the page, such as "reopen closed tab"."""
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
PREFERENCES = {
    # The usual settings of a user, not those that the remote protocol would like.
    "remote.prefs.recommended": False,
    "browser.startup.page": 3,
    # So that a test need not wait fifteen seconds for what a user's browser writes anyway.
    "browser.sessionstore.interval": 500,
    "toolkit.startup.max_resumed_crashes": -1,
    # Nothing leaves this computer: every other name fails, as do the browser's own calls.
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
        """Click what leads to another page, and wait until that page has come."""
        before = self.source()
        self.click(css)
        for _ in range(100):
            if self.source() != before:
                return
            time.sleep(0.1)
        raise TimeoutError("no page came")

    def press(self, *keys: str) -> None:
        """Press and let go of each key in turn; special keys as WebDriver names them."""
        kinds = ("keyDown", "keyUp")
        strokes = [{"type": kind, "value": key} for key in keys for kind in kinds]
        self._act({"type": "key", "id": "keyboard", "actions": strokes})

    def tap(self, css: str) -> None:
        """Click without waiting for a page to come of it."""
        place = {"type": "pointerMove", "x": 0, "y": 0, "origin": {ELEMENT: self._found(css)}}
        press = [{"type": kind, "button": 0} for kind in ("pointerDown", "pointerUp")]
        self._act({"type": "pointer", "id": "mouse", "actions": [place, *press]})

    def _act(self, source: dict[str, object]) -> None:
        self._tell("WebDriver:PerformActions", actions=[source])

    def run(self, script: str) -> Any:
        """What a script returns that runs in the page."""
        return self._tell("WebDriver:ExecuteScript", script=script, args=[])

    def turn_to_tab(self, number: int) -> None:
        """Show another tab, as a user does; the commands go on to the one from before."""
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
        """Reload, and say yes where the browser asks whether to send a form again."""
        self._tell("Marionette:SetContext", value="chrome")
        with contextlib.suppress(RuntimeError):
            self.run("gBrowser.reload()")
        self._tell("Marionette:SetContext", value="content")
        time.sleep(1)
        with contextlib.suppress(RuntimeError):
            self._tell("WebDriver:AcceptAlert")
        time.sleep(1)

    def reopen_tab(self) -> None:
        """Close this tab, and get it back from the list of closed ones."""
        self._tell("Marionette:SetContext", value="chrome")
        self.run("gBrowser.addTrustedTab('about:blank')")
        self.run("gBrowser.removeTab(gBrowser.selectedTab)")
        time.sleep(1)
        self.run("SessionStore.undoCloseTab(window, 0)")
        self._tell("Marionette:SetContext", value="content")
        self._to_a_page()

    def _to_a_page(self) -> None:
        """Look at the tab that came back, which takes the browser a while."""
        for _ in range(20):
            time.sleep(0.5)
            for handle in self._tell("WebDriver:GetWindowHandles"):
                self._tell("WebDriver:SwitchToWindow", handle=handle)
                if self.address().startswith("http"):
                    time.sleep(0.5)
                    return
        raise TimeoutError("no tab came back")

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def source(self) -> str:
        return str(self._tell("WebDriver:GetPageSource"))

    def text(self) -> str:
        """What can be read on the page, and what is chosen on it."""
        if "<body" not in self.source():
            return ""
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
        """End as a user does who closes the window."""
        with contextlib.suppress(ConnectionError, RuntimeError, OSError):
            self._tell("Marionette:Quit", flags=["eAttemptQuit"])
        self._process.wait(30)
        self._wire.close()

    def kill(self) -> None:
        """End without a chance to tidy up."""
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
            raise ConnectionError("the browser is gone")
        self._received += piece


def _connected(port: int) -> socket.socket:
    for _ in range(240):
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=60)
        except OSError:
            time.sleep(0.25)
    raise TimeoutError("Firefox did not start")
