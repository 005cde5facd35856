"""What a screen reader says on a track, line by line."""

from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.journeys.states import choose, device
from tests.journeys.walking import step

READER = Path(__file__).parents[2] / "node_modules/@guidepup/virtual-screen-reader/lib/esm"
ANSWERS = {"danger_now": "yes", "say_no": "yes", "trade": "yes", "debt_owed": "yes"}
# The screen reader reads one part of the page, as it would with the arrow keys.
READ = """async selector => {
    var reader = window.virtualReader, said = [];
    await reader.start({ container: document.querySelector(selector) });
    for (var i = 0; i < 3000; i++) {
        said.push(await reader.lastSpokenPhrase());
        await reader.next();
        if (await reader.lastSpokenPhrase() === said[0]) break;
    }
    await reader.stop();
    return said;
}"""


def reader_on(page: Page) -> None:
    """Load the virtual screen reader into a page."""
    code = (READER / "index.browser.js").read_text()
    name = code.rpartition("as Virtual,")[2].partition(" as virtual")[0]
    page.add_script_tag(content=f"{code}\nwindow.virtualReader = {name};", type="module")
    page.wait_for_function("window.virtualReader")


def spoken(browser: Browser, server: str, track: str) -> str:
    """What the screen reader says for each topic and for the results, as Markdown."""
    context = device(browser, server, bypass_csp=True)
    page = context.new_page()
    page.goto(f"/en/{track}")
    reader_on(page)
    choose(page, ANSWERS)
    lines = [f"# {track}: what a screen reader says", ""]
    for number in range(page.locator(".topic").count()):
        lines += [f"## Topic {number + 1}", "", *_said(page, ".topic:not([hidden])")]
        step(page, "next")
    lines += ["## Results", "", *_said(page, "#results")]
    context.close()
    return "\n".join(lines).rstrip() + "\n"


def _said(page: Page, selector: str) -> list[str]:
    return [*(f"- {phrase}" for phrase in page.evaluate(READ, selector)), ""]
