"""The workflows run the tests, keep a reminder issue up to date, and publish releases."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from assessment.resources import root

WORKFLOWS = sorted((root() / ".github" / "workflows").glob("*.yml"))
REMINDER = root() / ".github" / "workflows" / "contacts.yml"
PERMISSIONS = {
    "contacts": {"contents": "read", "issues": "write"},
    "release": {"contents": "write"},
}
FORMS = sorted((root() / ".github" / "ISSUE_TEMPLATE").glob("*-*.yml")) + [
    root() / ".github" / "ISSUE_TEMPLATE" / "fault.yml"
]


def _read(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path)


def _steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in _read(path)["jobs"].values() for step in job["steps"]]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_hash(path: Path) -> None:
    used = [step["uses"] for step in _steps(path) if "uses" in step]
    assert used
    assert [action for action in used if not re.fullmatch(r"[\w/-]+@[0-9a-f]{40}", action)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_have_only_the_permissions_that_they_need(path: Path) -> None:
    workflow = _read(path)
    assert workflow["permissions"] == PERMISSIONS.get(path.stem, {"contents": "read"})
    assert not any("permissions" in job for job in workflow["jobs"].values())
    for step in _steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


def test_the_full_matrix_coverage_and_audit_run_on_a_schedule() -> None:
    nightly = root() / ".github" / "workflows" / "nightly.yml"
    assert "schedule" in _read(nightly)["on"]
    text = nightly.read_text(encoding="utf-8")
    assert all(word in text for word in ("prove", "coverage", "pip-audit"))


GH = """#!/bin/sh
echo "$*" >> calls
[ "$1 $2" = "issue list" ] && cat open
exit 0
"""


@pytest.mark.parametrize(
    ("listed", "open_issue", "last"),
    [
        ("- [ ] 2030-01-01: `a_line`\n", "", "issue create"),
        ("- [ ] 2030-01-01: `a_line`\n", "7\n", "issue edit 7 --body-file"),
        ("# Contacts to check\n", "", ""),
    ],
)
def test_the_reminder_is_opened_once_and_then_updated(
    listed: str, open_issue: str, last: str, tmp_path: Path
) -> None:
    for name, text in (("contacts.md", listed), ("open", open_issue), ("calls", ""), ("gh", GH)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "gh").chmod(0o700)
    path = f"{tmp_path}:{os.environ['PATH']}"
    script = _steps(REMINDER)[-1]["run"]
    command = ["/bin/bash", "-e", "-c", script]
    subprocess.run(command, cwd=tmp_path, env={"PATH": path}, check=True)
    calls = (tmp_path / "calls").read_text(encoding="utf-8").splitlines()
    assert (calls or [""])[-1].startswith(last)
    assert bool(calls) == bool(last)


def test_every_hook_uses_a_tool_of_the_project() -> None:
    for repository in _read(root() / ".pre-commit-config.yaml")["repos"]:
        assert repository["repo"] == "local"
        for hook in repository["hooks"]:
            assert (root() / hook["entry"].split()[0]).exists()


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_every_form_warns_against_describing_a_person(path: Path) -> None:
    first = _read(path)["body"][0]["attributes"]["value"]
    assert "Never write anything about a person or a case" in first
