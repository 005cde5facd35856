"""A proxy that forbids inline scripts and styles must not lock readers out."""

import pytest
from playwright.sync_api import Page, Route

from tests.journeys.walking import follow
from tests.proving import left_to_prove

STRICT = "default-src 'self'; script-src 'self'; form-action 'self'"


@pytest.fixture
def behind(phone: Page) -> Page:
    """A phone that gets each page with the proxy's policy in addition to ours."""

    def add_policy(route: Route) -> None:
        answer = route.fetch()
        policies = f"{answer.headers['content-security-policy']}, {STRICT}"
        headers = {**answer.headers, "content-security-policy": policies}
        route.fulfill(response=answer, headers=headers)

    phone.route("**/*", add_policy)
    return phone


@pytest.mark.parametrize("track", ["self", left_to_prove("bystander")])
def test_the_plain_form_works_without_inline_scripts_and_styles(behind: Page, track: str) -> None:
    behind.goto(f"/en/{track}")
    assert behind.evaluate("getComputedStyle(document.body).margin") == "8px", (
        "the proxy's policy must be applied"
    )
    behind.locator('[data-question="danger_now"] [data-option="yes"]').check()
    follow(behind, ".send button")
    assert behind.locator("main h1").is_visible()
    assert behind.locator('a[href="tel:911"]').first.is_visible()


def test_the_exit_is_a_link_without_inline_scripts(behind: Page) -> None:
    behind.goto("/en/self")
    assert behind.locator("a.exit").is_visible()
    assert behind.evaluate("document.querySelector('a.exit').pathname") == "/leave"
