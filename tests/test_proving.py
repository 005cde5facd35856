"""A skipped test does not prove a promise."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assessment.resources import root

TESTS = """
import pytest
from tests.proving import needs

@needs(False, "a program")
def test_with_a_program():
    pass

@pytest.mark.skip(reason="another system")
def test_on_another_system():
    pass
"""


def _run(folder: Path, ci: str) -> str:
    """The summary of a pytest run with the hooks of our tests."""
    (folder / "test_made.py").write_text(TESTS, encoding="utf-8")
    options = ["-c", os.devnull, "-p", "tests.conftest", "-p", "no:cacheprovider", "-q"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, "--rootdir", folder, folder],
        env={
            **os.environ,
            "CI": ci,
            "PYTHONPATH": str(root()),
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout


@pytest.mark.prove
@pytest.mark.parametrize(("ci", "ended"), [("true", "1 skipped, 1 error"), ("", "2 skipped")])
def test_a_test_without_its_program_fails_in_ci_and_is_skipped_elsewhere(
    tmp_path: Path, ci: str, ended: str
) -> None:
    assert ended in _run(tmp_path, ci)
