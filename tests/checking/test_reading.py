"""Measures the reading grade of each page, because a tired person must be able to read it."""

import re
from collections.abc import Iterator
from html import unescape

import httpx
import pytest
import textstat

from assessment.content.loading import Content
from tests.small import PAGES

BLOCK = re.compile(r"</(?:p|li|h[1-6]|dt|dd|legend|label|summary|button)>")
UNREAD = re.compile(r"<(script|style|template|svg|select)\b.*?</\1>", re.DOTALL)
NUMBER = re.compile(r"<(\w+)[^>]*translate=\"no\".*?</\1>", re.DOTALL)
MAIN = re.compile(r"<main.*?</main>", re.DOTALL)
# Names of helpers and laws do not count, because we do not choose them.
NAME = re.compile(r"<h3>.*?</h3>|<ul class=\"sources\">.*?</ul>", re.DOTALL)


def sentences(html: str) -> str:
    """The text of a page's main part, one sentence per line."""
    main = MAIN.search(UNREAD.sub("", html))
    assert main
    lines = BLOCK.sub("\n", NUMBER.sub("", NAME.sub("", main[0])))
    lines = unescape(re.sub(r"<[^>]+>", " ", lines))
    tidy = [re.sub(r"\s+", " ", line).strip() for line in lines.splitlines()]
    # A label such as "Yes" is not a sentence and would lower the grade of the text around it.
    said = [line for line in tidy if line.count(" ") > 2]
    return " ".join(line if line[-1] in ".?!" else line + "." for line in said)


def grade(text: str) -> float:
    """The US school grade at which children can read a text easily."""
    return float(textstat.flesch_kincaid_grade(text))


@pytest.mark.parametrize("path", PAGES)
def test_an_english_page_reads_at_grade_6(client: httpx.Client, path: str) -> None:
    assert grade(sentences(client.get(f"/en/{path}").text)) <= 6


def test_questions_read_at_grade_5(content: Content) -> None:
    hard: dict[str, float] = {}
    for topic in content.questionnaire.topics:
        asked = content.questionnaire.questions_of(topic.track)
        texts = [q.text for q in asked if q in topic.questions]
        texts += [q.hint for q in topic.questions if q.hint]
        hard |= {topic.id: grade(" ".join(texts))}
    assert {name: found for name, found in hard.items() if found > 5} == {}


def test_difficult_text_is_reported() -> None:
    assert grade("Individuals experiencing exploitation may demonstrate hypervigilance.") > 6


@pytest.fixture
def in_spanish() -> Iterator[None]:
    """Measure grades in Spanish, and switch back to English after the test."""
    textstat.set_lang("es")
    yield
    textstat.set_lang("en")


@pytest.mark.usefixtures("in_spanish")
@pytest.mark.parametrize("path", PAGES)
def test_a_spanish_page_is_easy_to_read(client: httpx.Client, path: str) -> None:
    # On the Fernández-Huerta scale, 70 and above is easy to read, at about grade 6.
    assert textstat.fernandez_huerta(sentences(client.get(f"/es/{path}").text)) >= 70
