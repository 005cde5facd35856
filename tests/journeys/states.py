"""Every state of a page, reached the way a person would reach it."""

import re
from collections.abc import Callable
from functools import cache, partial
from typing import Any, NamedTuple

from playwright.sync_api import Browser, BrowserContext, Page, Route

from assessment.pages.edition import Edition
from assessment.publishing.gallery import smallest_answers
from assessment.screening.results import Screening
from assessment.settings import Settings
from assessment.web.app import create_app
from tests.journeys.walking import follow, step

SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
TRACKS = ("self", "bystander")
ERRORS = (404, 405, 410, 413, 415, 422, 500)
OPEN = {"danger_now": "yes", "under_18": "yes", "say_no": "yes", "trade": "yes", "watched": "yes"}
Answers = dict[str, str]


class State(NamedTuple):
    """A name, and a function that brings a page into this state in a given language."""

    name: str
    open: Callable[[Page, str], None]

    def __str__(self) -> str:
        return self.name


def without_script(context: BrowserContext) -> None:
    """Remove all scripts from responses, but leave JavaScript on so that tools can run."""

    def stripped(route: Route) -> None:
        response = route.fetch(max_redirects=0)
        route.fulfill(response=response, body=SCRIPT.sub("", response.text()))

    context.route("**/*", stripped)


def device(browser: Browser, server: str, *, script: bool = True, **options: Any) -> BrowserContext:
    """A new browser context for the server; by default, a small phone."""
    options.setdefault("viewport", {"width": 360, "height": 640})
    context = browser.new_context(base_url=server, **options)
    if not script:
        without_script(context)
    return context


def choose(page: Page, answers: Answers) -> None:
    """Answer questions anywhere on the page, visible or not."""
    page.evaluate(
        """answers => Object.keys(answers).forEach(function (name) {
            var asked = document.querySelector('[data-question="' + name + '"]');
            var input = asked && asked.querySelector('[data-option="' + answers[name] + '"]');
            if (!input) return;
            input.checked = true;
            input.dispatchEvent(new Event("change", { bubbles: true }));
        })""",
        answers,
    )


@cache
def outcome_answers(screening: Screening) -> dict[str, Answers]:
    """The fewest answers that lead to each outcome of a track."""
    return dict(smallest_answers(screening))


def states(screenings: dict[str, Screening], *, script: bool) -> list[State]:
    """All states with JavaScript, or all states without it."""
    made = [State(name or "start", partial(_visit, path=name)) for name in ("", "help", "learn")]
    made += [
        *(
            State(name, partial(_visit, path=name))
            for name in ("guide", "paper", "privacy", "about")
        ),
        State("cards to print", partial(_visit, path="paper?what=cards")),
        State("help elsewhere", partial(_visit, path="help?area=us-ca")),
    ]
    for track in TRACKS:
        topics = screenings[track].questionnaire.topics_of(track)
        numbers = range(len(topics) if script else 1)
        made += [State(f"{track} {i + 1}", partial(_topic, track=track, number=i)) for i in numbers]
        made += [
            State(f"{track} {i + 1} opened", partial(_topic, track=track, number=i, answers=OPEN))
            for i in numbers
        ]
        results = _results if script else _posted
        made += [
            State(f"{track} {outcome}", partial(results, track=track, answers=answers))
            for outcome, answers in outcome_answers(screenings[track]).items()
        ]
        danger = {"danger_now": "yes"}
        made.append(State(f"{track} in danger", partial(results, track=track, answers=danger)))
    if not script:
        made += [State("self again", _faulty)]
        made += [State(f"error {status}", partial(_error, status=status)) for status in ERRORS]
    return made


def _visit(page: Page, lang: str, path: str) -> None:
    page.goto(f"/{lang}/{path}")


def _topic(page: Page, lang: str, track: str, number: int, answers: Answers | None = None) -> None:
    page.goto(f"/{lang}/{track}")
    for _ in range(number):
        step(page, "next")
    choose(page, answers or {})
    if answers:
        page.evaluate("document.querySelectorAll('#asked details').forEach(d => { d.open = true })")


def _results(page: Page, lang: str, track: str, answers: Answers) -> None:
    page.goto(f"/{lang}/{track}")
    choose(page, answers)
    step(page, "results")


def _posted(page: Page, lang: str, track: str, answers: Answers) -> None:
    page.goto(f"/{lang}/{track}")
    choose(page, answers)
    follow(page, ".send button")


def _faulty(page: Page, lang: str) -> None:
    page.goto(f"/{lang}/self")
    page.evaluate("""() => {
        var form = document.getElementById("questions");
        ["danger_now", "trade"].forEach(function (question) {
            var input = form.querySelector("[data-question=" + question + "] [data-option=yes]");
            var twice = document.createElement("input");
            twice.type = "hidden";
            twice.name = input.name;
            twice.value = input.value;
            form.appendChild(twice);
        });
    }""")
    follow(page, ".send button")


@cache
def _edition() -> Edition:
    made: Edition = create_app(Settings()).state.editions.current
    return made


def _error(page: Page, lang: str, status: int) -> None:
    edition = _edition()
    html = edition.pages(lang, edition.inputs.area).error(status).plain.decode()
    page.set_content(SCRIPT.sub("", html))
