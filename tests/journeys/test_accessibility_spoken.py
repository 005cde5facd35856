"""A virtual screen reader reads both tracks: questions, help, and results."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from assessment.content.loading import Content
from tests.journeys.states import TRACKS, device
from tests.journeys.walking import step
from tests.journeys.walks import READER, spoken
from tests.proving import needs

# A browser in a container has no voice; this fake voice records what it is asked to say.
VOICES = """() => {
    window.said = [];
    window.SpeechSynthesisUtterance = function (text) { this.text = text; };
    var fake = {
        getVoices: () => [{ localService: %s, lang: "en-US" }],
        speak: one => { if (one.text.trim()) said.push(one.text); },
        cancel: () => { said.length = 0; },
    };
    Object.defineProperty(window, "speechSynthesis", { value: fake });
}"""


@pytest.fixture
def speaking(request: pytest.FixtureRequest, chromium: Browser, server: str) -> Iterator[Page]:
    """A page in a browser that has a local or a remote voice."""
    context = device(chromium, server)
    page = context.new_page()
    page.add_init_script(f"({VOICES % request.param})()")
    page.goto("/en/self")
    yield page
    context.close()


@needs(READER.exists(), "the screen reader, which `npm ci` sets up")
@pytest.mark.parametrize("track", TRACKS)
def test_a_screen_reader_reads_every_question_and_the_results(
    chromium: Browser, server: str, content: Content, track: str
) -> None:
    said = spoken(chromium, server, track)
    topics = content.questionnaire.topics_of(track)
    for topic in topics:
        assert f"- heading, {topic.title}, level 2" in said
        for question in topic.questions:
            assert not question.core or f"- group, {question.text}" in said
    passage = content.questionnaire.emergency.passage(track)
    assert passage
    urgent = passage.title
    assert said.index(urgent) < said.index("## Topic 2")
    results = said.partition("## Results")[2]
    assert len(re.findall(r"^- heading, .*, level 1$", results, re.MULTILINE)) == 1
    assert results.index(urgent) < results.index("level 1")


@pytest.mark.parametrize("speaking", ["true"], indirect=True)
def test_a_topic_is_read_aloud_on_request_until_the_next_step(speaking: Page) -> None:
    button = speaking.locator("[data-aloud]")
    title = speaking.locator(".topic:visible > h2").inner_text()
    assert speaking.evaluate("said") == []
    button.click()
    assert speaking.evaluate("said")[0] == title
    assert button.get_attribute("aria-pressed") == "true"
    step(speaking, "next")
    assert speaking.evaluate("said") == []
    assert button.get_attribute("aria-pressed") == "false"


@pytest.mark.parametrize("speaking", ["true"], indirect=True)
def test_results_are_read_aloud(speaking: Page) -> None:
    step(speaking, "results")
    speaking.press("[data-aloud]", "Enter")
    assert speaking.locator("#results h1").inner_text() in speaking.evaluate("said")


@pytest.mark.parametrize("speaking", ["false"], indirect=True)
def test_a_remote_voice_is_never_used(speaking: Page) -> None:
    assert not speaking.locator("[data-aloud]").is_visible()
