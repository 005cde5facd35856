"""Both tracks work without a mouse and with a screen reader."""

import pytest
from playwright.sync_api import Browser, Page

from assessment.screening.results import Screening
from tests.journeys.states import TRACKS, device, states
from tests.proving import left_to_prove

FOCUSED = """() => {
    var on = document.activeElement, box = on.closest(".option") || on;
    var style = getComputedStyle(box), place = box.getBoundingClientRect();
    var bar = document.querySelector(".bar");
    var under = bar.contains(on) || on.classList.contains("skip") ? -1
        : bar.getBoundingClientRect().bottom;
    return {
        name: on.id || on.dataset.step || on.className || on.tagName,
        end: on === document.body,
        ring: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
        hidden: place.bottom <= under + 1 || place.top >= innerHeight,
    };
}"""


def heading(page: Page) -> str:
    """The focused element, which must be visible."""
    found = page.evaluate("[document.activeElement.tagName, !!document.activeElement.offsetParent]")
    return str(found[0]) if found[1] else ""


@pytest.mark.parametrize("track", TRACKS)
def test_the_results_can_be_reached_with_the_keyboard(phone: Page, track: str) -> None:
    phone.goto(f"/en/{track}")
    for topic in range(phone.locator(".topic").count()):
        assert phone.locator(".topic:visible > h2").count() == 1
        for _ in range(200):
            phone.keyboard.press("Tab")
            step = phone.evaluate("document.activeElement.dataset.step")
            if phone.evaluate("document.activeElement.matches(':checked')"):
                phone.keyboard.press("ArrowDown")
            if step == "next":
                break
        phone.keyboard.press("Enter")
        if topic < phone.locator(".topic").count() - 1:
            assert heading(phone) == "H2"
    assert phone.locator("#results h1").is_visible()
    first = "document.activeElement === document.querySelector('#results :is(h1, h2)')"
    assert phone.evaluate(first), "in danger, emergency help must be above the first heading"


@pytest.mark.parametrize("track", TRACKS)
def test_enter_on_an_answer_changes_nothing(phone: Page, track: str) -> None:
    phone.goto(f"/en/{track}")
    sent: list[str] = []
    phone.on("request", lambda request: sent.append(request.url))
    answer = phone.locator(".topic:visible input").first
    answer.focus()
    phone.keyboard.press("Enter")
    phone.wait_for_timeout(200)
    assert sent == []
    assert answer.is_visible()
    assert phone.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize("track", TRACKS)
def test_enter_on_an_answer_without_javascript_keeps_the_language_and_the_answers(
    plain_phone: Page, track: str
) -> None:
    plain_phone.goto(f"/es/{track}")
    answer = plain_phone.locator('input[data-option="yes"]').first
    answer.check()
    with plain_phone.expect_navigation():
        plain_phone.keyboard.press("Enter")
    assert plain_phone.locator("html").get_attribute("lang") == "es"
    assert plain_phone.locator('input[data-option="yes"]').first.is_checked()
    assert plain_phone.locator(".results").count() == 0


def test_the_tab_order_starts_with_the_skip_link_the_exit_and_the_languages(phone: Page) -> None:
    for path in ("", "self", "help", "nowhere"):
        phone.goto(f"/en/{path}")
        names = []
        for _ in range(3):
            phone.keyboard.press("Tab")
            names.append(phone.evaluate(FOCUSED)["name"])
        assert names == ["skip", "exit", "to-languages"]
        before = phone.evaluate("history.length")
        phone.keyboard.press("Enter")
        phone.keyboard.press("Tab")
        assert phone.evaluate("!!document.activeElement.closest('.languages')")
        assert phone.evaluate("history.length") == before


def test_the_skip_link_skips_the_bar(phone: Page) -> None:
    phone.goto("/en/help")
    phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    phone.keyboard.press("Tab")
    assert phone.evaluate("!!document.activeElement.closest('main')")


@pytest.mark.parametrize("key", ["Tab", left_to_prove("Shift+Tab")])
def test_focus_is_visible_and_never_under_the_bar_at_400_percent(
    chromium: Browser, server: str, key: str
) -> None:
    context = device(chromium, server, viewport={"width": 320, "height": 256})
    page = context.new_page()
    faults = []
    for path in ("", "help", "self", "bystander"):
        page.goto(f"/en/{path}")
        for _ in range(60):
            page.keyboard.press(key)
            now = page.evaluate(FOCUSED)
            if now["end"]:
                break
            faults += [(path, now["name"])] if now["ring"] < 2 or now["hidden"] else []
    context.close()
    assert not faults


@pytest.mark.prove
@pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])
def test_every_page_has_one_heading_and_its_landmarks(
    chromium: Browser, server: str, screenings: dict[str, Screening], script: bool
) -> None:
    context = device(chromium, server, script=script)
    page = context.new_page()
    for state in states(screenings, script=script):
        state.open(page, "en")
        seen = {name: page.get_by_role(name).count() for name in ("main", "banner", "contentinfo")}
        assert (state.name, seen) == (state.name, {"main": 1, "banner": 1, "contentinfo": 1})
        assert (state.name, page.get_by_role("heading", level=1).count()) == (state.name, 1)
    context.close()


def test_each_group_of_answers_is_labeled_by_its_question(phone: Page) -> None:
    phone.goto("/en/self")
    legends = [one.inner_text() for one in phone.locator(".topic:visible legend:visible").all()]
    assert legends
    for name in legends:
        assert phone.get_by_role("group", name=name, exact=True).count() == 1


def test_danger_is_announced_once_and_only_while_it_is_selected(phone: Page) -> None:
    phone.goto("/en/self")
    status = phone.locator("#status[role=status]")
    assert status.inner_text() == ""
    phone.check("[data-question=danger_now] [data-option=yes]")
    assert status.inner_text() != ""
    phone.locator("[data-question=danger_now] [data-option=no]").check()
    assert status.inner_text() == ""


def test_an_error_is_announced_first_and_links_to_its_question(
    chromium: Browser, server: str, screenings: dict[str, Screening]
) -> None:
    context = device(chromium, server, script=False)
    page = context.new_page()
    next(s for s in states(screenings, script=False) if s.name == "self again").open(page, "en")
    assert page.title().startswith("Error")
    assert page.get_by_role("alert").is_visible()
    page.get_by_role("alert").get_by_role("link").first.click()
    asked = page.locator("[data-question=danger_now]")
    assert page.evaluate("document.querySelector(':target').type") == "radio"
    assert asked.locator("legend .wrong").count() == 1
    context.close()
