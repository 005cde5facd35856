"""The small test content as the agency's folder that all commands use."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from assessment.cli import app
from tests import small

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes contacts to the agency's folder that all commands use, and returns their file."""
    monkeypatch.setenv("ASSESSMENT_CONTENT", str(tmp_path))

    def written(contacts: str) -> Path:
        return small.folder_with(tmp_path, contacts=contacts) / "contacts.yaml"

    return written


def ran(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(app, ["contacts", *words], catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.output
