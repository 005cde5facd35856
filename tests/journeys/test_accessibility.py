"""axe finds no barriers in any state of any page."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from assessment.screening.results import Screening
from tests.journeys.languages import RIGHT_TO_LEFT, offered
from tests.journeys.states import State, device, outcome_answers, states
from tests.proving import left_to_prove

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "rules": {"color-contrast-enhanced": {"enabled": True}, "target-size": {"enabled": True}},
    "resultTypes": ["violations"],
}
# One page of each type, in one language and color scheme; `make prove` tests every state.
SOME = {
    True: {
        "start": ("en", "light"),
        "help elsewhere": ("es", "dark"),
        "self 1 opened": ("en", "dark"),
        "self clear_signs": ("en", "dark"),
        "bystander under_18": ("es", "light"),
    },
    False: {
        "learn": ("en", "dark"),
        "self 1 opened": ("es", "dark"),
        "self again": ("en", "light"),
        "error 404": ("es", "dark"),
    },
}
CROSSED = [(True, "light"), (False, "dark")]
"""Colors do not depend on the language, so most languages need each color scheme only once."""
EVERY_LOOK = [
    (script, lang, scheme)
    for lang in offered()
    for script in (True, False)
    for scheme in ("light", "dark")
    if lang in (offered()[0], RIGHT_TO_LEFT) or (script, scheme) in CROSSED
]


def findings(page: Page, state: State, lang: str) -> list[str]:
    """What axe finds in a state: the rule and the element."""
    state.open(page, lang)
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{state}: {rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]
    ]


def test_axe_reports_poor_contrast_and_a_missing_name(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content("<p style='color: #666; background: #fff'>grey <input></p>")
    found = {rule["id"] for rule in Axe().run(page, options=RULES).response["violations"]}
    page.close()
    assert found >= {"color-contrast-enhanced", "label"}


def test_the_states_include_every_outcome(screenings: dict[str, Screening]) -> None:
    for track, screening in screenings.items():
        outcomes = {o.id for o in screening.questionnaire.outcomes if o.passage(track)}
        answers = outcome_answers(screening)
        assert outcomes == set(answers)
        assert all(screening.assess(given).outcome == name for name, given in answers.items())


@pytest.mark.parametrize(
    "script", [pytest.param(True, id="script"), left_to_prove(False, id="plain")]
)
def test_no_type_of_page_has_an_axe_finding(
    chromium: Browser, server: str, screenings: dict[str, Screening], script: bool
) -> None:
    by_name = {state.name: state for state in states(screenings, script=script)}
    found = []
    for name, (lang, scheme) in SOME[script].items():
        context = device(chromium, server, script=script, color_scheme=scheme)
        found += findings(context.new_page(), by_name[name], lang)
        context.close()
    assert not found


@pytest.mark.prove
@pytest.mark.parametrize("look", EVERY_LOOK, ids=str)
def test_no_state_of_any_page_has_an_axe_finding(
    chromium: Browser,
    server: str,
    screenings: dict[str, Screening],
    look: tuple[bool, str, str],
) -> None:
    script, lang, scheme = look
    context = device(chromium, server, script=script, color_scheme=scheme)
    page = context.new_page()
    found = [told for s in states(screenings, script=script) for told in findings(page, s, lang)]
    context.close()
    assert not found
