"""Pictures of the pages in docs/images/, and what a screen reader says of them in docs/spoken/.

Run by `make images`. Both are looked at by people; a test holds the spoken words to the pages.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from assessment.content.loading import load
from assessment.resources import root
from assessment.screening.results import Screening
from tests.journeys.states import TRACKS, device, states
from tests.journeys.walks import spoken

DOCS = Path(__file__).parents[1] / "docs"
PHONE, DESKTOP = (360, 740), (1280, 800)
PICTURES = {
    "start": [(PHONE, "light"), (PHONE, "dark"), (DESKTOP, "light")],
    "self 1": [(PHONE, "light")],
    "self 1 opened": [(PHONE, "light"), (PHONE, "dark")],
    "self 3 opened": [(PHONE, "light"), (DESKTOP, "light")],
    "bystander 1": [(PHONE, "light")],
    "self clear_signs": [(PHONE, "light"), (DESKTOP, "light"), (DESKTOP, "dark")],
    "self no_signs": [(PHONE, "light")],
    "bystander under_18": [(PHONE, "light"), (DESKTOP, "light")],
    "help": [(PHONE, "light"), (DESKTOP, "light")],
    "learn": [(PHONE, "light"), (DESKTOP, "light")],
    "privacy": [(PHONE, "light")],
    "error 404": [(PHONE, "light")],
}
TALLEST = 1500


def pictures(browser: Browser, server: str, screenings: dict[str, Screening]) -> None:
    """Take each picture, the start of a long page only."""
    plain = {state.name: state for state in states(screenings, script=False)}
    named = plain | {state.name: state for state in states(screenings, script=True)}
    for name, looks in PICTURES.items():
        for (width, height), scheme in looks:
            size = {"width": width, "height": height}
            context = device(browser, server, viewport=size, color_scheme=scheme)
            page = context.new_page()
            named[name].open(page, "en")
            tall = min(TALLEST, page.evaluate("document.documentElement.scrollHeight"))
            page.set_viewport_size({"width": width, "height": tall})
            page.evaluate("document.activeElement.blur()")
            where = "phone" if width < 600 else "desktop"
            file = f"{name.replace(' ', '-').replace('_', '-')}-{where}-{scheme}.png"
            page.screenshot(path=DOCS / "images" / file)
            context.close()


def main() -> None:
    """Start the program, open a browser, and make everything anew."""
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
            for track in TRACKS:
                (DOCS / "spoken" / f"{track}.md").write_text(spoken(browser, server, track))
            browser.close()
        process.terminate()


if __name__ == "__main__":
    main()
