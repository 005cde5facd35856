"""The questions work on bad connections, with hasty taps, in web views, and next to other pages."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page

from tests.journeys.lines import Line, line_to
from tests.journeys.states import TRACKS, device
from tests.journeys.walking import choose, step, walk
from tests.proving import left_to_prove

FORM = ".send button"
ANSWERED = "input:checked:not([data-option=''])"
# A busy machine can deliver the second tap seconds after the first one. The browser says how far
# apart they were.
REACHED = """() => {
    let last = -Infinity, pause;
    window.reached = [];
    addEventListener("pointerdown", event => {
        pause = event.timeStamp - last;
        last = event.timeStamp;
    }, true);
    const reach = event => {
        const place = event.target.closest("input, a[href], [data-step]");
        if (place && pause < 400) reached.push(place.outerHTML);
    };
    addEventListener("change", reach);
    addEventListener("click", reach);
}"""


@pytest.fixture
def line(server: str) -> Iterator[Line]:
    """A connection that tests can make worse."""
    with line_to(server) as made:
        yield made


@pytest.fixture
def far(chromium: Browser, line: Line) -> Iterator[Page]:
    """A page that is loaded over that connection."""
    context = device(chromium, line.address)
    yield context.new_page()
    context.close()


@pytest.fixture
def thumb(chromium: Browser, server: str) -> Iterator[BrowserContext]:
    """A phone with a touch screen."""
    context = device(
        chromium, server, viewport={"width": 390, "height": 780}, has_touch=True, is_mobile=True
    )
    yield context
    context.close()


def _center(place: Locator) -> tuple[float, float]:
    place.scroll_into_view_if_needed()
    box = place.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


# --- hasty taps ---


def _twice(page: Page, pause: int) -> Callable[[float, float], None]:
    def tap(x: float, y: float) -> None:
        page.mouse.click(x, y)
        page.wait_for_timeout(pause)
        page.mouse.click(x, y)

    return tap


def _double(page: Page) -> Callable[[float, float], None]:
    return lambda x, y: page.mouse.dblclick(x, y, delay=30)


@pytest.mark.parametrize("track", ["self", left_to_prove("bystander")])
@pytest.mark.parametrize("pause", ["double", *map(left_to_prove, (60, 150, 300))])
def test_a_second_tap_selects_nothing_and_calls_nobody(
    thumb: BrowserContext, track: str, pause: int | str
) -> None:
    page = thumb.new_page()
    page.goto(f"/en/{track}")
    page.evaluate(f"({REACHED})()")
    tap = _twice(page, pause) if isinstance(pause, int) else _double(page)
    while page.locator(".topic").last.is_hidden():
        tap(*_center(page.locator("[data-step=next]")))
        page.wait_for_timeout(600)
    for name in ("back", "back", "results"):
        tap(*_center(page.locator(f"[data-step={name}]:visible")))
        page.wait_for_timeout(600)
    assert page.locator("#results h1").is_visible()
    assert page.evaluate("reached") == []


HASTY = """kind => addEventListener("DOMContentLoaded", () => {
    const link = document.querySelector(`a[href^="${kind}:"]`);
    window.dropped = [];
    addEventListener("click", event => {
        dropped.push(event.defaultPrevented);
        event.preventDefault();
    });
    const tap = () => link.dispatchEvent(
        new MouseEvent("click", {bubbles: true, cancelable: true, detail: 1}));
    tap();
    setTimeout(tap, 50);
    setTimeout(tap, 1000);
})"""


@pytest.mark.parametrize("kind", ["tel", "sms"])
def test_taps_just_after_a_page_has_opened_call_nobody(thumb: BrowserContext, kind: str) -> None:
    page = thumb.new_page()
    page.add_init_script(f"({HASTY})('{kind}')")
    page.goto("/en/help")
    page.wait_for_timeout(1500)
    assert page.evaluate("dropped") == [True, True, False]


HASTY_AND_LATE = """addEventListener("DOMContentLoaded", () => {
    const tap = new MouseEvent("click", {bubbles: true, cancelable: true, detail: 1});
    const end = Date.now() + 900;
    while (Date.now() < end);
    addEventListener("click", event => {
        window.dropped = event.defaultPrevented;
        event.preventDefault();
    });
    document.querySelector("a[href^='tel:']").dispatchEvent(tap);
})"""


def test_a_tap_on_a_new_page_that_a_busy_phone_handles_late_calls_nobody(
    thumb: BrowserContext,
) -> None:
    page = thumb.new_page()
    page.add_init_script(HASTY_AND_LATE)
    page.goto("/en/help")
    assert page.evaluate("dropped") is True


LATE = """() => {
    document.querySelector("[data-step=next]").click();
    const tap = new MouseEvent("click", {bubbles: true, cancelable: true, detail: 1});
    const end = Date.now() + 900;
    while (Date.now() < end);
    document.querySelector(".topic:not([hidden]) .option").dispatchEvent(tap);
}"""


def test_a_second_tap_that_a_busy_phone_handles_late_selects_nothing(
    thumb: BrowserContext,
) -> None:
    page = thumb.new_page()
    page.goto("/en/self")
    page.evaluate(LATE)
    assert page.locator(ANSWERED).count() == 0


@pytest.mark.parametrize("edge", ["top", "bottom"])
def test_a_tap_at_the_edge_of_the_screen_does_not_scroll_the_page(
    plain_phone: Page, edge: str
) -> None:
    plain_phone.goto("/en/bystander")
    option = plain_phone.locator("[data-question] .option:visible").nth(8)
    option.evaluate(
        """(option, edge) => {
            const box = option.getBoundingClientRect(), bar = document.querySelector(".bar");
            scrollBy(0, edge === "top" ? box.top - bar.offsetHeight : box.bottom - innerHeight);
        }""",
        edge,
    )
    before = plain_phone.evaluate("scrollY")
    box = option.bounding_box()
    assert box
    plain_phone.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert option.locator("input").is_checked()
    assert plain_phone.evaluate("scrollY") == before


def test_a_tap_after_a_short_pause_is_accepted(thumb: BrowserContext) -> None:
    page = thumb.new_page()
    page.goto("/en/self")
    page.locator("[data-step=next]").tap()
    page.wait_for_timeout(500)
    page.locator(".topic:visible input").first.tap()
    assert page.locator(ANSWERED).count() == 1


def test_the_phones_back_button_opens_the_previous_topic_without_a_history_entry(
    thumb: BrowserContext,
) -> None:
    page = thumb.new_page()
    page.goto("/en/self")
    steps = page.evaluate("history.length")
    for _ in range(2):
        page.locator("[data-step=next]").tap()
        page.wait_for_timeout(500)
    # On a desktop, Chromium treats Escape like the Back button of a phone.
    for left in (1, 0):
        page.keyboard.press("Escape")
        shown = "[...document.querySelectorAll('.topic')].findIndex(t => !t.hidden)"
        assert page.evaluate(shown) == left
    assert page.evaluate("history.length") == steps


# --- failures ---


@pytest.mark.parametrize("printer", ["undefined", "function () { throw new Error('no'); }"])
def test_a_browser_that_cannot_print_keeps_the_results(phone: Page, printer: str) -> None:
    phone.add_init_script(f"window.print = {printer};")
    phone.goto("/en/self")
    step(phone, "results")
    button = phone.locator("[data-step=print]")
    if button.is_visible():
        step(phone, "print")
    assert not button.is_visible()
    assert phone.locator("#results h1").is_visible()
    assert not phone.locator(FORM).is_visible()


def test_no_failure_after_the_results_leads_to_a_form_that_sends_answers(phone: Page) -> None:
    phone.goto("/en/self")
    step(phone, "results")
    step(phone, "edit")
    phone.evaluate("screening.layout = null")
    with phone.expect_event("pageerror"):
        step(phone, "results")
    assert phone.locator(".topic:visible").count() == 1
    assert not phone.locator(FORM).is_visible()


# --- bad connections ---


@pytest.mark.parametrize("stalls", [True, False])
@pytest.mark.parametrize("share", [0.2, left_to_prove(0.5), 0.8, left_to_prove(0.95)])
def test_a_partly_loaded_page_has_the_numbers_the_exit_and_its_questions(
    far: Page, line: Line, share: float, stalls: bool
) -> None:
    far.goto("/en/self")
    numbers = far.locator("a[href^='tel:']:visible").count()
    line.cut = int(len(far.content().encode()) * share)
    line.stalls = stalls
    far.clock.install()
    far.goto("/en/self", wait_until="commit")
    far.locator(".topic").first.wait_for()
    far.clock.fast_forward(9000)
    far.locator("html:not(.script)").wait_for(state="attached")
    assert far.locator("a[href^='tel:']:visible").count() >= numbers > 0
    assert far.locator(".exit").is_visible()
    assert far.locator(".topic:visible").count() == far.locator(".topic").count()
    assert not far.locator("[data-step]:visible").count()


def test_a_page_without_a_body_is_reloaded(far: Page, line: Line) -> None:
    source = far.context.request.get("/en/self").text()
    line.cut = len(source.partition("</head>")[0].encode())
    line.stalls = True
    far.clock.install()
    far.goto("/en/self", wait_until="commit")
    far.locator("html.live").wait_for(state="attached")
    assert far.evaluate("document.body") is None
    line.cut = None
    far.clock.fast_forward(9000)
    far.locator("html.started").wait_for(state="attached")


def test_a_page_that_loads_late_starts_at_the_visible_topic(far: Page, line: Line) -> None:
    far.goto("/en/self")
    line.cut = int(len(far.content().encode()) * 0.9)
    line.stalls = True
    far.clock.install()
    far.goto("/en/self", wait_until="commit")
    far.locator(".topic").nth(4).wait_for(state="attached")
    far.clock.fast_forward(9000)
    place = far.locator(".topic").nth(4)
    place.evaluate("one => one.scrollIntoView()")
    name = place.get_attribute("data-topic")
    line.go_on.set()
    far.locator("html.started").wait_for(state="attached")
    assert far.locator(".topic:visible").get_attribute("data-topic") == name


def test_answers_given_while_another_language_loads_are_kept(far: Page, line: Line) -> None:
    far.goto("/en/self")
    line.late = 1
    far.locator("[data-language]").first.click()
    choose(far, {"danger_now": "no"})
    step(far, "next")
    choose(far, {"say_no": "unsure"})
    far.locator('html[lang="es"]').wait_for()
    assert far.locator(".topic:visible").get_attribute("data-topic") == "freedom"
    assert far.locator('[data-question="danger_now"] [data-option="no"]').is_checked()
    assert far.locator('[data-question="say_no"] [data-option="unsure"]').is_checked()


def test_leaving_while_another_language_loads_stays_blank(far: Page, line: Line) -> None:
    far.add_init_script("window.stop = undefined")
    far.goto("/en/self")
    far.evaluate("document.documentElement.setAttribute('data-exit', '/wait')")
    line.late = 1
    far.locator("[data-language]").first.click()
    seen: list[str] = []
    far.on("console", lambda message: seen.append(message.text))
    far.evaluate("setInterval(() => console.log(document.body.innerText.length), 100)")
    for _ in range(3):
        far.keyboard.press("Shift")
    line.late = 3
    far.wait_for_timeout(1500)
    lengths = [text for text in seen if text.isdigit()]
    assert set(lengths[lengths.index("0") :]) == {"0"}


def test_a_language_that_failed_to_load_can_be_requested_again(phone: Page) -> None:
    phone.goto("/en/self")
    choose(phone, {"danger_now": "no"})
    phone.context.set_offline(True)
    phone.locator("[data-language]").first.click()
    phone.locator("#status:not(.unseen)").wait_for()
    assert phone.locator("#status").inner_text()
    phone.context.set_offline(False)
    phone.locator("[data-language]").first.click()
    phone.locator('html[lang="es"]').wait_for()
    assert phone.locator('[data-question="danger_now"] [data-option="no"]').is_checked()


def test_changing_the_language_works_without_fetch(phone: Page) -> None:
    phone.add_init_script("delete window.fetch")
    phone.goto("/en/self")
    phone.locator("[data-language]").first.click()
    phone.locator('html[lang="es"]').wait_for()


@pytest.mark.parametrize(
    "body", ["<title>Sign in</title><h1>Airport</h1>", '<p id="rules">{}</p>', ""], ids=str
)
def test_a_page_injected_by_the_network_never_replaces_ours(
    far: Page, line: Line, body: str
) -> None:
    far.goto("/en/self")
    walk(far, {"danger_now": "no"})
    line.body = body
    far.locator("[data-language]").first.press("Enter")
    far.locator("#status:not(.unseen)").wait_for()
    assert far.locator("#results h1").is_visible()
    assert far.locator(".exit").is_visible()
    assert far.locator("html").get_attribute("lang") == "en"


def test_if_the_new_page_fails_the_previous_one_is_restored(far: Page, line: Line) -> None:
    far.goto("/en/self")
    step(far, "results")
    line.body = far.context.request.get("/es/self").text().replace("data-part=", "data-lost=")
    with far.expect_event("pageerror"):
        far.locator("[data-language]").first.press("Enter")
    assert far.locator("#results h1").is_visible()
    assert far.locator("html").get_attribute("lang") == "en"
    step(far, "edit")
    assert far.locator(".topic:visible").count() == 1


# --- other pages ---


@pytest.mark.parametrize("track", TRACKS)
def test_with_answers_other_pages_open_in_a_new_tab_and_leaving_one_tab_leaves_both(
    phone: Page, track: str
) -> None:
    phone.goto(f"/en/{track}")
    choose(phone, {"danger_now": "yes"})
    with phone.context.expect_page() as opened:
        phone.locator(".foot nav a[href$=help]").click()
    assert phone.locator(ANSWERED).count() == 1
    opened.value.wait_for_load_state()
    assert opened.value.evaluate("window.opener") is None
    with phone.expect_request(lambda request: request.is_navigation_request()):
        opened.value.locator(".exit").click(no_wait_after=True)


def test_without_answers_other_pages_open_in_the_same_tab(phone: Page) -> None:
    phone.goto("/en/self")
    phone.locator(".foot nav a[href$=help]").click()
    phone.wait_for_url("**/help")


def test_pulling_down_does_not_reload_the_page(phone: Page) -> None:
    phone.goto("/en/self")
    kept = phone.locator("html, body").evaluate_all(
        "all => all.map(one => getComputedStyle(one).overscrollBehaviorY)"
    )
    assert kept == ["contain", "contain"]


# --- orientation ---


def test_title_heading_and_status_show_the_progress_without_naming_the_topic(phone: Page) -> None:
    phone.goto("/en/self")
    seen = []
    for _ in range(3):
        status = phone.locator(".progress[role=status]").inner_text()
        title = phone.title()
        assert status in title
        assert status in (phone.locator("#asked > h1").text_content() or "")
        assert phone.locator(".topic:visible > h2").inner_text() not in title
        seen.append(title)
        step(phone, "next")
    step(phone, "results")
    assert len({*seen, phone.title()}) == 4


VOICES = """window.said = [];
Object.defineProperty(window, "SpeechSynthesisUtterance", { value: function (text) {
    this.text = text; said.push(this); } });
Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: function () { return [
        { localService: true, lang: "en-US" }, { localService: true, lang: "es_ES" }]; },
    cancel: function () {}, speak: function () {} } });"""


def test_speech_uses_the_voices_language_code(phone: Page) -> None:
    phone.add_init_script(VOICES)
    phone.goto("/es/self")
    phone.locator("[data-aloud]").click()
    said = phone.evaluate("said.map(one => [one.lang, one.voice.lang])")
    assert said
    assert {tuple(one) for one in said} == {("es_ES", "es_ES")}
