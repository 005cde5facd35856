"""Cases from `cases.yaml`: each must give the result that a careful reader expects."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest
from anyio.from_thread import start_blocking_portal
from ruamel.yaml import YAML

from assessment.content.loading import Content
from assessment.screening.answers import checked
from assessment.screening.results import Result, Screening
from assessment.settings import Settings
from assessment.web.app import create_app
from tests.formposts import submit

Case = dict[str, Any]
Api = Callable[[Case], httpx.Response]

CASES: list[Case] = YAML(typ="safe").load(Path(__file__).with_name("cases.yaml"))
SIGNS = {"strong": "clear", "some": "some", "none": None, "unknown": None}
"""The sign for each strength in a case."""

SAID = [case for case in CASES if "must_say" in case]
LED = [case for case in CASES if "who_first" in case]
CALM = ("choice", "their_choice", "work_rights", "not_a_sign", "rumor", "no_signs", "cannot_tell")
"""Outcomes that warn of nothing: nobody has to be called."""

each_case = pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])


@pytest.fixture
def result(case: Case, screenings: dict[str, Screening]) -> Result:
    """The result for `case`."""
    screening = screenings[case["track"]]
    return screening.assess(checked(screening.asked, case["answers"]))


@pytest.fixture(scope="module")
def api(day: date) -> Iterator[Api]:
    """Sends the answers of a case to the JSON API of an application in this process."""
    transport = httpx.ASGITransport(create_app(Settings(), lambda: day))

    async def post(case: Case) -> httpx.Response:
        body = {"track": case["track"], "answers": case["answers"]}
        async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
            return await client.post("/api/v1/assessment", json=body)

    with start_blocking_portal() as portal:  # a browser's event loop may already run in this thread
        yield lambda case: portal.call(post, case)


def helps(result: Result) -> list[str]:
    return [match.id for match in result.assistance]


@each_case
def test_every_answer_of_a_case_counts(
    case: Case, result: Result, screenings: dict[str, Screening]
) -> None:
    asked = screenings[case["track"]].asked
    parents = {name: asked[name].parent for name in case["answers"]}
    closed = [
        name
        for name, parent in parents.items()
        if parent and case["answers"].get(parent) not in asked[name].opened_by
    ]
    assert not closed, f"{case['id']}: nothing opens {closed}"


@each_case
def test_a_case_leads_to_an_expected_outcome(case: Case, result: Result) -> None:
    assert result.outcome in case["outcomes"], f"{case['id']}: {result.outcome}"


@each_case
def test_a_case_shows_only_its_indicators(case: Case, result: Result) -> None:
    expected = {name: SIGNS[word] for name, word in case["indicators"].items()}
    shown = {indicator.id: indicator.sign for indicator in result.indicators}
    assert shown == {name: sign for name, sign in expected.items() if sign}, case["id"]


@each_case
def test_danger_in_a_case_puts_emergency_help_first(case: Case, result: Result) -> None:
    in_danger = case["danger"] == "yes"
    assert ("danger_now" in result.flags) is in_danger, f"{case['id']}: flag danger_now"
    if in_danger:
        assert result.contacts[0] == "us_emergency", f"{case['id']}: first is not emergency help"


@each_case
def test_a_case_of_a_child_is_recognized(case: Case, result: Result) -> None:
    assert ("under_18" in result.flags) is (case["under_18"] == "yes"), case["id"]


@each_case
def test_a_case_shows_the_expected_help(case: Case, result: Result) -> None:
    missing = set(case["offer"]).difference(helps(result))
    assert not missing, f"{case['id']}: not offered: {missing}"


@each_case
def test_a_case_shows_no_unsuitable_help(case: Case, result: Result) -> None:
    offered = set(case["not_offer"]).intersection(helps(result))
    assert not offered, f"{case['id']}: offered: {offered}"


@each_case
def test_a_case_shows_the_expected_contacts(case: Case, result: Result) -> None:
    everywhere = {"us_emergency", "us_trafficking_hotline"}
    missing = everywhere.union(case.get("contacts", ())).difference(result.contacts)
    assert not missing, f"{case['id']}: no contact {missing}"
    unfit = set(case.get("no_contacts", ())).intersection(result.contacts)
    assert not unfit, f"{case['id']}: contact {unfit}"


@pytest.mark.parametrize("case", LED, ids=[case["id"] for case in LED])
def test_a_case_first_shows_a_helper_an_expert_would_choose(case: Case, result: Result) -> None:
    helpers = [kind for kind in result.kinds if kind != "emergency"]
    calm = result.outcome in CALM and "none_needed" in case["who_first"]
    assert calm or helpers[0] in case["who_first"], f"{case['id']}: {helpers[0]} comes first"


@each_case
def test_a_prosecutor_is_never_among_the_first_three(case: Case, result: Result) -> None:
    assert "prosecutor" not in result.kinds[:3]


@each_case
def test_a_case_shows_the_expected_advice(case: Case, result: Result) -> None:
    missing = set(case.get("advice", ())).difference(result.safety + result.advice)
    assert not missing, f"{case['id']}: no advice {missing}"


@each_case
def test_a_case_uses_the_right_tense(case: Case, result: Result) -> None:
    assert ("past" in result.flags) is (case["tense"] == "past"), case["id"]


@pytest.mark.parametrize("case", SAID, ids=[case["id"] for case in SAID])
def test_a_case_shows_a_passage_for_each_required_message(case: Case, result: Result) -> None:
    shown = {f"outcome {result.outcome}"}
    shown |= {f"advice {name}" for name in result.safety + result.advice}
    shown |= {f"indicator {indicator.id}" for indicator in result.indicators}
    missing = [must["sense"] for must in case["must_say"] if not shown.intersection(must["by"])]
    assert not missing, f"{case['id']}: not said: {missing}"


@pytest.mark.parametrize("case", SAID, ids=[case["id"] for case in SAID])
def test_a_case_shows_no_forbidden_words(
    case: Case, result: Result, screenings: dict[str, Screening]
) -> None:
    text = words_of(result, screenings[case["track"]])
    said = [w for w in case["must_not_say"] if re.search(rf"\b{re.escape(w)}\b", text, re.I)]
    assert not said, f"{case['id']}: said: {said}"


@pytest.mark.parametrize("case", [case for case in CASES if "first_help" in case])
def test_the_most_urgent_help_of_a_case_comes_first(case: Case, result: Result) -> None:
    assert helps(result)[0] == case["first_help"], f"{case['id']}: first is {helps(result)[0]}"


@each_case
def test_the_api_gives_the_same_result_for_a_case(case: Case, result: Result, api: Api) -> None:
    response = api(case)
    assert response.status_code == 200, f"{case['id']}: {response.text}"
    said = response.json()
    assert said["outcome"] == result.outcome, case["id"]
    assert [help_["id"] for help_ in said["assistance"]] == helps(result), case["id"]
    assert [contact["id"] for contact in said["contacts"]] == list(result.contacts), case["id"]


@each_case
def test_the_form_without_script_gives_the_same_result_for_a_case(
    case: Case, result: Result, client: httpx.Client, content: Content
) -> None:
    response = submit(client, case["track"], case["answers"])
    assert response.status_code == 200, case["id"]
    outcome = next(o for o in content.questionnaire.outcomes if o.id == result.outcome)
    passage = outcome.passage(case["track"])
    assert passage
    assert outcome_said(response.text) == [passage.title, *passage.text], case["id"]


def words_of(result: Result, screening: Screening) -> str:
    """The text of a result: its outcome, its advice, and its help."""
    content, track = screening.questionnaire, screening.track
    outcome = next(o for o in content.outcomes if o.id == result.outcome)
    offered = [a for a in content.assistance if a.id in helps(result)]
    passages = [voices.passage(track) for voices in (outcome, *offered)]
    passages += [a for a in screening.advice if a.id in result.advice]
    return " ".join(text for p in passages if p for text in (p.title, *p.text))


def outcome_said(html: str) -> list[str]:
    """The first heading and paragraphs of a result page."""
    section = re.search(r'<section class="outcome">(.*?)</section>', html, re.DOTALL)
    assert section, "the page shows no outcome"
    return [unescape(text) for text in re.findall(r"<(?:h1|p)\b[^>]*>(.*?)</", section[1])]
