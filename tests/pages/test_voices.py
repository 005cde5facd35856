"""Text meant for the person at risk is never shown to a worried bystander, and vice versa."""

import re
from collections.abc import Iterator
from html import unescape

import httpx
import pytest

from assessment.content.loading import Content
from assessment.content.passages import Advice
from assessment.content.questionnaire import Questionnaire
from assessment.content.rules import ContentModel
from assessment.content.traversal import texts
from assessment.screening.results import Screening

TRACKS = {"self": "bystander", "bystander": "self"}


def passages(asking: Questionnaire, track: str) -> Iterator[ContentModel]:
    voiced = (asking.emergency, *asking.outcomes, *asking.assistance)
    yield from (passage for each in voiced if (passage := each.passage(track)))
    yield from asking.topics_of(track)
    yield from (advice for advice in asking.advice if advice.track == track)


def spoken(asking: Questionnaire, track: str) -> set[str]:
    """All text for readers on this track."""
    said = {text for passage in passages(asking, track) for _, text in texts(passage)}
    for indicator in asking.indicators:
        own = (indicator.clear, indicator.some)
        said.update(own if track == "self" else (indicator.theirs,))
    return said.union(asking.closing.own if track == "self" else asking.closing.bystander)


@pytest.fixture(params=TRACKS)
def track(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(client: httpx.Client, track: str) -> set[str]:
    """All text of a track: its questions and its possible results."""
    html = client.get(f"/en/{track}").text
    return {unescape(text).strip() for text in re.split(r"<[^>]*>", html)}


def test_no_page_contains_text_for_the_other_track(
    content: Content, page: set[str], track: str
) -> None:
    asking = content.questionnaire
    for_both = {indicator.name for indicator in asking.indicators}
    others = spoken(asking, TRACKS[track]) - spoken(asking, track) - for_both
    assert len(others) > 30
    assert others & page == set()


def test_every_page_contains_all_text_of_its_track(
    content: Content, page: set[str], track: str
) -> None:
    said = spoken(content.questionnaire, track)
    assert len(said) > 30
    assert said - page == set()


def test_advice_for_one_track_never_appears_on_the_other(
    screenings: dict[str, Screening], track: str
) -> None:
    def offered(of: str) -> list[Advice]:
        return [advice for advice in screenings[of].advice if advice.track == track]

    assert offered(track)
    assert offered(TRACKS[track]) == []
