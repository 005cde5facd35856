"""A WebKitGTK browser with a profile on disk, which WebKitWebDriver can control.

WebKitGTK's own MiniBrowser stores nothing under remote control. This window stores what WebKit
stores for a user: cookies, storage, cache, icons, and the session that the next start restores.

It needs GObject bindings, so the system's Python runs it:
`/usr/bin/python3 webkit_window.py PROFILE on|off PROXY new|restore`
"""

import sys
from pathlib import Path
from typing import Any

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402  (the versions must be set before the import)

SAVE_EVERY = 500
"""Milliseconds between writes of the session."""


def _context(profile: Path, proxy: str) -> Any:
    """A browser that stores in `profile` and uses `proxy` for everything but 127.0.0.1."""
    manager = WebKit2.WebsiteDataManager(
        base_data_directory=str(profile / "data"), base_cache_directory=str(profile / "cache")
    )
    manager.set_network_proxy_settings(
        WebKit2.NetworkProxyMode.CUSTOM, WebKit2.NetworkProxySettings.new(proxy, ["127.0.0.1"])
    )
    context = WebKit2.WebContext.new_with_website_data_manager(manager)
    context.get_cookie_manager().set_persistent_storage(
        str(profile / "cookies.sqlite"), WebKit2.CookiePersistentStorage.SQLITE
    )
    context.set_favicon_database_directory(str(profile / "icons"))
    context.set_automation_allowed(True)
    return context


class Window:
    """A window with tabs; the one that was opened last is in the foreground."""

    def __init__(self, profile: Path, *, script: bool, proxy: str, restore: bool) -> None:
        self._session = profile / "session"
        self._settings = WebKit2.Settings(
            enable_javascript=script,
            hardware_acceleration_policy=WebKit2.HardwareAccelerationPolicy.NEVER,
        )
        self._context = _context(profile, proxy)
        self._context.connect("automation-started", self._driven)
        self._tabs = Gtk.Notebook()
        self._first = self._tab()
        window = Gtk.Window(default_width=1024, default_height=768)
        window.add(self._tabs)
        window.show_all()
        if restore:
            self._restore()
        GLib.timeout_add(SAVE_EVERY, self._save)

    def _driven(self, _context: Any, session: Any) -> None:
        info = WebKit2.ApplicationInfo()
        info.set_name("MiniBrowser")  # the name that drivers expect
        session.set_application_info(info)
        session.connect("create-web-view::window", lambda _: self._first)
        session.connect("create-web-view::tab", lambda _: self._tab())

    def _tab(self) -> Any:
        view = WebKit2.WebView(
            web_context=self._context, settings=self._settings, is_controlled_by_automation=True
        )
        view.show()
        view.connect("close", self._closed)
        self._tabs.set_current_page(self._tabs.append_page(view))
        return view

    def _closed(self, view: Any) -> None:
        if view is self._first:
            self._save()
            Gtk.main_quit()
        else:
            view.destroy()

    def _save(self) -> bool:
        self._session.write_bytes(self._first.get_session_state().serialize().get_data())
        return True

    def _restore(self) -> None:
        kept = WebKit2.WebViewSessionState.new(GLib.Bytes.new(self._session.read_bytes()))
        self._first.restore_session_state(kept)
        last = self._first.get_back_forward_list().get_current_item()
        if last:
            self._first.go_to_back_forward_list_item(last)


def _version() -> str:
    parts = (WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version())
    return f"WebKitGTK {'.'.join(map(str, parts))}"


if __name__ == "__main__":
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(_version())
        sys.exit()
    folder, script, proxy, start = sys.argv[1:]
    Window(Path(folder), script=script == "on", proxy=proxy, restore=start == "restore")
    Gtk.main()
