"""The device and the server give the same results for the same rules."""

import json
import random

import pytest
from playwright.sync_api import Browser

from assessment.pages.layout import layout
from assessment.resources import root
from assessment.screening.answers import Asked
from assessment.screening.exchange import rule_data
from assessment.screening.results import Result, Screening
from tests.proving import left_to_prove
from tests.small import TRACKS

SETS = [500, left_to_prove(5000)]
"""The number of random answer sets to compare."""
SCRIPT = root() / "static" / "screening.js"
RUN = """([rules, sets]) => JSON.stringify(JSON.parse(sets).map(answers => {
  const result = screening.assess(rules, answers);
  return [result, screening.layout(result)];
}))"""


def as_data(value: object) -> object:
    """A result or a layout, as JSON data."""
    if isinstance(value, Result):
        return {
            **value._asdict(),
            "flags": list(value.flags),
            "indicators": [as_data(i._asdict()) for i in value.indicators],
            "assistance": [as_data(m._asdict()) for m in value.assistance],
            "also": as_data(list(value.also)),
            "contacts": list(value.contacts),
            "kinds": list(value.kinds),
            "safety": list(value.safety),
            "advice": list(value.advice),
        }
    if isinstance(value, dict):
        return {key: as_data(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [as_data(inner) for inner in value]
    return value


def random_answers(asked: dict[str, Asked], rng: random.Random) -> dict[str, str]:
    """A random answer set, from nearly empty to full; some sets favor one option."""
    share, leaning = rng.choice((0.05, 0.2, 0.5, 1)), rng.choice(("yes", "no", "unsure", ""))
    answers = {}
    for name, ask in asked.items():
        if rng.random() < share:
            lean = leaning in ask.options and rng.random() < 0.5
            answers[name] = leaning if lean else rng.choice(sorted(ask.options))
    return answers


@pytest.mark.parametrize("sets", SETS)
@pytest.mark.parametrize("track", TRACKS)
def test_device_and_server_give_the_same_results(
    track: str, sets: int, screenings: dict[str, Screening], chromium: Browser
) -> None:
    outcomes = compared(screenings[track], chromium, sets)
    wanted = screenings[track].questionnaire.outcomes
    assert outcomes == {outcome.id for outcome in wanted if outcome.passage(track)}


def compared(screening: Screening, chromium: Browser, count: int) -> set[str]:
    """Compare both evaluators on random answers, and return the outcomes."""
    rng = random.Random(screening.track)  # noqa: S311  (a fixed seed: the same sets on each run)
    sets = [random_answers(screening.asked, rng) for _ in range(count)]
    page = chromium.new_page()
    page.add_script_tag(content=SCRIPT.read_text(encoding="utf-8"))
    on_device = json.loads(page.evaluate(RUN, [rule_data(screening, "en"), json.dumps(sets)]))
    page.close()
    results = [screening.assess(answers) for answers in sets]
    for answers, result, device in zip(sets, results, on_device, strict=True):
        assert device == [as_data(result), as_data(layout(result))], answers
    return {result.outcome for result in results}
