"""Each case in `cases.yaml` must give the result that a careful reader expects."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from html import unescape

import httpx
import pytest
from anyio.from_thread import start_blocking_portal

from assessment.checking.stories import NONE_NEEDED, faults
from assessment.content.loading import Content
from assessment.content.stories import Story, read_stories
from assessment.resources import root
from assessment.screening.results import Result, Screening
from assessment.settings import Settings
from assessment.web.app import create_app
from tests.formposts import submit

Api = Callable[[Story], httpx.Response]

CASES = read_stories(root() / "tests" / "screening" / "cases.yaml")
FROM_OUTSIDE = [
    case
    for case in CASES
    if case.track == "bystander" and case.who_first and NONE_NEEDED not in case.who_first
]

each_case = pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])


@pytest.fixture
def result(case: Story, screenings: dict[str, Screening]) -> Result:
    """The result for `case`."""
    return screenings[case.track].assess(case.answers)


@pytest.fixture(scope="module")
def api(day: date) -> Iterator[Api]:
    """Sends the answers of a case to the JSON API of an application in this process."""
    transport = httpx.ASGITransport(create_app(Settings(), lambda: day))

    async def post(case: Story) -> httpx.Response:
        body = {"track": case.track, "answers": case.answers}
        async with httpx.AsyncClient(transport=transport, base_url="http://site") as client:
            return await client.post("/api/v1/assessment", json=body)

    with start_blocking_portal() as portal:  # This thread may already run a browser's event loop.
        yield lambda case: portal.call(post, case)


@each_case
def test_a_case_has_the_expected_result(case: Story, screenings: dict[str, Screening]) -> None:
    assert list(faults(case, screenings[case.track])) == []


@each_case
def test_the_result_of_each_case_includes_the_national_lines(case: Story, result: Result) -> None:
    assert {"us_emergency", "us_trafficking_hotline"} <= set(result.contacts)


@pytest.mark.parametrize("case", FROM_OUTSIDE, ids=[case.id for case in FROM_OUTSIDE])
def test_core_questions_alone_lead_a_bystander_to_the_right_helper(
    case: Story, screenings: dict[str, Screening]
) -> None:
    asked = screenings[case.track].asked
    core = {name for name, ask in asked.items() if ask.question.core}
    answers = {n: o for n, o in case.answers.items() if core.intersection({n, asked[n].parent})}
    kinds = screenings[case.track].assess(answers).kinds
    assert next(kind for kind in kinds if kind != "emergency") in case.who_first


@each_case
def test_a_prosecutor_is_never_among_the_first_three(case: Story, result: Result) -> None:
    assert "prosecutor" not in result.kinds[:3]


@each_case
def test_the_api_gives_the_same_result_for_a_case(case: Story, result: Result, api: Api) -> None:
    response = api(case)
    assert response.status_code == 200, f"{case.id}: {response.text}"
    said = response.json()
    assert said["outcome"] == result.outcome, case.id
    offered = [match.id for match in result.assistance]
    assert [each["id"] for each in said["assistance"]] == offered, case.id
    assert [contact["id"] for contact in said["contacts"]] == list(result.contacts), case.id


@each_case
def test_the_form_without_javascript_gives_the_same_result_for_a_case(
    case: Story, result: Result, client: httpx.Client, content: Content
) -> None:
    response = submit(client, case.track, case.answers)
    assert response.status_code == 200, case.id
    outcome = next(o for o in content.questionnaire.outcomes if o.id == result.outcome)
    passage = outcome.passage(case.track)
    assert passage
    assert outcome_said(response.text) == [passage.title, *passage.text], case.id


def outcome_said(html: str) -> list[str]:
    """The first heading and paragraphs of a result page."""
    section = re.search(r'<section class="outcome">(.*?)</section>', html, re.DOTALL)
    assert section, "the page shows no outcome"
    return [unescape(text) for text in re.findall(r"<(?:h1|p)\b[^>]*>(.*?)</", section[1])]
