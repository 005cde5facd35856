"""The JSON API gives the same content as a results page, and rejects invalid input."""

import httpx
import pytest

from assessment.content.loading import Content

JSON = {"content-type": "application/json"}


def assessed(client: httpx.Client, answers: dict[str, str]) -> httpx.Response:
    return client.post("/api/v1/assessment", json={"track": "self", "answers": answers})


def test_a_result_contains_the_text_for_danger_and_for_each_piece_of_advice(
    client: httpx.Client, small: Content
) -> None:
    result = assessed(client, {"danger": "yes", "age": "yes", "key": "yes"}).json()
    urgent = small.questionnaire.emergency.passage("self")
    assert urgent
    assert result["emergency"]["title"] == urgent.title
    known = {advice.id: list(advice.text) for advice in small.questionnaire.advice}
    for advice in result["advice"]:
        assert advice["text"] == known[advice["id"]]


def test_a_contact_shows_every_way_to_reach_it(client: httpx.Client, small: Content) -> None:
    line = next(c for c in small.directory.contacts if c.whatsapp)
    body = {"track": "self", "area": line.area, "answers": {}}
    listed = client.post("/api/v1/assessment", json=body).json()["contacts"]
    found = next(contact for contact in listed if contact["id"] == line.id)
    assert (found["whatsapp"], found["email"], found["note"]) == (
        line.whatsapp,
        line.email,
        line.note,
    )
    assert [other["number"] for other in found["more_phones"]] == [
        other.number for other in line.more_phones
    ]


def test_a_result_without_danger_has_no_text_for_it(client: httpx.Client) -> None:
    assert assessed(client, {}).json()["emergency"] is None


@pytest.mark.parametrize(
    "body",
    [
        '{"track": "self", "answers": {"danger": "yes", "danger": "no"}}',
        '{"track": "self", "track": "bystander", "answers": {}}',
    ],
)
def test_a_duplicate_key_is_rejected(client: httpx.Client, body: str) -> None:
    answer = client.post("/api/v1/assessment", content=body, headers=JSON)
    assert answer.status_code == 422
    assert answer.json()["error"]


@pytest.mark.parametrize("body", ["{", '{"track": "self",}', "[1", '"'])
def test_the_error_for_invalid_json_names_no_field(client: httpx.Client, body: str) -> None:
    answer = client.post("/api/v1/assessment", content=body, headers=JSON)
    assert answer.status_code == 422
    assert answer.json()["fields"] == []
