"""Commands and pages use the content of an agency's folder."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from assessment.checking.own_folder import own_folder_problems
from assessment.checking.start import problems_in
from assessment.checking.translations import translation_problems
from assessment.checking.wording import read_words
from assessment.cli import app
from assessment.content.loading import catalogues_of, load_content
from assessment.content.locales import catalogue_file, load_catalogues
from assessment.errors import SettingsError
from assessment.publishing.documents import schemas
from assessment.resources import page_templates, root

ADDED = """
areas: [{id: us-wi-dane, name: "Dane County, Wisconsin", region: US, parent: us-wi}]
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An agency's folder that all commands use. Only two languages are offered, to save time."""
    (tmp_path / "site.yaml").write_text("languages: [en, es]\n", encoding="utf-8")
    monkeypatch.setenv("ASSESSMENT_CONTENT", str(tmp_path))
    return tmp_path


def run(*words: str) -> str:
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    return result.output


def test_custom_catalogs_contain_only_text_without_a_shipped_translation(own: Path) -> None:
    (own / "contacts.yaml").write_text(ADDED, encoding="utf-8")
    run("translate")
    file = catalogue_file(own / "locales", "es")
    assert "Dane County" in file.read_text(encoding="utf-8")
    assert "Albany" not in file.read_text(encoding="utf-8")


def test_a_missing_translation_is_reported_in_the_catalog_that_will_contain_it(own: Path) -> None:
    (own / "contacts.yaml").write_text(ADDED, encoding="utf-8")
    content = load_content(own)
    catalogues, sources = catalogues_of(content), ["Dane County, Wisconsin"]
    found = list(translation_problems(catalogues, lambda _: None, sources, own))
    assert found
    assert {problem.file for problem in found} == {
        str(catalogue_file(own / "locales", language.id))
        for language in content.questionnaire.languages[1:]
    }


def test_a_custom_translation_is_used_and_survives_an_update_of_the_catalog(own: Path) -> None:
    shipped = load_catalogues(root() / "locales", ["es"])["es"]
    text = next(iter(shipped.messages))
    file = catalogue_file(own / "locales", "es")
    file.parent.mkdir(parents=True)
    file.write_text(f'msgid "{text}"\nmsgstr "Lo nuestro"\n', encoding="utf-8")
    run("translate")
    spanish = load_catalogues(root() / "locales", ["es"], own / "locales")["es"]
    assert spanish.gettext(text) == "Lo nuestro"
    assert spanish.messages == shipped.messages | {text: "Lo nuestro"}


def test_the_catalog_of_a_language_that_is_not_offered_is_updated_too(own: Path) -> None:
    (own / "site.yaml").write_text("languages: [en]\n", encoding="utf-8")
    (own / "contacts.yaml").write_text(ADDED, encoding="utf-8")
    file = catalogue_file(own / "locales", "de")
    file.parent.mkdir(parents=True)
    file.touch()
    run("translate")
    assert "Dane County" in file.read_text(encoding="utf-8")


def test_a_custom_template_replaces_the_shipped_one(own: Path) -> None:
    (own / "templates").mkdir()
    mine = own / "templates" / "learn.html"
    mine.touch()
    files = page_templates(own)
    assert mine in files
    assert [file.name for file in files] == [file.name for file in page_templates(None)]


AREAS = ["us-wi", "us-wi-dane", "gb-eng-london"]
"""A shipped area; one inside it; and one two levels below a country."""


NAME = "Dane: \"help\" & 'more' # 1"


def started(folder: Path, area: str = "us-wi-dane", name: str = NAME) -> str:
    return run("init", str(folder), "--area", area, "--name", name)


@pytest.mark.parametrize("area", AREAS)
def test_a_new_folder_has_no_errors_and_names_its_operator_and_area(
    area: str, tmp_path: Path, day: date
) -> None:
    started(tmp_path / "ours", area)
    content = load_content(tmp_path / "ours")
    assert content.site.name == NAME
    assert content.directory.default_area == area
    assert content.directory.lineage(area)[-1].id == area[:2]
    catalogues = catalogues_of(content)
    assert not [p for p in problems_in(content, catalogues, day) if p.is_error]
    assert list(own_folder_problems(content)) == []


def uncommented(file: Path) -> str:
    """A file with the # removed from each line of YAML, and a real phone number."""
    text = file.read_text(encoding="utf-8")
    text = text.replace('phone: "the number as people know it"', 'phone: "608-266-4821"')
    return re.sub(r"(?m)^# (?=( *- |[a-z_]+:| +\w+:))", "", text)


def yaml(text: str) -> Any:
    """The content of a file as JSON would hold it."""
    return json.loads(json.dumps(YAML(typ="safe").load(text), default=str))


def test_the_commented_lines_of_a_new_folder_are_valid(tmp_path: Path) -> None:
    """An author who uncomments a line must not get an error about its format."""
    started(tmp_path)
    (tmp_path / "logo.svg").write_text("<svg/>", encoding="utf-8")
    for file in tmp_path.glob("*.yaml"):
        text = uncommented(file)
        assert text != file.read_text(encoding="utf-8") or file.name == "reviews.yaml"
        file.write_text(text, encoding="utf-8")
    content = load_content(tmp_path)
    assert content.site.practice
    assert "my_helper" in {contact.id for contact in content.directory.contacts}
    assert "my_question" in {q.id for q in content.questionnaire.questions_of("self")}
    assert read_words(tmp_path).found_in("an inmate", is_question=False)


@pytest.mark.parametrize("name", ["site", "questions", "contacts", "reviews"])
def test_a_new_file_with_all_its_lines_matches_the_schema_that_it_names(
    name: str, tmp_path: Path
) -> None:
    """An editor would mark anything that the schema does not allow as a mistake."""
    started(tmp_path)
    file = tmp_path / f"{name}.yaml"
    named = file.read_text(encoding="utf-8").splitlines()[0].partition("$schema=")[2]
    schema = json.loads((tmp_path / named).read_text(encoding="utf-8"))
    review = "- by: a lawyer\n  on: 2026-01-01\n  what: {questions: 0123456789ab}\n"
    written = yaml(uncommented(file) + (review if name == "reviews" else ""))
    jsonschema_rs.validate(schema, written)
    wrong = [*written, {"by": "Jo"}] if name == "reviews" else written | {"nmae": 1}
    assert not jsonschema_rs.is_valid(schema, wrong)


@pytest.mark.parametrize(
    "text", ["topics: [{id: freedom, questions: []}]", "assistance: [{id: legal, programs: []}]"]
)
def test_the_schema_accepts_items_that_only_add_to_shipped_ones(text: str) -> None:
    jsonschema_rs.validate(json.loads(schemas()["questions.schema.json"]), yaml(text))


def test_a_second_init_changes_no_file(tmp_path: Path) -> None:
    started(tmp_path)
    before = {file: file.read_bytes() for file in tmp_path.rglob("*.*")}
    assert "kept" in started(tmp_path, "us-ny", "Others")
    assert {file: file.read_bytes() for file in tmp_path.rglob("*.*")} == before


def test_init_in_a_country_without_shipped_numbers_lists_the_available_countries(
    tmp_path: Path,
) -> None:
    result = CliRunner().invoke(app, ["init", str(tmp_path), "--area", "zz-a", "--name", "x"])
    assert isinstance(result.exception, SettingsError)
    assert "us" in str(result.exception)
    assert list(tmp_path.iterdir()) == []


def test_shipped_translations_of_removed_text_cause_no_warning(tmp_path: Path, day: date) -> None:
    """The agency cannot change shipped translations."""
    text = "default_area: us-wi\nremove: {areas: [us-ny]}\n"
    (tmp_path / "contacts.yaml").write_text(text, encoding="utf-8")
    content = load_content(tmp_path)
    found = problems_in(content, catalogues_of(content), day)
    assert not [problem for problem in found if problem.code in ("W274", "W275")]
