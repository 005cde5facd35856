"""A nurse, a friend, or a clerk is worried about somebody else."""

import pytest
from playwright.sync_api import Page

from assessment.content.loading import Content
from tests.journeys.walking import all_words, choose, follow, walk
from tests.proving import left_to_prove

WORRIED = {
    "role": "health",
    "under_18": "guess",
    "say_no": "yes",
    "watched": "yes",
    "trade": "guess",
    "hurt": "yes",
    "safe_talk": "yes",
}
FRIEND = {"role": "friend"}
NEVER = ("confront", "rescue them", "follow them", "record them")


@pytest.mark.parametrize("lang", ["en", left_to_prove("es")])
def test_results_are_the_same_with_and_without_javascript(
    lang: str, phone: Page, plain_phone: Page
) -> None:
    phone.goto(f"/{lang}/bystander")
    walk(phone, WORRIED)
    plain_phone.goto(f"/{lang}/bystander")
    choose(plain_phone, WORRIED)
    follow(plain_phone, ".send button")
    assert all_words(phone, ".results") == all_words(plain_phone, ".results")


def parts_shown(page: Page, answers: dict[str, str]) -> str:
    """The text of the results for these answers."""
    page.goto("/en/bystander")
    walk(page, answers)
    return all_words(page, ".results")


def titles(content: Content, *advice: str) -> list[str]:
    """The headings of these pieces of advice."""
    return [a.title for a in content.questionnaire.advice if a.id in advice]


def test_advice_says_how_to_talk_what_not_to_do_and_what_to_note(
    phone: Page, content: Content
) -> None:
    said = parts_shown(phone, WORRIED | FRIEND)
    wanted = titles(content, "talk", "avoid", "note")
    assert [title for title in wanted if title in said] == wanted


def test_no_advice_on_talking_is_shown_if_talking_is_not_safe(
    phone: Page, content: Content
) -> None:
    said = parts_shown(phone, WORRIED | FRIEND | {"safe_talk": "unsure"})
    [how], [before] = titles(content, "talk"), titles(content, "talk_first")
    assert how not in said
    assert before in said


def test_advice_never_sends_anybody_into_danger(phone: Page) -> None:
    said = parts_shown(phone, WORRIED).lower()
    assert not [phrase for phrase in NEVER if phrase in said]


def test_help_for_the_person_is_never_promised_to_the_bystander(
    phone: Page, content: Content
) -> None:
    said = parts_shown(phone, WORRIED)
    voiced = [(a.own, a.bystander) for a in content.questionnaire.assistance]
    named = [(own.title, theirs.title) for own, theirs in voiced if own and theirs]
    differing = [(own, theirs) for own, theirs in named if own != theirs and theirs in said]
    assert differing
    assert not [own for own, _ in differing if own in said]
