"""A person at risk answers the questions alone, on a small phone."""

import pytest
from playwright.sync_api import Page

from assessment.content.loading import Content
from tests.journeys.walking import all_words, choose, follow, step, walk, words
from tests.proving import left_to_prove

HELD = {
    "under_18": "no",
    "when": "now",
    "say_no": "yes",
    "trade": "yes",
    "set_up": "yes",
    "debt_owed": "yes",
    "papers_held": "yes",
    "papers_back": "unsure",
    "need": "legal",
}


@pytest.mark.parametrize("lang", ["es", left_to_prove("en")])
def test_answers_are_never_sent_and_add_no_history_entry(lang: str, phone: Page) -> None:
    phone.goto(f"/{lang}/self")
    steps = phone.evaluate("history.length")
    sent: list[str] = []
    phone.on("request", lambda request: sent.append(request.url))
    walk(phone, HELD)
    step(phone, "edit")
    step(phone, "results")
    assert sent == []
    assert phone.evaluate("history.length") == steps
    assert phone.evaluate("[document.cookie, localStorage.length, sessionStorage.length]") == [
        "",
        0,
        0,
    ]


@pytest.mark.parametrize("lang", ["es", left_to_prove("en")])
def test_results_are_the_same_with_and_without_javascript(
    lang: str, phone: Page, plain_phone: Page
) -> None:
    phone.goto(f"/{lang}/self")
    walk(phone, HELD)
    plain_phone.goto(f"/{lang}/self")
    choose(plain_phone, HELD)
    follow(plain_phone, ".send button")
    assert all_words(phone, ".results") == all_words(plain_phone, ".results")


@pytest.mark.parametrize("track", ["self", "bystander"])
def test_in_danger_each_important_number_is_shown_once_or_twice(track: str, phone: Page) -> None:
    phone.goto(f"/en/{track}")
    choose(phone, {"danger_now": "yes"})
    step(phone, "results")
    dialed = phone.locator(".results a[href^='tel:']:visible")
    numbers = dialed.all_inner_texts()
    emergency, *_, not_urgent = phone.locator(".foot .number").all_inner_texts()
    assert numbers[0] == emergency
    assert numbers.count(emergency) == 2
    assert 1 <= numbers.count(not_urgent) <= 2


ORDER = """all => all.map(e => e.matches(".contact") ? "contact" : "sign")"""


@pytest.mark.parametrize("visitor", ["phone", "plain_phone"])
def test_one_helper_to_call_comes_before_the_readers_answers(
    visitor: str, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue(visitor)
    page.goto("/en/self")
    if visitor == "phone":
        walk(page, HELD)
    else:
        choose(page, HELD)
        follow(page, ".send button")
    shown = page.locator(".results .contact:visible, .results .sign").evaluate_all(ORDER)
    assert shown[:2] == ["contact", "sign"]
    assert shown.count("contact") == 1


def test_answers_without_a_sign_are_not_listed_under_also(phone: Page) -> None:
    phone.goto("/en/self")
    walk(phone, {"trade": "yes"})
    assert phone.locator(".sign li").count() == 1
    assert phone.locator(".sign h3").count() == 0


def test_the_results_follow_the_last_topic_and_its_button_says_so(phone: Page) -> None:
    phone.goto("/en/self")
    seen = []
    now = phone.locator("#asked [data-step=results]")
    while phone.locator(".topic:visible").count():
        seen.append((words(phone, "[data-step=next]"), now.is_visible()))
        step(phone, "next")
    *earlier, last = seen
    assert len({*earlier}) == 1
    assert last[0] != earlier[0][0]
    assert (earlier[0][1], last[1]) == (True, False)


def test_topics_appear_one_at_a_time_with_focus_on_the_heading(phone: Page) -> None:
    phone.goto("/en/self")
    count = phone.locator(".topic").count()
    assert count > 1
    for number in range(count):
        shown = phone.locator(".topic:visible")
        assert shown.count() == 1
        assert f"{number + 1} of {count}" in words(phone, ".progress")
        step(phone, "next")
        focused = phone.evaluate("document.activeElement.tagName")
        assert focused == ("H1" if number + 1 == count else "H2")


def test_back_returns_to_the_previous_topic_with_its_answers(phone: Page) -> None:
    phone.goto("/en/self")
    choose(phone, {"danger_now": "no"})
    step(phone, "next")
    step(phone, "back")
    assert phone.locator('[data-question="danger_now"] [data-option="no"]').is_checked()


def test_skipping_a_topic_keeps_its_answers(phone: Page) -> None:
    phone.goto("/en/self")
    choose(phone, {"danger_now": "yes"})
    step(phone, "skip")
    step(phone, "back")
    assert phone.locator('[data-question="danger_now"] [data-option="yes"]').is_checked()


@pytest.mark.parametrize("visitor", ["phone", "plain_phone"])
def test_danger_shows_help_at_once(visitor: str, request: pytest.FixtureRequest) -> None:
    page: Page = request.getfixturevalue(visitor)
    page.goto("/en/self")
    urgent = page.locator(".topic .emergency").first
    assert not urgent.is_visible()
    choose(page, {"danger_now": "yes"})
    assert urgent.is_visible()
    assert urgent.locator('[href="tel:911"]').is_visible()


@pytest.mark.parametrize("visitor", ["phone", "plain_phone"])
def test_follow_ups_open_under_their_parent_answer(
    visitor: str, request: pytest.FixtureRequest
) -> None:
    page: Page = request.getfixturevalue(visitor)
    page.goto("/en/self")
    if visitor == "phone":
        step(page, "next")
    follow_up = page.locator('[data-question="daily_life"]')
    assert not follow_up.is_visible()
    choose(page, {"say_no": "yes"})
    assert follow_up.is_visible()
    choose(page, {"say_no": "no"})
    assert not follow_up.is_visible()


def test_changing_the_language_keeps_the_topic_and_the_answers(phone: Page) -> None:
    phone.goto("/en/self")
    step(phone, "next")
    choose(phone, {"say_no": "unsure"})
    steps = phone.evaluate("history.length")
    sent: list[tuple[str, str | None]] = []
    phone.on("request", lambda request: sent.append((request.url, request.post_data)))
    phone.locator("[data-language^='/es/']").press("Enter")
    phone.locator('html[lang="es"]').wait_for()
    assert [(url.rpartition("/es/")[2], body) for url, body in sent] == [("self", None)]
    assert phone.locator(".topic:visible").get_attribute("data-topic") == "freedom"
    assert phone.locator('[data-question="say_no"] [data-option="unsure"]').is_checked()
    assert phone.evaluate("history.length") == steps
    step(phone, "next")
    assert phone.locator(".topic:visible").get_attribute("data-topic") == "trade"


def test_changing_the_language_keeps_the_results(phone: Page) -> None:
    phone.goto("/en/self")
    walk(phone, HELD)
    phone.locator("[data-language^='/es/']").press("Enter")
    phone.locator('html[lang="es"] #results h1').wait_for()
    assert phone.locator("#results .sign").count() >= 2


def test_changing_the_language_without_javascript_keeps_the_answers(plain_phone: Page) -> None:
    plain_phone.goto("/en/self")
    choose(plain_phone, {"say_no": "unsure"})
    follow(plain_phone, '.languages button[lang="es"]')
    assert plain_phone.locator("html").get_attribute("lang") == "es"
    assert plain_phone.locator('[data-question="say_no"] [data-option="unsure"]').is_checked()


def test_answers_can_be_changed_from_the_results_without_javascript(plain_phone: Page) -> None:
    plain_phone.goto("/en/self")
    choose(plain_phone, {"hurt": "yes"})
    follow(plain_phone, ".send button")
    follow(plain_phone, 'button[value="edit"]')
    assert plain_phone.locator('[data-question="hurt"] [data-option="yes"]').is_checked()


def test_starting_again_clears_all_answers(phone: Page) -> None:
    phone.goto("/en/self")
    walk(phone, HELD)
    with phone.expect_navigation():
        phone.press('#results a[href="/en/"]', "Enter")
    phone.goto("/en/self")
    chosen = phone.locator('input:checked:not([data-option=""])')
    assert chosen.count() == 0


def test_requested_help_comes_first(phone: Page, content: Content) -> None:
    phone.goto("/en/self")
    walk(phone, HELD)
    [wanted] = [a for a in content.questionnaire.assistance if a.id == HELD["need"]]
    assert wanted.own
    assert all_words(phone, ".assistance strong >> nth=0") == wanted.own.title
    phone.locator("summary", has_text="Help that fits").press("Enter")
    assert phone.locator(".assistance summary").first.is_visible()


def test_the_printed_sheet_contains_only_numbers(phone: Page) -> None:
    phone.goto("/en/self")
    walk(phone, HELD)
    phone.emulate_media(media="print")
    printed = words(phone, "body")
    emergency, first, *_ = phone.locator(".foot .number").all_text_contents()
    assert emergency in printed
    assert first in printed
    for word in ("sex", "traffick", "debt", "paper", "told us", "Leave now"):
        assert word.lower() not in printed.lower()


def test_a_page_in_the_back_forward_cache_contains_no_answers(phone: Page) -> None:
    phone.goto("/en/")
    phone.goto("/en/self")
    choose(phone, {"danger_now": "yes"})
    phone.goto("/en/help")
    phone.go_back()
    assert phone.locator('input:checked:not([data-option=""])').count() == 0
