"""`assessment paper` writes pages to print as files."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from assessment.cli import app
from assessment.errors import SettingsError
from assessment.pages.paper_page import KINDS, SIZES
from tests.pages.papers import ADDRESS, code, edition, piece, printed, read
from tests.small import HOME, LANGUAGES, VARIABLES


def write(folder: Path, *options: str) -> str:
    """Run the command with the small test content."""
    arguments = ["paper", str(folder), *options]
    result = CliRunner().invoke(app, arguments, env=VARIABLES, catch_exceptions=False)
    assert result.exit_code == 0
    return result.output


def test_there_is_a_file_for_each_area_language_kind_and_size(tmp_path: Path) -> None:
    said = write(tmp_path, "--areas", "bay,south", "--languages", "en,es", "--url", ADDRESS)
    names = {str(file.relative_to(tmp_path)) for file in tmp_path.rglob("*.html")}
    assert names == {
        f"{area}/{lang}/{kind}-{size}.html"
        for area in ("bay", "south")
        for lang in ("en", "es")
        for kind in KINDS
        for size in SIZES
    }
    assert f"wrote {len(names)} files" in said


def test_files_show_the_same_pages_as_the_site(tmp_path: Path) -> None:
    write(tmp_path, "--url", ADDRESS)
    served = edition()
    for lang in LANGUAGES:
        others = [other for other in LANGUAGES if other != lang]
        for kind in KINDS:
            file = (tmp_path / HOME / lang / f"{kind}-a4.html").read_text(encoding="utf-8")
            page = printed(kind, lang, *others, of=served, size="a4")
            assert piece(file) == piece(page)


def test_files_link_to_the_site_and_show_its_address(tmp_path: Path) -> None:
    write(tmp_path, "--areas", "south", "--url", ADDRESS)
    file = (tmp_path / "south" / "en" / "cards-letter.html").read_text(encoding="utf-8")
    assert read(code(file)).text == f"{ADDRESS}/?area=south"
    assert f'href="{ADDRESS}/en/paper?area=south"' in file


def test_an_incomplete_address_is_rejected(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="use an address"):
        write(tmp_path, "--url", "bay.example")


@pytest.mark.parametrize("option", ["--areas", "--languages"])
def test_an_unknown_area_or_language_is_rejected(option: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="unknown .*: nowhere"):
        write(tmp_path, option, "nowhere")
    assert not list(tmp_path.iterdir())
