"""Goes through the questions as a person would, with and without JavaScript."""

import re

from playwright.sync_api import Page


def choose(page: Page, answers: dict[str, str]) -> None:
    """Select options of visible questions with the keyboard."""
    for question, option in answers.items():
        asked = page.locator(f'[data-question="{question}"]')
        more = page.locator(f'details:has([data-question="{question}"])')
        if more.count() and not more.evaluate("element => element.open"):
            more.locator("> summary").press("Enter")
        asked.locator(f'[data-option="{option}"]').press("Space")


def step(page: Page, name: str) -> None:
    """Press a step button with the keyboard; a tap would have to wait after the previous step."""
    page.locator(f'[data-step="{name}"]:visible').first.press("Enter")


def walk(page: Page, answers: dict[str, str]) -> None:
    """Go from the first topic to the results, one topic at a time."""
    for number in range(page.locator(".topic").count()):
        topic = page.locator(".topic").nth(number)
        here = topic.locator("[data-question]")
        ids = here.evaluate_all("all => all.map(one => one.dataset.question)")
        choose(page, {q: option for q, option in answers.items() if q in ids})
        step(page, "next")
    page.locator("#results h1").wait_for()


def follow(page: Page, selector: str) -> None:
    """Click a link or button, and wait until the next page has loaded."""
    with page.expect_navigation():
        page.locator(selector).first.click()


def words(page: Page, selector: str) -> str:
    """The text of a part of a page, with normalized whitespace."""
    return re.sub(r"\s+", " ", page.locator(selector).inner_text()).strip()


def all_words(page: Page, selector: str) -> str:
    """The text of a part of a page, including the text in closed `details` elements."""
    return re.sub(r"\s+", " ", page.locator(selector).text_content() or "").strip()
