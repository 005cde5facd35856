"""Files, commands, and settings that the documents name exist."""

import re
import subprocess
from pathlib import Path

import pytest

from assessment.resources import root
from assessment.settings import Settings

FOLDERS = ("", "deploy/", "docs/", "docs/decisions/")
DOCUMENTS = [path for folder in FOLDERS for path in root().glob(f"{folder}*.md")]


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_to_a_file_works(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    links = re.findall(r'(?:\]\(|src=")(?!https?:|#|mailto:)([^)#"]+)', text)
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_every_make_target_in_the_readme_exists() -> None:
    text = (root() / "README.md").read_text(encoding="utf-8")
    makefile = (root() / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^    make (\w+)|`make (\w+)", text, re.MULTILINE))
    names = {name for pair in targets for name in pair if name}
    assert names
    assert all(re.search(rf"^{name}:", makefile, re.MULTILINE) for name in names)


def test_the_readme_lists_every_setting() -> None:
    text = (root() / "README.md").read_text(encoding="utf-8")
    assert [n for n in Settings.model_fields if f"ASSESSMENT_{n.upper()}" not in text] == []


def test_ci_runs_only_the_test_command_of_the_readme() -> None:
    lines = (root() / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    calls = [line for line in lines if line and not line.startswith(("#", "set ", "cd "))]
    assert [call.split()[-2:] for call in calls] == [["make", "test"]]


def test_no_ignored_file_is_tracked() -> None:
    command = ["git", "ls-files", "--cached", "--ignored", "--exclude-standard"]
    done = subprocess.run(command, cwd=root(), check=True, capture_output=True, text=True)
    assert done.stdout == ""
