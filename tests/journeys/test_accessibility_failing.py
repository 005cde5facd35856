"""Readers can answer the questions in old browsers and when scripts fail."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from assessment.resources import root
from tests.journeys.states import device
from tests.journeys.walking import follow, step
from tests.proving import left_to_prove

BREAKS = {
    "before its first line": ("var screening=", "var = screening="),
    "at its first line": ("var PATIENCE=20000", "!"),
    "while it starts": ("fill(given);", "fill(given); show(0); absent();"),
    "without the rules": ('id="rules">', 'id="rules">{'),
}
NEWER = re.compile(r"=>|`|\?\.|\?\?|\b(?:let|const|class|async|await)\s|\.\.\.|\*\*", re.ASCII)


@pytest.fixture
def changed(chromium: Browser, server: str) -> Iterator[tuple[Page, dict[str, str]]]:
    """A page, and the replacements to make in everything that the server sends to it."""
    context = device(chromium, server, bypass_csp=True)
    replaced: dict[str, str] = {}

    def change(route: Route) -> None:
        response = route.fetch(max_redirects=0)
        body = response.text()
        for old, new in replaced.items():
            body = body.replace(old, new)
        route.fulfill(response=response, body=body)

    context.route("**/*", change)
    yield context.new_page(), replaced
    context.close()


@pytest.mark.parametrize(
    "name", [left_to_prove(name, unless=name == "while it starts") for name in BREAKS], ids=str
)
def test_a_script_that_fails_leaves_a_working_form(
    changed: tuple[Page, dict[str, str]], name: str
) -> None:
    page, replaced = changed
    old, new = BREAKS[name]
    replaced[old] = new if new != "!" else f"throw 1;\n{old}"
    with page.expect_event("pageerror"):
        page.goto("/en/self")
    assert page.locator(".topic:visible").count() == page.locator(".topic").count()
    page.check("[data-question=say_no] [data-option=yes]")
    follow(page, ".send button")
    assert page.locator(".results h1").is_visible()


def test_a_step_that_fails_leaves_a_form_with_the_answers(
    changed: tuple[Page, dict[str, str]],
) -> None:
    page, replaced = changed
    replaced["screening.layout("] = "screening.absent("
    page.goto("/en/self")
    page.check('[data-question="danger_now"] [data-option="yes"]')
    with page.expect_event("pageerror"):
        step(page, "results")
    assert page.locator(".topic:visible").count() == page.locator(".topic").count()
    assert not page.locator(".steps").is_visible()
    follow(page, ".send button")
    assert page.locator(".results .emergency").is_visible()


def test_only_a_form_that_will_be_sent_says_so(
    changed: tuple[Page, dict[str, str]],
) -> None:
    page, replaced = changed
    page.goto("/en/self")
    assert not page.locator(".send span").is_visible()
    replaced["var screening="] = "var = screening="
    page.goto("/en/self")
    assert page.locator(".send span").is_visible()


def test_a_browser_that_does_not_support_has_shows_every_follow_up(
    changed: tuple[Page, dict[str, str]],
) -> None:
    page, replaced = changed
    replaced[":has("] = ":unheard-of("
    page.goto("/en/self")
    step(page, "next")
    assert page.locator(".topic:visible .follow-ups").first.is_visible()
    page.press("[data-question=say_no] [data-option=yes]", "Space")
    step(page, "results")
    assert page.locator("#results h1").is_visible()


@pytest.mark.parametrize("path", sorted((root() / "static").glob("*.js")), ids=lambda p: p.name)
def test_scripts_use_only_old_syntax(path: Path) -> None:
    code = re.sub(r"//.*|\"[^\"\n]*\"|'[^'\n]*'", "", path.read_text())
    assert not NEWER.findall(code)
