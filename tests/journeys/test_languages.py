"""Readers get from the start to the results in every offered language."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.languages import offered
from tests.journeys.states import choose, device
from tests.journeys.test_accessibility_layout import WIDE
from tests.journeys.walking import follow, walk
from tests.proving import left_to_prove

HELD = {"say_no": "yes", "trade": "yes", "debt_owed": "yes", "papers_held": "yes"}
LANGUAGES = [left_to_prove(lang, unless=lang == offered()[-1]) for lang in offered()]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_a_reader_gets_from_the_start_to_the_results_in_their_language(
    lang: str, script: bool, chromium: Browser, server: str
) -> None:
    context = device(chromium, server, script=script, viewport={"width": 320, "height": 640})
    page = context.new_page()
    page.goto(f"/{lang}/")
    follow(page, f'a.choice[href="/{lang}/self"]')
    if script:
        walk(page, HELD)
    else:
        choose(page, HELD)
        follow(page, ".send button")
    assert page.locator("html").get_attribute("lang") == lang
    assert page.locator(".results .sign").count() >= 2
    assert page.locator('.results a[href^="tel:"]').count() > 2
    assert page.evaluate(WIDE) == []
    context.close()


def test_a_number_to_call_is_in_view_in_every_language(chromium: Browser, server: str) -> None:
    """A reader with ten seconds and a small phone must not have to scroll."""
    context = device(chromium, server, viewport={"width": 360, "height": 640})
    page = context.new_page()
    for lang in offered():
        page.goto(f"/{lang}/")
        box = page.locator('main a[href^="tel:"]').first.bounding_box()
        assert box, lang
        assert box["y"] + box["height"] <= 640, lang
    context.close()


@pytest.mark.skipif("ur" not in offered(), reason="Urdu is not offered")
def test_a_typeface_of_one_language_is_not_used_for_others(chromium: Browser, server: str) -> None:
    """On posters in several languages, Arabic text in the typeface for Urdu overlaps."""
    page = device(chromium, server).new_page()
    page.goto("/ur/")
    font = "element => getComputedStyle(element).fontFamily"
    others = [other.evaluate(font) for other in page.locator("[lang] [lang]").all()]
    assert others
    assert page.locator("html").evaluate(font) not in others
    page.context.close()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_site_opens_in_the_browsers_language(lang: str, chromium: Browser, server: str) -> None:
    context = chromium.new_context(locale=lang, base_url=server)
    page = context.new_page()
    page.goto("/")
    page.wait_for_url(f"**/{lang}/")
    context.close()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_answers_stay_in_every_other_language(
    lang: str, chromium: Browser, server: str
) -> None:
    context = device(chromium, server)
    page = context.new_page()
    page.goto(f"/{lang}/self")
    choose(page, {"say_no": "unsure"})
    for other in offered():
        if other != page.locator("html").get_attribute("lang"):
            page.locator(f'[data-language="/{other}/self"]').press("Enter")
            page.locator(f'html[lang="{other}"]').wait_for()
            assert page.locator('[data-question="say_no"] [data-option="unsure"]').is_checked()
    context.close()
