"""The commands for authors, translators, and reviewers."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema_rs
import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML

from assessment.cli import app
from assessment.content.loading import Content
from assessment.resources import root
from tests.proving import left_to_prove

RUN = CliRunner()
AFTER = {
    "question": ("questions.yaml", r"(?m)^      - id: cut_off$"),
    "contact": ("contacts.yaml", r"(?m)^  - id: us_trevor$"),
    "area": ("contacts.yaml", r"(?m)^  - \{id: us-tx, .*$"),
    "language": ("questions.yaml", r"(?m)^  - id: es$"),
}


def told(*arguments: str, code: int = 0) -> str:
    result = RUN.invoke(app, arguments)
    assert result.exit_code == code, result.output
    return result.output


@pytest.mark.parametrize(
    "document", ["outcomes", *map(left_to_prove, ["sheet", "evidence", "schema"])]
)
def test_documents_are_written_where_git_ignores_them(
    document: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Tracked copies would conflict whenever two people change the content."""
    monkeypatch.chdir(tmp_path)
    told(document)
    written = [file.relative_to(tmp_path) for file in tmp_path.rglob("*.*")]
    assert written
    command = ["git", "check-ignore", *map(str, written)]
    done = subprocess.run(command, cwd=root(), capture_output=True, text=True, check=False)
    assert done.stdout.splitlines() == [str(file) for file in written]


@pytest.mark.parametrize("name", ["questions", "contacts"])
def test_the_shipped_files_match_the_schema_that_they_name(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told("schema")
    text = (root() / f"{name}.yaml").read_text(encoding="utf-8")
    named = text.splitlines()[0].removeprefix("# yaml-language-server: $schema=")
    schema = json.loads((tmp_path / named).read_text(encoding="utf-8"))
    loaded = YAML(typ="safe").load(text)
    plain = json.loads(json.dumps(loaded, default=str))
    jsonschema_rs.validate(schema, plain)


@pytest.mark.parametrize("name", ["outcomes.md", "outcomes.html"])
def test_pages_in_the_documents_show_no_markup(name: str, content: Content, tmp_path: Path) -> None:
    told("outcomes", "--to", str(tmp_path))
    page = (tmp_path / name).read_text(encoding="utf-8")
    assert "&lt;" not in page
    assert name.endswith("html") or "<" not in page
    contacts = {contact.name for contact in content.directory.contacts}
    assert any(contact in page for contact in contacts)


def test_a_mistake_causes_exit_code_1_and_has_a_position_in_each_format(tmp_path: Path) -> None:
    text = (root() / "questions.yaml").read_text(encoding="utf-8")
    file = tmp_path / "questions.yaml"
    file.write_text(text.replace("schema: 1", "schema: one", 1), encoding="utf-8")
    line = text[: text.index("schema: 1")].count("\n") + 1
    check = ("check", str(tmp_path), "--format")
    assert f"{file}:{line}:1: E103" in told(*check, "text", code=1)
    assert json.loads(told(*check, "json", code=1))[0]["line"] == line
    assert f"::error file={file},line={line}," in told(*check, "github", code=1)


def test_contacts_are_listed_with_the_date_of_their_next_check(content: Content) -> None:
    listed = told("contacts", "--format", "md")
    days = re.findall(r"^- \[ \] (\d{4}-\d\d-\d\d): ", listed, re.MULTILINE)
    assert len(days) == len(content.directory.contacts)
    assert days == sorted(days)


def test_a_transcript_has_numbered_lines() -> None:
    lines = told("transcript", "es").splitlines()
    assert [line[:4] for line in lines[:3]] == ["0001", "0002", "0003"]


def test_a_transcript_in_an_unknown_language_is_rejected() -> None:
    assert RUN.invoke(app, ["transcript", "xx"]).exit_code != 0


def test_the_sheet_says_when_a_follow_up_is_asked(content: Content, tmp_path: Path) -> None:
    told("sheet", "--to", str(tmp_path))
    page = (tmp_path / "sheet.md").read_text(encoding="utf-8")
    asked = [
        question
        for track in content.questionnaire.tracks
        for question in content.questionnaire.questions_of(track.id)
    ]
    opened = sum(len(q.follow_ups.questions) for q in asked if q.follow_ups)
    assert page.count("- Asked if ") == opened > 0


@pytest.mark.prove  # the proofs for many dates take a minute
def test_the_examples_in_the_guide_are_valid(copies: tuple[Path, Path]) -> None:
    for example in ("question", "contact", "area"):
        paste(example, copies)
    assert errors(copies) == []


def test_a_new_language_is_rejected_until_it_is_translated(copies: tuple[Path, Path]) -> None:
    paste("language", copies)
    assert errors(copies) == ["E277"]


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Path, Path]:
    """Copies of the shipped questions and contacts."""
    return (
        Path(shutil.copy(root() / "questions.yaml", tmp_path)),
        Path(shutil.copy(root() / "contacts.yaml", tmp_path)),
    )


def paste(example: str, copies: tuple[Path, Path]) -> None:
    """Paste an example from the guide into the place that the guide names."""
    guide = (root() / "docs" / "content.md").read_text(encoding="utf-8")
    found = re.search(rf"<!-- example: {example} -->\n *```yaml\n(.*?)\n *```", guide, re.DOTALL)
    assert found
    name, place = AFTER[example]
    file = next(copy for copy in copies if copy.name == name)
    pasted = found[1].replace("     - {id: de", "  - {id: de")
    before = file.read_text(encoding="utf-8")
    text, times = re.subn(place, lambda m: f"{pasted}\n{m[0]}", before, count=1)
    assert times == 1
    file.write_text(text, encoding="utf-8")


def errors(copies: tuple[Path, Path]) -> list[str]:
    """The codes of the errors that the command reports."""
    output = RUN.invoke(app, ["check", str(copies[0].parent), "--format", "json"]).stdout
    return [p["code"] for p in json.loads(output) if p["code"].startswith("E")]


@pytest.mark.parametrize(
    ("package", "command"), [("z3", "outcomes"), ("httpx", "selfcheck http://127.0.0.1:9")]
)
def test_a_command_that_lacks_its_package_names_the_extra_to_install(
    package: str, command: str
) -> None:
    start = f"import sys; sys.modules[{package!r}] = None; from assessment.cli import main; main()"
    arguments = [sys.executable, "-c", start, *command.split()]
    said = subprocess.run(arguments, capture_output=True, text=True, check=False)
    assert said.returncode == 1
    assert said.stderr.count("\n") == 1
    assert package in said.stderr
    assert "assessment[check]" in said.stderr
