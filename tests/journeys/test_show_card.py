"""The words to show to a helper: one tap fills the screen, and one tap closes them."""

import pytest
from playwright.sync_api import Page

from tests.journeys.walking import step


@pytest.mark.parametrize("path", ["help", "guide"])
@pytest.mark.parametrize("fixture", ["phone", "plain_phone"])
def test_a_tap_shows_the_card_and_a_tap_anywhere_closes_it(
    path: str, fixture: str, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue(fixture)
    page.goto(f"/es/{path}")
    card, size = page.locator(".show__card"), page.viewport_size
    assert not card.is_visible()
    page.locator(".show .link").click()
    box = card.bounding_box()
    assert box
    assert size == {"width": box["width"], "height": box["height"]}
    assert "interpreter" in (card.locator('[lang="en"]').text_content() or "")
    assert page.locator(".exit").is_visible()
    page.locator(".exit").click(trial=True)
    page.mouse.click(180, 600)
    assert not card.is_visible()


def test_results_have_the_card_and_print_none(phone: Page) -> None:
    phone.goto("/es/self")
    step(phone, "results")
    before = phone.evaluate("history.length")
    phone.locator("#results .show > summary").press("Enter")
    assert phone.locator("#results .show__card").is_visible()
    assert phone.evaluate("history.length") == before
    phone.emulate_media(media="print")
    assert not phone.locator("#results .show__card").is_visible()


def test_a_contact_with_interpreters_says_how_to_ask_for_the_readers_language(phone: Page) -> None:
    phone.goto("/es/help")
    said = phone.locator('.contact q[lang="en"]').first.text_content() or ""
    assert said == "Spanish, please"
    phone.goto("/en/help")
    assert phone.locator(".contact q").count() == 0
