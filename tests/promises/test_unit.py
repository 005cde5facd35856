"""The shipped systemd units are valid and give the services few permissions."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from assessment.resources import root
from assessment.serving.limits import WANTED_FILES
from tests import small
from tests.proving import needs

ANALYZE = shutil.which("systemd-analyze")
UNIT = root() / "deploy" / "assessment.service"
REMINDER = UNIT.with_name("assessment-contacts.service")
TIMER = UNIT.with_name("assessment-contacts.timer")
MOST_EXPOSED = 15
"""In tenths. systemd rates a unit with at most 2.0 as well protected."""
UNPRIVILEGED = (
    *("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"),
    *("--no-new-privs", "--bounding-set=-all"),
)
NOBODY = UNPRIVILEGED if os.geteuid() == 0 else ()
"""Runs a command as a user who owns nothing. Without root, the tests already run as one."""
pytestmark = needs(ANALYZE, "systemd")


def _analyzed(*words: str) -> subprocess.CompletedProcess[str]:
    command = [str(ANALYZE), "--no-pager", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("shipped", [UNIT, REMINDER, TIMER], ids=lambda unit: unit.name)
def test_each_unit_is_valid(shipped: Path, tmp_path: Path) -> None:
    for file in (UNIT, REMINDER, TIMER):
        text = file.read_text(encoding="utf-8")
        text = text.replace("/opt/assessment/bin/assessment", "/bin/true")
        (tmp_path / file.name).write_text(text, encoding="utf-8")
    done = _analyzed("verify", str(tmp_path / shipped.name))
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.caught("test_a_unit_with_more_permissions_is_rejected")
@pytest.mark.parametrize("unit", [UNIT, REMINDER], ids=lambda unit: unit.name)
def test_each_service_has_few_permissions(unit: Path) -> None:
    done = _analyzed("security", "--offline=true", f"--threshold={MOST_EXPOSED}", str(unit))
    if "unrecognized option" in done.stderr:
        pytest.skip("this systemd cannot verify a unit file")
    assert done.returncode == 0, done.stdout


def test_a_unit_with_more_permissions_is_rejected(tmp_path: Path) -> None:
    open_unit = tmp_path / UNIT.name
    kept = [line for line in UNIT.read_text().splitlines() if not line.startswith("Protect")]
    open_unit.write_text("\n".join(kept), encoding="utf-8")
    done = _analyzed("security", "--offline=true", f"--threshold={MOST_EXPOSED}", str(open_unit))
    assert done.returncode != 0


def test_the_unit_allows_the_open_files_that_the_server_needs() -> None:
    assert f"LimitNOFILE={WANTED_FILES}" in UNIT.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("unit", [UNIT, REMINDER], ids=lambda unit: unit.name)
def test_the_start_command_works_for_a_user_who_owns_nothing(unit: Path) -> None:
    lines = unit.read_text(encoding="utf-8").splitlines()
    start = next(line for line in lines if line.startswith("ExecStart="))
    arguments = start.replace("--port 8000", "--port 0").split()[1:]
    command = [*NOBODY, sys.executable, "-m", "assessment", *arguments]
    env = {"PYTHONDONTWRITEBYTECODE": "1", "ASSESSMENT_CONTENT": str(small.FOLDER)}
    with subprocess.Popen(command, cwd="/", env=env, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        first = process.stdout.readline()
        if unit == UNIT:
            assert httpx.get(f"{first.split()[2]}healthz", trust_env=False).text == "ok"
            process.terminate()
        else:
            assert first, "nothing is listed, although contacts of the test content are due"
    assert process.returncode == (0 if unit == UNIT else 1)


def test_the_reminder_lists_what_is_due_and_fails_if_anything_is_due() -> None:
    command = next(line for line in REMINDER.read_text().splitlines() if "ExecStart=" in line)
    assert command.endswith("/assessment contacts --due --fail")
    assert any(line.startswith("OnCalendar=") for line in TIMER.read_text().splitlines())
