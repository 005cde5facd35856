import re

import httpx
import pytest

from assessment.content.loading import load
from assessment.pages.questionnaire_page import TOKEN_LENGTH
from tests.formposts import fields, submit
from tests.pagetexts import dialed
from tests.small import CLEAR_ANSWERS, CONTACTS, EMERGENCY, LANGUAGES, NOT_URGENT, QUESTIONS, TRACKS

ASKING = load(QUESTIONS, CONTACTS).questionnaire
NAMES = {indicator.id: indicator.name for indicator in ASKING.indicators}


def shown(html: str) -> set[str]:
    """The indicators on a results page."""
    return {name for name, title in NAMES.items() if f"<h3>{title}</h3>" in html}


@pytest.mark.parametrize("track", TRACKS)
@pytest.mark.parametrize("indicator", NAMES)
def test_results_name_only_the_indicator_that_has_a_sign(
    track: str, indicator: str, client: httpx.Client
) -> None:
    response = submit(client, track, CLEAR_ANSWERS[indicator])
    assert response.status_code == 200
    assert shown(response.text) == {indicator}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("track", TRACKS)
@pytest.mark.parametrize("answers", [{}, {"danger": "yes"}, {"pay": "yes", "guard": "yes"}])
def test_every_result_shows_both_numbers(
    track: str, lang: str, answers: dict[str, str], client: httpx.Client
) -> None:
    page = submit(client, track, answers, lang=lang).text
    main = page[page.index("<main") : page.index("</main>")]
    assert {EMERGENCY, NOT_URGENT} <= dialed(main)


@pytest.mark.parametrize("track", TRACKS)
def test_an_empty_form_shows_no_indicators_and_still_says_who_to_call(
    track: str, client: httpx.Client
) -> None:
    response = client.post(f"/en/{track}")
    assert response.status_code == 200
    assert shown(response.text) == set()
    assert EMERGENCY in dialed(response.text)


def chosen(html: str) -> set[str]:
    """The values of all selected options of a form."""
    return set(re.findall(r'value="([^"]+)"[^>]* checked>', html))


@pytest.mark.parametrize("track", TRACKS)
def test_changing_answers_returns_the_filled_in_form(track: str, client: httpx.Client) -> None:
    answers = {"danger": "no", "key": "yes", "door": "yes", "card": "yes"}
    results = submit(client, track, answers)
    packed = results.text.split('name="answers" value="')[1].split('"')[0]
    form = client.post(f"/en/{track}", data={"answers": packed, "do": "edit"})
    assert chosen(form.text) == {value for _, value in fields(form.text, answers)}


@pytest.mark.parametrize("track", TRACKS)
def test_exactly_one_option_per_question_is_selected_in_a_filled_in_form(
    track: str, client: httpx.Client
) -> None:
    form = submit(client, track, {"danger": "unsure", "key": "yes"}, do="edit")
    assert form.text.count(" checked>") == len(list(ASKING.questions_of(track)))


@pytest.mark.parametrize("track", TRACKS)
def test_changing_the_language_keeps_the_answers(track: str, client: httpx.Client) -> None:
    pairs = fields(client.get(f"/en/{track}").text, {"key": "yes"})
    form = client.post(f"/es/{track}", data=dict([*pairs, ("do", "edit")]))
    assert '<html lang="es"' in form.text
    assert chosen(form.text) == {value for _, value in pairs}


def test_a_posted_form_reveals_nothing(client: httpx.Client) -> None:
    page = client.get("/en/self").text
    pairs = fields(page, {"danger": "yes", "key": "unsure"})
    assert len(pairs) == len(list(ASKING.questions_of("self")))
    names = {"danger", "key", "yes", "no", "unsure"}
    for name, value in pairs:
        assert len(name) == len(value) == TOKEN_LENGTH
        assert not names & {name, value}


@pytest.mark.parametrize("track", TRACKS)
def test_a_question_answered_twice_is_asked_again_and_other_answers_stay(
    track: str, client: httpx.Client
) -> None:
    page = client.get(f"/en/{track}").text
    pairs = fields(page, {"key": "yes", "pay": "no"})
    other = set(fields(page, {"key": "no"})) - set(fields(page, {}))
    response = client.post(
        f"/en/{track}",
        content="&".join(f"{n}={v}" for n, v in [*pairs, *other]),
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert response.status_code == 422
    assert "<title>Error" in response.text
    assert 'href="#q-key"' in response.text
    assert 'data-question="key" aria-invalid="true"' in response.text
    [kept] = set(fields(page, {"pay": "no"})) - set(fields(page, {}))
    assert kept[1] in chosen(response.text)


def test_an_answer_sent_under_another_questions_name_is_not_counted(client: httpx.Client) -> None:
    pairs = dict(fields(client.get("/en/self").text, {}))
    first, second, *_ = pairs
    pairs[first] = pairs[second]
    assert client.post("/en/self", data=pairs).status_code == 422


def test_a_form_from_the_other_track_is_not_counted(client: httpx.Client) -> None:
    pairs = dict(fields(client.get("/en/self").text, {"key": "yes"}))
    response = client.post("/en/bystander", data=pairs)
    assert response.status_code == 410
    assert shown(response.text) == set()
