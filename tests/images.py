"""Creates screenshots of the pages in docs/images/, and screen reader transcripts in docs/spoken/.

`make images` runs this program. The screenshots are for people to look at; a test compares
the transcripts with the pages.
"""

import shutil
import subprocess
import sys
from base64 import b64decode
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from assessment.content.loading import load
from assessment.publishing.paper import PaperFiles
from assessment.resources import root
from assessment.screening.results import Screening
from tests.journeys.languages import offered
from tests.journeys.states import TRACKS, device, states
from tests.journeys.walks import spoken

DOCS = Path(__file__).parents[1] / "docs"
PHONE, DESKTOP = (360, 740), (1280, 800)
BOTH = [(PHONE, "light"), (DESKTOP, "light")]
PICTURES = {
    "start": [*BOTH, (PHONE, "dark")],
    "help": BOTH,
    "learn": BOTH,
    "privacy": BOTH,
    "self 1": BOTH,
    "self 1 opened": [*BOTH, (PHONE, "dark")],
    "self 3 opened": BOTH,
    "bystander 1": BOTH,
    "self clear_signs": [*BOTH, (PHONE, "dark"), (DESKTOP, "dark")],
    "self no_signs": BOTH,
    "self in danger": BOTH,
    "bystander clear_signs": BOTH,
    "bystander under_18": BOTH,
    "self again": [(PHONE, "light")],
    "error 404": BOTH,
}
IN_EVERY_LANGUAGE = ("start", "self 1", "self clear_signs", "help")
TALLEST = 1500
PAPERS = ("poster", "cards", "strips")


def pictures(browser: Browser, server: str, screenings: dict[str, Screening]) -> None:
    """Take each screenshot; for a long page, only the top of the page."""
    scripted = {state.name: state for state in states(screenings, script=True)}
    named = {state.name: state for state in states(screenings, script=False)} | scripted
    for name, looks in PICTURES.items():
        for (width, height), scheme in looks:
            size = {"width": width, "height": height}
            look = {"viewport": size, "color_scheme": scheme}
            context = device(browser, server, script=name in scripted, **look)
            page = context.new_page()
            named[name].open(page, "en")
            tall = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
            page.set_viewport_size({"width": width, "height": tall})
            page.evaluate("document.activeElement.blur()")
            where = "phone" if width < 600 else "desktop"
            file = f"{name.replace(' ', '-').replace('_', '-')}-{where}-{scheme}.webp"
            (DOCS / "images" / file).write_bytes(_picture(page))
            context.close()


def languages(browser: Browser, server: str, screenings: dict[str, Screening]) -> None:
    """Take one picture of each main page in every offered language, and write a page of them."""
    by_name = {state.name: state for state in states(screenings, script=True)}
    context = device(browser, server, viewport={"width": PHONE[0], "height": PHONE[1]})
    page, rows = context.new_page(), []
    for lang in offered():
        shown = []
        for name in IN_EVERY_LANGUAGE:
            by_name[name].open(page, lang)
            page.evaluate("document.activeElement.blur()")
            file = f"languages/{lang}-{name.replace(' ', '-').replace('_', '-')}.webp"
            (DOCS / "images" / "languages").mkdir(exist_ok=True)
            (DOCS / "images" / file).write_bytes(_picture(page))
            shown.append(f'<img src="{file}" alt="{lang}: {name}" width="360" loading="lazy">')
        rows.append(f"<h2>{lang}</h2>\n" + "\n".join(shown))
    context.close()
    head = '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n<title>Languages</title>\n'
    html = head + "<h1>The main pages in every language</h1>\n" + "\n".join(rows) + "\n</html>\n"
    (DOCS / "images" / "languages.html").write_text(html, encoding="utf-8")


def papers(browser: Browser) -> None:
    """Take screenshots of pages to print."""
    files = PaperFiles(date.today(), "https://example.org")
    page = browser.new_page(device_scale_factor=0.6)
    page.emulate_media(media="print")
    for job in files.jobs([], []):
        if (
            job.paper.kind in PAPERS
            and job.paper.languages[0] == "en"
            and job.paper.size == "letter"
        ):
            page.set_content(files.page(job).decode())
            page.locator(".piece").screenshot(path=DOCS / "images" / f"paper-{job.paper.kind}.png")


def _picture(page: Page) -> bytes:
    """The visible page as WebP, a quarter of the size of a PNG; Playwright cannot write WebP."""
    wire = page.context.new_cdp_session(page)
    shot = wire.send("Page.captureScreenshot", {"format": "webp", "quality": 80})
    return b64decode(shot["data"])


def main() -> None:
    """Start the program, open a browser, and create all files."""
    content = load(root() / "questions.yaml", root() / "contacts.yaml")
    area = content.directory.default_area
    screenings = {t: Screening(content.questionnaire, content.directory, t, area) for t in TRACKS}
    command = [sys.executable, "-m", "assessment", "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        server = process.stdout.readline().split()[2].rstrip("/")
        with sync_playwright() as playwright:
            names = ("chromium", "chromium-browser", "google-chrome")
            path = next((found for name in names if (found := shutil.which(name))), None)
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            pictures(browser, server, screenings)
            languages(browser, server, screenings)
            papers(browser)
            for track in TRACKS:
                (DOCS / "spoken" / f"{track}.md").write_text(spoken(browser, server, track))
            browser.close()
        process.terminate()


if __name__ == "__main__":
    main()
