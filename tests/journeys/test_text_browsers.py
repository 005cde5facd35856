"""Text browsers show only the requested content.

They support neither `hidden` nor CSS nor JavaScript, so they show everything that a page contains.
"""

import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

from assessment.content.loading import Content
from tests.formposts import fields
from tests.proving import needs
from tests.screening.answersets import CLEAR_ANSWERS

BROWSERS = {"lynx": ["lynx", "-dump", "-nolist"], "w3m": ["w3m", "-dump"]}
TRACKS = ("self", "bystander")
SCRIPTED = re.compile(r'<(\w+)[^>]*\b(?:type="button"|data-step)[^>]*>(.*?)</\1>', re.DOTALL)
"""Controls that work only with JavaScript."""

pytestmark = [
    pytest.mark.parametrize(
        "browser", [pytest.param(name, marks=needs(shutil.which(name), name)) for name in BROWSERS]
    ),
    pytest.mark.parametrize("track", TRACKS),
]


def _words(text: str) -> str:
    return " ".join(text.split())


def _shown(browser: str, address: str, *options: str, sent: str = "") -> str:
    """The text of a page as a browser shows it, with normalized whitespace."""
    done = subprocess.run(
        [*BROWSERS[browser], *options, address],
        input=sent,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return _words(done.stdout)


def _results(content: Content, track: str) -> list[str]:
    """The sentences of every outcome, piece of advice, and kind of help on a track."""
    asked = content.questionnaire
    voices = [voice.passage(track) for voice in (*asked.outcomes, *asked.assistance)]
    passages = [*filter(None, voices), *asked.advice]
    return [_words(text) for passage in passages for text in passage.text]


def test_a_text_browser_shows_no_result_before_an_answer(
    server: str, content: Content, browser: str, track: str
) -> None:
    shown = _shown(browser, f"{server}/en/{track}")
    assert [text for text in _results(content, track) if text in shown] == []


def test_a_text_browser_shows_no_control_that_needs_javascript(
    client: httpx.Client, server: str, browser: str, track: str
) -> None:
    page = client.get(f"/en/{track}").text
    names = {_words(re.sub("<[^>]+>", " ", found[1])) for found in SCRIPTED.findall(page)}
    shown = _shown(browser, f"{server}/en/{track}")
    assert [name for name in names if name and name in shown] == []
    assert "(BUTTON)" not in shown  # Lynx gives this name to a button that submits no form.


def test_a_text_browser_shows_every_question_and_the_results_of_the_answers(
    client: httpx.Client, content: Content, tmp_path: Path, browser: str, track: str
) -> None:
    address = str(client.base_url.join(f"/en/{track}"))
    shown = _shown(browser, address)
    core = [q for topic in content.questionnaire.topics_of(track) for q in topic.questions]
    assert [q.id for q in core if _words(q.text) not in shown] == []
    answers = {name: option for given in CLEAR_ANSWERS.values() for name, option in given.items()}
    form = urlencode([*fields(client.get(f"/en/{track}").text, answers), ("do", "results")])
    results = _posted(browser, address, form, tmp_path / "form")
    assert any(text in results for text in _results(content, track))


def test_numbers_and_the_exit_come_before_the_first_question(
    server: str, content: Content, browser: str, track: str
) -> None:
    shown = _shown(browser, f"{server}/en/{track}")
    first = next(content.questionnaire.questions_of(track))
    before = shown[: shown.index(_words(first.text))]
    assert "Leave now" in before
    assert "911" in before


def _posted(browser: str, address: str, form: str, file: Path) -> str:
    """The response when a browser posts a form."""
    if browser == "lynx":
        return _shown(browser, address, "-post_data", sent=f"{form}\n---\n")
    file.write_text(form, encoding="utf-8")
    return _shown(browser, address, "-post", str(file))
