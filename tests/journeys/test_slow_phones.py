"""On slow phones and connections, the layout is stable, little is loaded, and results appear."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys.states import TRACKS, device
from tests.journeys.walking import follow, step
from tests.proving import left_to_prove

PAGES = ("", "help", "learn", "privacy", *TRACKS)
POOR = 400_000 / 8
"""Bytes per second at 400 kbit/s; each response has 400 ms latency."""
WATCH = """() => {
    window.moved = [];
    new PerformanceObserver(list => list.getEntries().forEach(entry => moved.push(
        entry.sources.map(one => one.node && one.node.nodeName + " " + one.node.className)
    ))).observe({ type: "layout-shift", buffered: true });
}"""
# If a device has voices, the browser reports them some time after the page has loaded.
VOICE = """() => {
    Object.defineProperty(speechSynthesis, "getVoices", {
        value: () => window.voices || []
    });
}"""
SPEAK = """() => {
    window.voices = [{ localService: true, lang: document.documentElement.lang }];
    if (speechSynthesis.onvoiceschanged) speechSynthesis.onvoiceschanged();
}"""
SETTLED = "() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)))"


def poor_line(context: BrowserContext, page: Page, bytes_a_second: float = POOR) -> list[float]:
    """Slow down a page's connection, and return a list that collects the bytes of responses."""
    wire = context.new_cdp_session(page)
    came: list[float] = []
    wire.on("Network.loadingFinished", lambda event: came.append(event["encodedDataLength"]))
    wire.send("Network.enable")
    rates = {"downloadThroughput": bytes_a_second, "uploadThroughput": bytes_a_second}
    wire.send("Network.emulateNetworkConditions", {"offline": False, "latency": 400, **rates})
    return came


@pytest.fixture
def watched(chromium: Browser, server: str) -> Iterator[Page]:
    """A page that records layout shifts."""
    context = device(chromium, server)
    page = context.new_page()
    for script in (WATCH, VOICE):
        page.add_init_script(f"({script})()")
    yield page
    context.close()


def _moved(page: Page) -> list[list[str]]:
    page.evaluate(SPEAK)
    page.evaluate(SETTLED)
    moved: list[list[str]] = page.evaluate("moved")
    return moved


@pytest.mark.parametrize("lang", ["en", left_to_prove("es")])
def test_the_layout_does_not_shift_while_a_page_loads(watched: Page, lang: str) -> None:
    moved = {}
    for name in PAGES:
        watched.goto(f"/{lang}/{name}")
        moved[name] = _moved(watched)
    assert watched.locator("[data-aloud]").is_visible()
    assert moved == dict.fromkeys(PAGES, [])


@pytest.mark.prove
@pytest.mark.parametrize("lang", ["en", "es"])
def test_the_layout_does_not_shift_on_a_slow_connection(watched: Page, lang: str) -> None:
    poor_line(watched.context, watched)
    test_the_layout_does_not_shift_while_a_page_loads(watched, lang)


def test_a_layout_shift_is_detected(watched: Page) -> None:
    watched.goto("/en/privacy")
    watched.evaluate("document.querySelector('h1').style.paddingTop = '99px'")
    assert _moved(watched)


@pytest.mark.parametrize(
    ("track", "script"),
    [
        ("self", True),
        *(
            left_to_prove(track, script)
            for track, script in (("self", False), ("bystander", True), ("bystander", False))
        ),
    ],
)
def test_both_tracks_work_on_a_slow_connection(
    chromium: Browser, server: str, track: str, script: bool
) -> None:
    context = chromium.new_context(
        base_url=server, viewport={"width": 360, "height": 640}, java_script_enabled=script
    )
    page = context.new_page()
    came = poor_line(context, page)
    page.goto("/en/")
    follow(page, f".choices [href$={track}]")
    if script:
        page.locator("[data-step=next]").wait_for()
        while page.locator("[data-step=next]").is_visible():
            step(page, "next")
    else:
        follow(page, ".send button")
    page.locator(".results h1").wait_for()
    page.wait_for_load_state("networkidle")
    assert len(came) == (2 if script else 3)
    # The three pages of a visit without JavaScript miss the target of 60 KB (README.md).
    assert sum(came) < (60_000 if script else 80_000)
    context.close()


@pytest.mark.prove
def test_leaving_works_before_the_page_has_loaded(chromium: Browser, server: str) -> None:
    context = device(chromium, server)
    page = context.new_page()
    page.route("https://**", lambda route: route.fulfill(body="Away", content_type="text/html"))
    poor_line(context, page, POOR / 10)
    page.goto("/en/self", wait_until="commit")
    page.locator("a.exit").wait_for()
    state, steps = page.evaluate("[document.readyState, history.length]")
    assert state == "loading"
    for _ in range(3):
        page.keyboard.press("Shift")
    page.wait_for_url("https://**")
    assert page.evaluate("history.length") == steps
    context.close()
