"""Every state of every page is valid HTML, because browsers repair invalid HTML differently."""

import shutil
import subprocess
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser

from assessment.screening.results import Screening
from tests.formposts import submit
from tests.journeys.states import device, outcome_answers, states
from tests.proving import needs
from tests.small import PAGES

ROOT = Path(__file__).parents[2]
VALIDATE = ROOT / "node_modules" / ".bin" / "html-validate"

pytestmark = [
    needs(shutil.which("node"), "Node.js, which html-validate runs on"),
    needs(VALIDATE.exists(), "html-validate, which `npm ci` sets up"),
]


def faults(folder: Path) -> str:
    """The errors that html-validate reports for the pages in a folder; empty if all are valid."""
    config = ROOT / ".htmlvalidate.json"
    command = [str(VALIDATE), "--config", str(config), "--formatter", "text", str(folder)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    return ran.stdout + ran.stderr


def test_invalid_html_is_reported(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<!doctype html><p id=a><button id=a><button></p>")
    assert "no-dup-id" in faults(tmp_path)


@pytest.mark.prove
def test_every_response_of_the_server_is_valid_html(
    client: httpx.Client, screenings: dict[str, Screening], tmp_path: Path
) -> None:
    for lang in ("en", "es"):
        for path in (*PAGES, "nowhere"):
            (tmp_path / f"{lang}-{path}.html").write_text(client.get(f"/{lang}/{path}").text)
        for track, screening in screenings.items():
            for outcome, answers in outcome_answers(screening).items():
                sent = submit(client, track, answers, lang=lang)
                (tmp_path / f"{lang}-{track}-{outcome}.html").write_text(sent.text)
    assert not faults(tmp_path)


@pytest.mark.prove
@pytest.mark.parametrize("lang", ["en", "es"])
def test_every_state_of_a_page_is_valid_html(
    chromium: Browser, server: str, screenings: dict[str, Screening], tmp_path: Path, lang: str
) -> None:
    for script in (True, False):
        context = device(chromium, server, script=script)
        page = context.new_page()
        for state in states(screenings, script=script):
            state.open(page, lang)
            (tmp_path / f"{state}-{script}.html".replace(" ", "-")).write_text(page.content())
        context.close()
    assert not faults(tmp_path)
