"""Locates the shipped content and templates in a checkout or in the installed package."""

from importlib.resources import files
from pathlib import Path

from assessment.errors import SettingsError


def root() -> Path:
    """The folder that contains `questions.yaml`, `contacts.yaml`, `templates/`, and so on.

    Raises SettingsError if no such folder exists. The working directory is never searched, because
    a stray file there must not change the questions.
    """
    bundled = Path(str(files("assessment"))) / "_bundled"
    checkout = Path(__file__).resolve().parents[2]
    for folder in (checkout, bundled):
        if (folder / "questions.yaml").is_file() and (folder / "templates").is_dir():
            return folder
    raise SettingsError(f"questions.yaml is missing from {checkout} and {bundled}")


def page_templates(own: Path | None) -> list[Path]:
    """The page templates by name; templates in the content folder `own` override shipped ones."""
    folders = [folder / "templates" for folder in (root(), own) if folder]
    named = {file.name: file for folder in folders for file in folder.glob("*.html")}
    return [named[name] for name in sorted(named)]
