"""Finds the files that people edit, in a checkout or in the installed package."""

from importlib.resources import files
from pathlib import Path

from assessment.errors import SettingsError


def root() -> Path:
    """The folder that contains `questions.yaml`, `contacts.yaml`, `templates/` and the rest.

    Raises SettingsError if there is none. The working directory is never searched, because a stray
    file there must not change the questions.
    """
    bundled = Path(str(files("assessment"))) / "_bundled"
    checkout = Path(__file__).resolve().parents[2]
    for folder in (checkout, bundled):
        if (folder / "questions.yaml").is_file() and (folder / "templates").is_dir():
            return folder
    raise SettingsError(f"questions.yaml is missing from {checkout} and {bundled}")
