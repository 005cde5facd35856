"""Commands and pages with an operator's own folder."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from assessment.cli import app
from assessment.content.locales import catalogue_file, load_catalogues
from assessment.resources import page_templates, root

ADDED = """
areas: [{id: us-wi-dane, name: "Dane County, Wisconsin", region: US, parent: us-wi}]
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An own folder that all commands use."""
    monkeypatch.setenv("ASSESSMENT_CONTENT", str(tmp_path))
    return tmp_path


def run(*words: str) -> str:
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    return result.output


def test_own_catalogs_get_only_what_has_no_shipped_translation(own: Path) -> None:
    (own / "contacts.yaml").write_text(ADDED, encoding="utf-8")
    run("translate")
    file = catalogue_file(own / "locales", "es")
    assert "Dane County" in file.read_text(encoding="utf-8")
    assert "Albany" not in file.read_text(encoding="utf-8")


def test_an_own_translation_is_used_and_survives_an_update_of_the_catalog(own: Path) -> None:
    shipped = load_catalogues(root() / "locales", ["es"])["es"]
    text = next(iter(shipped.messages))
    file = catalogue_file(own / "locales", "es")
    file.parent.mkdir(parents=True)
    file.write_text(f'msgid "{text}"\nmsgstr "Lo nuestro"\n', encoding="utf-8")
    run("translate")
    spanish = load_catalogues(root() / "locales", ["es"], own / "locales")["es"]
    assert spanish.gettext(text) == "Lo nuestro"
    assert spanish.messages == shipped.messages | {text: "Lo nuestro"}


def test_an_own_template_replaces_the_shipped_one(own: Path) -> None:
    (own / "templates").mkdir()
    mine = own / "templates" / "learn.html"
    mine.touch()
    files = page_templates(own)
    assert mine in files
    assert [file.name for file in files] == [file.name for file in page_templates(None)]
