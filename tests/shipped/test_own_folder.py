"""An agency's folder that removes three questions and a whole county from the shipped content."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import httpx
import pytest
from anyio.from_thread import start_blocking_portal

from assessment.checking.report import Scope, check_folder
from assessment.checking.stories import play
from assessment.content.loading import Content, load_content
from assessment.content.stories import read_stories
from assessment.pages.static_pages import STATIC_PAGES
from assessment.resources import root
from assessment.settings import Settings
from assessment.web.app import create_app
from tests.formposts import fields
from tests.inside import client_of

REMOVED = ("cut_off", "quota", "drugs_cope")
COUNTY = "Albany County"
Pages = dict[str, str]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ours")
    removed = f"remove: {{questions: [{', '.join(REMOVED)}]}}\n"
    (folder / "questions.yaml").write_text(removed, encoding="utf-8")
    (folder / "contacts.yaml").write_text("remove: {areas: [us-ny-albany]}\n", encoding="utf-8")
    (folder / "site.yaml").write_text("default_area: us-wi\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def pages(own: Path, day: date) -> Iterator[Pages]:
    """Every page in English, and results without JavaScript in two areas."""
    with start_blocking_portal() as portal:
        yield portal.call(_visited, own, day)


async def _visited(own: Path, day: date) -> Pages:
    names = ["", *(name for name in STATIC_PAGES if name != "start"), "self", "bystander"]
    async with client_of(create_app(Settings(content=own), lambda: day)) as client:

        async def sent(path: str, **data: str) -> str:
            response = await client.request("POST" if data else "GET", path, data=data)
            assert response.status_code == httpx.codes.OK, path
            return response.text

        found = {name: await sent(f"/en/{name}") for name in names}
        for area in ("us-wi", "us-ny"):
            answers = dict(fields(found["self"], {"danger_now": "yes"}))
            found[area] = await sent("/en/self", **answers, do="results", area=area)
    return found


def test_the_county_and_the_questions_appear_on_no_page(pages: Pages, own: Path) -> None:
    for name, page in pages.items():
        assert COUNTY not in page, name
        for question in REMOVED:
            assert f'data-question="{question}"' not in page, name
    directory = load_content(own).directory
    assert not any(COUNTY in str(area.name) for area in directory.areas)
    assert not any(COUNTY in contact.name for contact in directory.contacts)


def test_results_still_name_somebody_to_call(pages: Pages) -> None:
    for area in ("us-wi", "us-ny"):
        assert 'href="tel:911"' in pages[area]
        assert 'href="tel:18883737888"' in pages[area]


@pytest.mark.prove  # the proofs take half a minute
def test_all_proofs_hold(own: Path, day: date) -> None:
    report = check_folder(own, day, Scope(ahead=0))
    assert [str(problem) for problem in report.problems if problem.is_error] == []


def example(guide: str, start: str) -> str:
    """The first YAML example that begins with this text in a guide."""
    text = (root() / "docs" / guide).read_text(encoding="utf-8")
    found = re.search(rf"```yaml\n({re.escape(start)}.*?)```", text, re.DOTALL)
    assert found
    return found[1]


def test_the_story_in_the_guide_has_the_expected_result(content: Content, tmp_path: Path) -> None:
    file = tmp_path / "stories.yaml"
    file.write_text(example("stories.md", "- id"), encoding="utf-8")
    assert dict(play(content, read_stories(file))) == {"worker": []}


def test_the_examples_in_the_guide_match_shipped_items(tmp_path: Path) -> None:
    (tmp_path / "contacts.yaml").write_text(example("adopt.md", "remove"), encoding="utf-8")
    (tmp_path / "questions.yaml").write_text(example("adopt.md", "topics"), encoding="utf-8")
    layers = load_content(tmp_path).files.layered()
    assert [each.name for each in layers.replaced] == ["topics.freedom.questions.watched"]
    assert layers.unknown == ()


def test_the_examples_in_the_checklist_add_a_law_and_a_program(tmp_path: Path) -> None:
    text = example("state-checklist.md", "sources") + example("state-checklist.md", "assistance")
    (tmp_path / "questions.yaml").write_text(text, encoding="utf-8")
    files = load_content(tmp_path).files
    assert files.layered().replaced == ()
    asking = load_content(tmp_path).questionnaire
    assert [source.law for source in asking.sources.values()].count("us-wi") == 1
    programs = [program for each in asking.assistance for program in each.programs]
    assert [program.area for program in programs].count("us-wi") == 1
