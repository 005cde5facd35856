"""The page that offers posters and cards, and the pages that it links to."""

import re

import httpx
import pytest

from assessment.pages.paper_page import KINDS, SIZES
from tests.small import LANGUAGES

EXIT = 'class="exit"'


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_offers_every_kind_size_and_language(lang: str, client: httpx.Client) -> None:
    page = client.get(f"/{lang}/paper").text
    offered = {
        name: re.findall(rf'name="{name}" value="([^"]+)"', page)
        for name in ("what", "size", "with")
    }
    others = [other for other in LANGUAGES if other != lang]
    assert offered == {"what": list(KINDS), "size": list(SIZES), "with": others}


def test_a_guide_for_helpers_links_to_the_page(client: httpx.Client) -> None:
    assert 'href="/en/paper?area=south"' in client.get("/en/guide?area=south").text


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("size", SIZES)
def test_a_choice_opens_a_page_to_print(kind: str, size: str, client: httpx.Client) -> None:
    response = client.get("/es/paper", params={"what": kind, "size": size, "with": "en"})
    assert response.status_code == 200
    assert f"piece--{kind} piece--{size}" in response.text
    assert EXIT in response.text
    assert "noindex" in response.headers["x-robots-tag"]


def test_an_unknown_choice_shows_the_available_choices(client: httpx.Client) -> None:
    assert client.get("/en/paper?what=nothing").text == client.get("/en/paper").text


def test_unknown_sizes_and_languages_are_ignored(client: httpx.Client) -> None:
    page = client.get("/en/paper?what=poster&size=a5&with=xx&with=es").text
    assert "piece--letter stack-2" in page


def test_the_policy_allows_the_style_of_printed_pages(client: httpx.Client) -> None:
    response = client.get("/en/paper?what=cards")
    allowed = re.search(r"style-src ([^;]+)", response.headers["content-security-policy"])
    assert allowed
    assert len(allowed[1].split()) == response.text.count("<style>") == 2


def test_the_host_of_a_request_is_never_printed(client: httpx.Client) -> None:
    page = client.get("/en/paper?what=cards", headers={"host": "evil.example"}).text
    assert "evil.example" not in page
    assert 'class="blank"' in page


@pytest.mark.parametrize("query", ["", "?what=poster", "?what=cards", "?what=questions"])
def test_no_attribute_contains_an_element(query: str, client: httpx.Client) -> None:
    page = client.get(f"/es/paper{query}").text
    assert not re.findall(r'="[^"<>]*<span', page)
