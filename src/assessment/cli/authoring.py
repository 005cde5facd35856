"""Commands for authors and translators."""

import sys
from collections.abc import Iterable
from contextlib import AbstractContextManager
from datetime import date, datetime
from pathlib import Path

import click

PATH = click.Path(path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("questions", type=PATH, required=False)
@click.argument("contacts", type=PATH, required=False)
@click.option("--format", type=click.Choice(["text", "json", "github"]), default="text")
@click.option(
    "--as-of",
    type=DAY,
    metavar="DATE",
    help="Check only as of this day, such as 2027-05-01, instead of today and the next two years.",
)
def check(
    questions: Path | None, contacts: Path | None, format: str, as_of: datetime | None
) -> None:
    """Find mistakes in questions, contacts and translations. Exit code 1 if there are errors.

    Contacts expire, so the proofs run for today and for each day in the next two years on which
    readers would see different contacts.
    """
    from assessment.checking import report
    from assessment.settings import read_settings

    settings = read_settings()
    files = (questions or settings.questions, contacts or settings.contacts)
    day, ahead = (as_of.date(), 0) if as_of else (date.today(), report.AHEAD)
    problems = report.check_files(*files, day, ahead=ahead, progress=_bar)
    click.echo(report.FORMATS[format](problems))
    sys.exit(any(problem.is_error for problem in problems))


def _bar(days: list[date]) -> AbstractContextManager[Iterable[date]]:
    shown = sys.stderr.isatty()
    return click.progressbar(days, label="Checking each day", file=sys.stderr, hidden=not shown)


@click.command()
def translate() -> None:
    """Update the catalogs in locales/ with the texts of the questions, contacts and pages."""
    from assessment.checking.extraction import source_messages, updated
    from assessment.cli.content import chosen_content
    from assessment.content.locales import catalogue_file, is_known
    from assessment.errors import SettingsError
    from assessment.resources import root

    content = chosen_content()
    languages = [language.id for language in content.questionnaire.languages]
    for language in languages:
        if not is_known(language):
            raise SettingsError(f"{language}: unknown language code; use a code such as es")
    found = list(source_messages(content, root() / "templates"))
    for language in languages[1:]:
        file = catalogue_file(root() / "locales", language)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(updated(file, language, found))
        click.echo(f"{file}: {len(dict(found))} texts")


@click.command()
@click.argument("language")
def transcript(language: str) -> None:
    """Print every text in a language, such as es, as numbered lines."""
    from assessment.checking.report import catalogues_of
    from assessment.cli.content import chosen_content
    from assessment.errors import SettingsError
    from assessment.publishing.documents import transcript as written

    content = chosen_content()
    catalogue = catalogues_of(content).get(language)
    if catalogue is None:
        raise SettingsError(f"{language}: questions.yaml does not offer this language")
    click.echo(written(content, catalogue))


@click.command()
@click.option("--due", is_flag=True, help="List only contacts due within a month.")
@click.option("--format", type=click.Choice(["text", "md"]), default="text")
def contacts(due: bool, format: str) -> None:
    """List the contacts, each with the date by which it must be checked."""
    from assessment.cli.content import chosen_content
    from assessment.publishing import due as checks

    until = checks.within_a_month(date.today()) if due else date.max
    listed = checks.due(chosen_content().directory, until)
    click.echo(checks.FORMATS[format](listed))
