"""A wheel contains the files that people edit and no other data, and works from any folder."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import httpx
import pytest

from assessment.resources import root
from tests.promises.servers import served

BUNDLED = ("questions.yaml", "contacts.yaml", "words.yaml", "templates", "static", "locales")
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel built from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=root(), check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


def tracked() -> set[str]:
    """The tracked files that people edit."""
    command = ["git", "ls-files", *BUNDLED]
    done = subprocess.run(command, cwd=root(), check=True, capture_output=True, text=True)
    return set(done.stdout.split())


def test_a_wheel_contains_only_the_files_that_people_edit(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        names = {name for name in opened.namelist() if "/_bundled/" in name}
    assert {name.split("/_bundled/")[1] for name in names} == tracked()


def test_an_installed_wheel_serves_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "installed"
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-index"]
    subprocess.run([*pip, "--target", str(target), str(wheel)], check=True, capture_output=True)
    installed = {"PYTHONPATH": str(target)}
    with served(cwd="/", env=installed) as site:
        page = httpx.get(f"{site.address}/es/help")
    assert page.status_code == 200
    where = "import assessment.resources as r; print(r.root())"
    command = [sys.executable, "-c", where]
    found = subprocess.check_output(command, cwd="/", env=os.environ | installed, text=True)
    assert found.strip() == str(target / "assessment" / "_bundled")
