"""Malformed requests get a helpful page: never a crash, a traceback, or an echo.

Each test covers a kind of bug that was reported for other sites.
"""

import re
from urllib.parse import urlencode

import httpx
import pytest

from assessment.pages.questionnaire_page import TOKEN_LENGTH
from tests.formposts import fields
from tests.small import EMERGENCY, LANGUAGES, PAGES

CANARY = "canary7f3a"
FORM = {"content-type": "application/x-www-form-urlencoded"}
GET_PAGES = [f"/{lang}/{page}" for lang in LANGUAGES for page in PAGES]
OTHERS = [
    *("/", "/leave", "/healthz", "/nothing"),
    *("/api/openapi.json", "/api/v1/questionnaire?track=self", "/api/v1/questionnaire"),
]


def _helps(answer: httpx.Response, status: int, lang: str = "en") -> None:
    """Check that a page is in the right language, has the exit and numbers, and echoes nothing."""
    assert answer.status_code == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert f'<html lang="{lang}"' in answer.text
    assert 'class="exit"' in answer.text
    assert f'href="tel:{EMERGENCY}"' in answer.text
    assert CANARY not in answer.text + str(answer.headers)
    assert "Traceback" not in answer.text


def _filled(client: httpx.Client, track: str = "self", lang: str = "en") -> list[tuple[str, str]]:
    page = client.get(f"/{lang}/{track}")
    return [*fields(page.text, {"danger": "yes"}), ("do", "results"), ("area", "")]


@pytest.mark.parametrize("path", [*GET_PAGES, *OTHERS])
def test_head_responds_like_get_without_a_body(client: httpx.Client, path: str) -> None:
    head, get = client.head(path), client.get(path)
    assert head.status_code == get.status_code
    assert head.headers == get.headers
    assert head.content == b""


@pytest.mark.parametrize("value", ["-1", "999", "abc", "'", "results\x00", CANARY])
def test_an_unknown_action_shows_the_form_again(client: httpx.Client, value: str) -> None:
    data = dict(_filled(client)) | {"do": value}
    _helps(client.post("/en/self", data=data), 422)


def test_a_question_with_two_answers_is_asked_again(client: httpx.Client) -> None:
    page = client.get("/en/self").text
    both = [fields(page, {"danger": option})[0] for option in ("yes", "no")]
    answer = client.post("/en/self", content=urlencode(both), headers=FORM)
    _helps(answer, 422)


@pytest.mark.parametrize("twice", [[("do", "edit"), ("do", "results")], [("area", "north")] * 2])
def test_a_form_with_two_actions_is_shown_again(
    client: httpx.Client, twice: list[tuple[str, str]]
) -> None:
    answered = fields(client.get("/en/self").text, {"danger": "yes"})
    answer = client.post("/en/self", content=urlencode([*answered, *twice]), headers=FORM)
    assert answer.text.count(" checked>") == len(answered)
    _helps(answer, 422)


@pytest.mark.parametrize(
    "extra", ["danger=yes", f"{CANARY}={CANARY}", "=", "AAAAAAA=BBBBBBBB", "do=", "area=", "utm=a"]
)
def test_an_unknown_or_empty_field_is_ignored(client: httpx.Client, extra: str) -> None:
    form = urlencode(fields(client.get("/en/self").text, {"danger": "yes"}))
    plain = client.post("/en/self", content=form, headers=FORM)
    answer = client.post("/en/self", content=f"{form}&{extra}", headers=FORM)
    assert answer.status_code == plain.status_code == 200
    assert answer.text == plain.text


def test_an_empty_answer_is_ignored(client: httpx.Client) -> None:
    name, _ = fields(client.get("/en/self").text, {"danger": "yes"})[0]
    answer = client.post("/en/self", content=f"{name}=", headers=FORM)
    assert answer.text == client.post("/en/self", content="", headers=FORM).text


@pytest.mark.parametrize("path", ["/nothing", "/nothing/", "/en/nothing", "/nothing/self"])
def test_posting_to_an_unknown_address_is_not_found(client: httpx.Client, path: str) -> None:
    answer = client.post(path, data=dict(_filled(client)))
    _helps(answer, 404)


@pytest.mark.parametrize("path", ["/", "/en", "/en/", "/en/help", "/en/learn/"])
def test_a_page_without_a_form_lists_its_allowed_methods(client: httpx.Client, path: str) -> None:
    answer = client.post(path, data={CANARY: CANARY})
    assert sorted(answer.headers["allow"].split(", ")) == ["GET", "HEAD"]
    _helps(answer, 405)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("count", [0, 1])
def test_a_form_with_missing_fields_gets_a_page_in_its_language(
    client: httpx.Client, lang: str, count: int
) -> None:
    body = urlencode(_filled(client, lang=lang)[:count])
    _helps(client.post(f"/{lang}/self", content=body, headers=FORM), 200, lang)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"x"),
        (
            "multipart/form-data; boundary=b",
            b"--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b--",
        ),
        ("multipart/form-data; boundary=", b"--\r\n"),
        ("text/plain", CANARY.encode()),
        ("application/xml", b"<a/>"),
        ("application/json", f'{{"a":"{CANARY}"}}'.encode()),
        ("", b"a=1"),
    ],
)
def test_a_body_of_another_type_is_rejected_with_a_page(
    client: httpx.Client, kind: str, body: bytes
) -> None:
    _helps(client.post("/en/self", content=body, headers={"content-type": kind}), 415)


@pytest.mark.parametrize("value", ["%00", "yes%00", "%", "%zz", "%f0%9f%92%a9", "\x00"])
def test_a_question_with_an_unknown_value_is_asked_again(client: httpx.Client, value: str) -> None:
    name = _filled(client)[0][0]
    _helps(client.post("/en/self", content=f"{name}={value}", headers=FORM), 422)


def test_bytes_that_are_not_text_are_rejected(client: httpx.Client) -> None:
    name = _filled(client)[0][0]
    _helps(client.post("/en/self", content=f"{name}=%ff%fe", headers=FORM), 400)


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/favicon.ico",
            "/apple-touch-icon.png",
            "/robots.txt",
        ),  # browsers request these on their own
        "/%00",
        "/en/%00",
        "/en/self%00",
        "/%ff",
        "/en/..%2f..%2fetc%2fpasswd",
        "/en//self",
        "/" + "a" * 8000,
    ],
)
def test_an_unknown_or_malformed_address_gets_the_not_found_page(
    client: httpx.Client, path: str
) -> None:
    answer = client.get(path)
    _helps(answer, 404)
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "status"),
    [("/", 302), ("/en/self", 200), ("/leave", 303), ("/en/help", 200), ("/nothing", 404)],
)
@pytest.mark.parametrize("name", ["lang", "area", "next", "back"])
@pytest.mark.parametrize("value", ["%0d%0aSet-Cookie:%20x=1", "%00", "en%0aX: y", "//evil.example"])
def test_values_in_the_address_never_appear_in_headers(
    client: httpx.Client, path: str, status: int, name: str, value: str
) -> None:
    answer = client.get(f"{path}?{name}={value}")
    assert answer.status_code == status
    assert answer.headers.keys() == client.get(path).headers.keys()
    assert answer.headers.get("location") == client.get(path).headers.get("location")
    assert "evil.example" not in answer.text


@pytest.mark.parametrize(
    "headers",
    [{"origin": "null"}, {}, {"referer": ""}, {"sec-fetch-site": "cross-site"}],
    ids=str,
)
def test_a_browser_that_sends_no_headers_about_itself_can_post(
    client: httpx.Client, headers: dict[str, str]
) -> None:
    answer = client.post("/en/self", data=dict(_filled(client)), headers=headers)
    assert answer.status_code == 200


@pytest.mark.parametrize("path", [*GET_PAGES, "/nothing"])
def test_every_address_on_a_page_is_relative_or_external_with_https(
    client: httpx.Client, path: str
) -> None:
    """Behind a proxy that terminates TLS, browsers would block an internal http: address."""
    found = re.findall(r'(?:href|src|action|formaction)="([^"]*)"', client.get(path).text)
    assert found
    for address in found:
        assert re.match(r"(/(?!/)|#|https://|tel:|sms:|data:,$)", address), address


def test_a_form_with_an_expired_key_gets_a_page_that_explains_this_and_shows_numbers(
    client: httpx.Client,
) -> None:
    old = [("A" * TOKEN_LENGTH, "B" * TOKEN_LENGTH), ("do", "results")]
    answer = client.post("/en/self", data=dict(old))
    _helps(answer, 410)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"track": "self"' + b" " * 20_000 + b"}", 413),
        (b'{"track": "\xff"}', 400),
        (b'{"track"', 422),
        (b"", 422),
        (b"null", 422),
    ],
)
def test_the_api_reports_what_is_wrong_with_a_body_and_keeps_working(
    client: httpx.Client, body: bytes, status: int
) -> None:
    headers = {"content-type": "application/json"}
    answer = client.post("/api/v1/assessment", content=body, headers=headers)
    assert answer.status_code == status
    assert set(answer.json()) == {"error", "fields"}
    assert client.post("/api/v1/assessment", json={"track": "self"}).status_code == 200


def test_the_api_never_echoes_its_input(client: httpx.Client) -> None:
    for body in (
        {"track": CANARY},
        {"track": "self", CANARY: CANARY},
        {"track": "self", "answers": {CANARY: "yes"}},
        {"track": "self", "answers": {"danger": CANARY}},
        {"track": "self", "answers": [CANARY]},
        [CANARY],
        CANARY,
    ):
        answer = client.post("/api/v1/assessment", json=body)
        assert answer.status_code == 422
        assert CANARY not in answer.text
