"""The pages of a copy say who runs it, and each page of a practice copy is marked."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from anyio.from_thread import start_blocking_portal

from assessment.resources import root
from assessment.settings import Settings
from assessment.web.app import create_app
from tests.formposts import fields
from tests.inside import client_of
from tests.small import CLEAR_ANSWERS, DAY, LANGUAGES, PAGES, folder_with

NAME = 'Helpers <3 & "Co"'
ESCAPED = "Helpers &lt;3 &amp; &#34;Co&#34;"
SITE = f"""
name: '{NAME}'
service_of: The <i>Bay</i>
logo: logo.svg
corrections: https://www.wikivoyage.org/report
imprint: [1 Main Street, The Bay]
privacy_contact: privacy@wikivoyage.org
accessibility_contact: access@wikivoyage.org
practice: true
"""
SPANISH = r"""
msgid "Helpers <3 & \"Co\""
msgstr "Ayudantes"
"""
Pages = dict[str, httpx.Response]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    """Every page of a copy with an operator, including results without JavaScript and error
    pages."""
    folder = folder_with(tmp_path_factory.mktemp("ours"))
    (folder / "site.yaml").write_text(SITE, encoding="utf-8")
    (folder / "logo.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", encoding="utf-8")
    catalog = folder / "locales" / "es" / "LC_MESSAGES" / "messages.po"
    catalog.parent.mkdir(parents=True)
    base = (root() / "templates" / "base.html").read_text(encoding="utf-8")
    [band] = re.findall(r'class="practice">{{ _\("(.+?)"\) }}', base)
    practice = f'\nmsgid "{band}"\nmsgstr "Para practicar"\n'
    catalog.write_text(SPANISH + practice, encoding="utf-8")
    with start_blocking_portal() as portal:
        yield portal.call(_visited, folder)


async def _visited(folder: Path) -> Pages:
    async with client_of(create_app(Settings(content=folder), lambda: DAY)) as client:
        addresses = [f"/{lang}/{page}" for lang in LANGUAGES for page in PAGES]
        found = {address: await client.get(address) for address in addresses}
        data = dict(fields(found["/en/self"].text, CLEAR_ANSWERS["keys"]))
        found["results"] = await client.post("/en/self", data={**data, "do": "results"})
        found["error"] = await client.get("/en/nothing")
    return found


def test_every_page_names_the_operator_with_its_logo(pages: Pages) -> None:
    for address, page in pages.items():
        name = "Ayudantes" if address.startswith("/es/") else ESCAPED
        assert name in page.text, address
        assert 'src="data:image/svg+xml,' in page.text, address
        assert NAME not in page.text
        assert "<i>" not in page.text


def test_no_title_names_the_operator(pages: Pages) -> None:
    for address, page in pages.items():
        [title] = re.findall("<title>(.*?)</title>", page.text)
        assert "Helpers" not in title, address
        assert "Ayudantes" not in title, address


def test_every_page_of_a_practice_copy_is_marked_in_the_readers_language(pages: Pages) -> None:
    for address, page in pages.items():
        [band] = re.findall(r'<aside class="practice">(.+?)</aside>', page.text)
        assert (band == "Para practicar") is address.startswith("/es/"), address


def test_no_page_of_a_practice_copy_may_be_indexed(pages: Pages) -> None:
    for address, page in pages.items():
        assert "noindex" in page.headers["x-robots-tag"], address


def test_the_operators_contacts_are_links(pages: Pages) -> None:
    about, privacy = pages["/en/about"].text, pages["/en/privacy"].text
    assert 'href="https://www.wikivoyage.org/report"' in about
    assert 'href="mailto:access@wikivoyage.org"' in about
    assert "1 Main Street" in about
    assert 'href="mailto:privacy@wikivoyage.org"' in privacy
    assert 'href="https://www.wikivoyage.org/report"' in pages["/en/help"].text


async def _start(folder: Path) -> httpx.Response:
    async with client_of(create_app(Settings(content=folder), lambda: DAY)) as client:
        return await client.get("/en/")


def test_a_copy_without_an_operator_shows_none(tmp_path: Path) -> None:
    with start_blocking_portal() as portal:
        page = portal.call(_start, folder_with(tmp_path))
    assert 'class="practice"' not in page.text
    assert "<img" not in page.text
    assert "x-robots-tag" not in page.headers or "noindex" not in page.headers["x-robots-tag"]
