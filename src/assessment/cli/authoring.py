"""Commands for authors and translators."""

import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from assessment.checking.extraction import source_messages, updated
from assessment.checking.formats import FORMATS
from assessment.checking.report import AHEAD, Scope, check_folder
from assessment.cli.common import DAY, chosen_content
from assessment.content.loading import Content, catalogues_of
from assessment.content.locales import catalogue_file, is_known, load_catalogues
from assessment.errors import SettingsError
from assessment.publishing import documents
from assessment.resources import root
from assessment.settings import read_settings

FOLDER = click.Path(path_type=Path, exists=True, file_okay=False)


@click.command()
@click.argument("folder", type=FOLDER, required=False)
@click.option("--format", type=click.Choice(["text", "json", "github"]), default="text")
@click.option(
    "--as-of",
    type=DAY,
    metavar="DATE",
    help="Check a single date, such as 2027-05-01, instead of today and the next two years.",
)
@click.option("--area", metavar="ID", help="Check only what readers in this area see.")
@click.option("--language", metavar="ID", help="Check only the translations into this language.")
def check(folder: Path | None, format: str, as_of: datetime | None, **scope: Any) -> None:
    """Find mistakes in the questions, contacts, and translations.

    FOLDER is your content folder. The default is the folder that ASSESSMENT_CONTENT names. Contacts
    expire, so the proofs run for today and for each date in the next two years on which the visible
    contacts change. The exit code is 1 if there are errors.
    """
    own = folder or read_settings().content
    day, ahead = (as_of.date(), 0) if as_of else (date.today(), AHEAD)
    report = check_folder(own, day, Scope(**scope, ahead=ahead), progress=_bar)
    click.echo(FORMATS[format](report))
    sys.exit(any(problem.is_error for problem in report.problems))


def _bar(days: list[date]) -> AbstractContextManager[Iterable[date]]:
    shown = sys.stderr.isatty()
    return click.progressbar(days, label="Checking each date", file=sys.stderr, hidden=not shown)


@click.command()
def translate() -> None:
    """Update the catalogs in locales/ with the text of the questions, contacts, and pages.

    This includes existing catalogs of languages that are not offered, such as drafts. If you have
    a content folder, this updates the catalogs in its locales/ folder instead, with the text that
    has no shipped translation.
    """
    content = chosen_content()
    own, found = content.files.own, list(source_messages(content))
    folder = (own or root()) / "locales"
    languages = _known_languages(content, folder)
    base, kept = (load_catalogues(place, languages) for place in (root() / "locales", folder))
    for language in languages[1:]:
        file = catalogue_file(folder, language)
        # A content folder inherits the shipped translations, but may override some of them.
        inherited = base[language].messages.keys() - kept[language].entries.keys() if own else ()
        needed = [each for each in found if each[0] not in inherited]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(updated(file, language, needed))
        click.echo(f"{file}: {len(dict(needed))} strings")


def _known_languages(content: Content, folder: Path) -> list[str]:
    """The languages of the content, then the other languages with a catalog in the folder.

    Raises SettingsError if a language has an unknown code.
    """
    languages = [language.id for language in content.questionnaire.languages]
    started = sorted(file.parents[1].name for file in folder.glob(str(catalogue_file(Path(), "*"))))
    languages += [language for language in started if language not in languages]
    for language in languages:
        if not is_known(language):
            raise SettingsError(f"{language}: unknown language code; use a code such as es")
    return languages


@click.command()
@click.argument("language")
def transcript(language: str) -> None:
    """Print all text in one language, such as es, as numbered lines."""
    content = chosen_content()
    catalogue = catalogues_of(content).get(language)
    if catalogue is None:
        raise SettingsError(f"{language}: questions.yaml does not offer this language")
    click.echo(documents.transcript(content, catalogue))
