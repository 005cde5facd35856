"""How a person walks through the questions, with script and without."""

import re

from playwright.sync_api import Page


def choose(page: Page, answers: dict[str, str]) -> None:
    """Choose options of questions that are on the screen, with the keyboard."""
    for question, option in answers.items():
        asked = page.locator(f'[data-question="{question}"]')
        more = page.locator(f'details:has([data-question="{question}"])')
        if more.count() and not more.evaluate("element => element.open"):
            more.locator("> summary").press("Enter")
        asked.locator(f'[data-option="{option}"]').press("Space")


def step(page: Page, name: str) -> None:
    """Take a step with the keyboard: a finger would have to wait until the last one has settled."""
    page.locator(f'[data-step="{name}"]:visible').first.press("Enter")


def walk(page: Page, answers: dict[str, str]) -> None:
    """From the first topic to the results, one topic at a time."""
    for number in range(page.locator(".topic").count()):
        topic = page.locator(".topic").nth(number)
        here = topic.locator("[data-question]")
        ids = here.evaluate_all("all => all.map(one => one.dataset.question)")
        choose(page, {q: option for q, option in answers.items() if q in ids})
        step(page, "next")
    page.locator("#results h1").wait_for()


def follow(page: Page, selector: str) -> None:
    """Click what leads to another page, and wait until that page has come."""
    with page.expect_navigation():
        page.locator(selector).first.click()


def words(page: Page, selector: str) -> str:
    """The text of a part of a page, its white space evened out."""
    return re.sub(r"\s+", " ", page.locator(selector).inner_text()).strip()


def all_words(page: Page, selector: str) -> str:
    """The same with what closed details hold."""
    return re.sub(r"\s+", " ", page.locator(selector).text_content() or "").strip()
