"""The shipped systemd unit is valid and gives the service few permissions."""

import shutil
import subprocess
from pathlib import Path

import pytest

from assessment.resources import root
from assessment.serving.limits import WANTED_FILES
from tests.proving import needs

ANALYZE = shutil.which("systemd-analyze")
UNIT = root() / "deploy" / "assessment.service"
MOST_EXPOSED = 15
"""In tenths: systemd rates everything up to 2.0 as well protected."""
pytestmark = needs(ANALYZE, "systemd")


def _analyzed(*words: str) -> subprocess.CompletedProcess[str]:
    command = [str(ANALYZE), "--no-pager", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_unit_is_valid(tmp_path: Path) -> None:
    text = UNIT.read_text(encoding="utf-8").replace("/opt/assessment/bin/assessment", "/bin/true")
    unit = tmp_path / UNIT.name
    unit.write_text(text, encoding="utf-8")
    done = _analyzed("verify", str(unit))
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


@pytest.mark.caught("test_a_unit_with_more_permissions_is_rejected")
def test_the_unit_has_few_permissions() -> None:
    done = _analyzed("security", "--offline=true", f"--threshold={MOST_EXPOSED}", str(UNIT))
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
