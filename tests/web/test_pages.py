import re

import httpx
import pytest
from anyio.from_thread import start_blocking_portal
from fastapi import FastAPI

from assessment.content.loading import Content
from assessment.web.app import create_app
from tests.small import (
    DAY,
    EMERGENCY,
    LANGUAGES,
    NOT_URGENT,
    NOT_URGENT_IN_COUNTRY,
    PAGES,
    SETTINGS,
)

ADDRESSES = [f"/{lang}/{page}" for lang in LANGUAGES for page in PAGES]

HEADERS = {
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "request-otr": "1",
}
ANSWERS = [
    ("GET", "/", 302),
    ("GET", "/en/", 200),
    ("GET", "/en/self", 200),
    ("GET", "/leave", 303),
    ("GET", "/healthz", 200),
    ("GET", "/api/openapi.json", 200),
    ("GET", "/favicon.ico", 404),
    ("GET", "/en/none", 404),
    ("POST", "/en/help", 405),
    ("PUT", "/en/self", 405),
    ("POST", "/en/self", 200),
]


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS)
def test_every_response_has_all_headers_and_no_other_cache_headers(
    method: str, path: str, status: int, client: httpx.Client
) -> None:
    response = client.request(method, path)
    assert response.status_code == status
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS
    assert not {"set-cookie", "etag", "last-modified", "server", "date"} & set(response.headers)


def test_the_policy_starts_with_default_src_none(client: httpx.Client) -> None:
    policy = client.get("/en/").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "*" not in policy


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_page_shows_who_to_call_without_asking_questions(
    address: str, client: httpx.Client
) -> None:
    page = client.get(address).text
    foot = page[page.index("<footer") : page.index("</footer>")]
    for number in (EMERGENCY, NOT_URGENT_IN_COUNTRY, NOT_URGENT):
        assert f'href="tel:{number}"' in foot


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_exit_comes_directly_after_the_skip_link_on_every_page(
    address: str, client: httpx.Client
) -> None:
    links = re.findall(r"<(?:a|button)\b[^>]*>", client.get(address).text)
    assert 'class="skip"' in links[0]
    assert 'class="exit"' in links[1]
    assert "/leave" in links[1]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_is_one_response(address: str, client: httpx.Client) -> None:
    page = client.get(address).text
    assert not re.findall(r"<(?:img|iframe|object|embed|video|audio|source)\b", page)
    assert not re.findall(r"<script[^>]*\bsrc=", page)
    assert re.findall(r"<link[^>]*>", page) == ['<link rel="icon" href="data:,">']


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_no_field_may_be_stored_with_the_session_of_the_browser(
    address: str, method: str, client: httpx.Client
) -> None:
    """Browsers store every field that is not in a form with `autocomplete="off"`."""
    page = client.request(method, address).text
    forms = r'<form\b[^>]*\bautocomplete="off"[^>]*>.*?</form>'
    outside = re.sub(forms, "", page, flags=re.DOTALL)
    fields = re.findall(r"<(?:input|select|textarea)\b[^>]*>", outside)
    assert [field for field in fields if 'form="' not in field] == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_pages_contain_no_template_syntax_and_no_keys(address: str, client: httpx.Client) -> None:
    page = re.sub(r"<(script|style)\b.*?</\1>", "", client.get(address).text, flags=re.DOTALL)
    text = re.sub(r"<[^>]+>", " ", page).replace("{number}", "").replace("{count}", "")
    assert not re.findall(r"[{}]|\bNone\b|\b\w+_\w+\b", text)


@pytest.mark.parametrize(
    "path",
    [
        *(f"/en/{page}" for page in PAGES),
        *("/", "/healthz", "/leave", "/nothing"),
        *("/api/openapi.json", "/api/v1/questionnaire?track=self"),
    ],
)
def test_search_engines_may_index_only_the_start_and_facts_pages(
    path: str, client: httpx.Client
) -> None:
    headers = client.get(path).headers
    assert ("noindex" in headers.get("x-robots-tag", "")) == (path not in ("/en/", "/en/learn"))


@pytest.mark.parametrize(
    ("wanted", "target"), [("es-MX,es", "/es/"), ("de", "/en/"), ("en", "/en/"), ("", "/en/")]
)
def test_the_root_address_redirects_to_the_readers_language(
    wanted: str, target: str, client: httpx.Client
) -> None:
    response = client.get("/", headers={"accept-language": wanted})
    assert response.headers["location"] == target
    assert response.headers["vary"] == "accept-language"


def test_every_line_of_the_language_header_is_read(client: httpx.Client) -> None:
    response = client.get("/", headers=[("accept-language", "de"), ("accept-language", "es")])
    assert response.headers["location"] == "/es/"


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/ES", "/es"),
        ("/Es/", "/es/"),
        ("/ES/Self?area=us-ny", "/es/self?area=us-ny"),
        ("/es/HELP/", "/es/help/"),
    ],
)
def test_an_address_with_capitals_redirects_to_the_page(
    path: str, target: str, client: httpx.Client
) -> None:
    response = client.get(path)
    assert response.status_code == 308
    assert response.headers["location"] == target
    assert client.get("/FR/self").status_code == 404


@pytest.mark.parametrize("lang", LANGUAGES)
def test_leaving_leads_to_a_page_in_the_readers_language(
    lang: str, client: httpx.Client, small: Content
) -> None:
    response = client.get(f"/leave?lang={lang}")
    exits = {language.id: str(language.exit) for language in small.questionnaire.languages}
    assert response.headers["location"] == exits[lang]
    assert "clear-site-data" in response.headers


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("path", "status"), [("none", 404), ("help", 405)])
def test_error_pages_use_the_readers_language(
    lang: str, path: str, status: int, client: httpx.Client
) -> None:
    method = "POST" if status == 405 else "GET"
    response = client.request(method, f"/{lang}/{path}")
    assert response.status_code == status
    assert f'<html lang="{lang}"' in response.text
    assert EMERGENCY in response.text
    assert NOT_URGENT in response.text


@pytest.mark.parametrize("prefix", ["/screen", ""])
def test_every_link_contains_the_sub_path_once(prefix: str) -> None:
    with start_blocking_portal() as portal:  # Another test's browser may be using the event loop.
        portal.call(_visit_under, prefix)


async def _visit_under(prefix: str) -> None:
    app = create_app(SETTINGS.model_copy(update={"root_path": "/screen"}), lambda: DAY)
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://inside") as client:
        first = await client.get(f"{prefix}/")
        assert first.headers["location"] == "/screen/en/"
        for address in ("/en/", "/en/self", "/en/self/", "/es"):
            page = await client.get(prefix + address)
            assert page.status_code == 200
            links = re.findall(r'(?:href|action|formaction)="(/[^"]*)"', page.text)
            assert links
            assert all(re.match(r"/screen/(?!screen)", link) for link in links)


def visited(app: FastAPI, path: str) -> httpx.Response:
    """The response of an application, without a server."""

    async def visit() -> httpx.Response:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://inside") as client:
            return await client.get(path)

    with start_blocking_portal() as portal:
        return portal.call(visit)


def test_an_unexpected_error_shows_a_calm_page_and_reveals_no_answer(
    capfd: pytest.CaptureFixture[str],
) -> None:
    app = create_app(SETTINGS, lambda: DAY)

    async def broken(request: object) -> None:
        raise ValueError("canary")

    app.add_route("/es/broken/deep", broken)  # type: ignore[arg-type]
    response = visited(app, "/es/broken/deep")
    assert response.status_code == 500
    assert '<html lang="es"' in response.text
    assert EMERGENCY in response.text
    assert response.headers["cache-control"] == "no-store"
    told = capfd.readouterr()
    assert "ValueError" in told.err
    assert "canary" not in told.err + told.out + response.text
