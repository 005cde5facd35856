"""The installed command."""

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from assessment.errors import AssessmentError

F = TypeVar("F", bound=Callable[..., Any])


@click.group(help="An anonymous self-assessment that keeps nothing.")
def app() -> None:
    """Each command loads what it needs, and no more."""


@app.command()
@click.option("--host", help="Address to listen on.")
@click.option("--port", help="Port to listen on.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes to serve with.",
)
def serve(workers: int, **chosen: str | None) -> None:
    """Serve the site. Nothing is logged but the address it is served on."""
    # Nothing made while starting is garbage: looking for it costs a tenth of the time.
    gc.disable()
    from assessment.serving import serve as run
    from assessment.settings import read_settings

    settings = read_settings(**{k: v for k, v in chosen.items() if v is not None})
    run(settings, workers, click.echo)


@app.command()
def translate() -> None:
    """Bring the catalogues in locales/ up to date with the questions, contacts and pages."""
    from assessment.publishing import commands

    commands.translate(click.echo)


PATH = click.Path(path_type=Path)
FOLDER = click.Path(path_type=Path, file_okay=False)


def written_to(folder: str) -> Callable[[F], F]:
    """The option that names the folder to write to."""
    return click.option(
        "--to", type=FOLDER, default=folder, show_default=True, help="The folder to write to."
    )


@app.command()
@click.argument("questions", type=PATH, required=False)
@click.argument("contacts", type=PATH, required=False)
@click.option("--format", type=click.Choice(["text", "json", "github"]), default="text")
def check(questions: Path | None, contacts: Path | None, format: str) -> None:
    """Find mistakes in the questions, contacts and translations. Exit code 1 for errors."""
    from assessment.publishing import commands

    if not commands.check(questions, contacts, format, click.echo):
        sys.exit(1)


@app.command()
@written_to("docs")
def outcomes(to: Path) -> None:
    """Write outcomes.html and outcomes.md: every outcome and the page that it gives."""
    from assessment.publishing import commands

    commands.write_outcomes(to, click.echo)


@app.command()
@written_to("docs")
def sheet(to: Path) -> None:
    """Write sheet.html and sheet.md: every question and rule on one page."""
    from assessment.publishing import commands

    commands.write_sheet(to, click.echo)


@app.command()
@written_to("docs")
def evidence(to: Path) -> None:
    """Write evidence.md: what each question and rule rests on."""
    from assessment.publishing import commands

    commands.write_evidence(to, click.echo)


@app.command()
@written_to("docs/schema")
def schema(to: Path) -> None:
    """Write the JSON Schemas of the two files, for editors."""
    from assessment.publishing import commands

    commands.write_schema(to, click.echo)


@app.command()
@click.argument("language")
def transcript(language: str) -> None:
    """Print all that is said in a language, such as es, in numbered lines."""
    from assessment.publishing import commands

    commands.tell_transcript(language, click.echo)


@app.command()
@click.option("--due", is_flag=True, help="Only those due within a month.")
@click.option("--format", type=click.Choice(["text", "md", "ics"]), default="text")
def contacts(due: bool, format: str) -> None:
    """List the contacts with the day by which each must be checked."""
    from assessment.publishing import commands

    commands.tell_contacts(due, format, click.echo)


@app.command()
@click.argument("url", default="http://127.0.0.1:8000")
def selfcheck(url: str) -> None:
    """Check a running copy from outside, and print a report that can be published."""
    from datetime import UTC, datetime

    from assessment.selfcheck import checked, report

    findings = list(checked(url))
    click.echo(report(url, f"{datetime.now(UTC):%Y-%m-%d}", findings))
    sys.exit(any(finding.faults for finding in findings))


def main() -> None:
    """Run a command. What was asked for wrongly is told in plain words, with exit code 1."""
    try:
        sys.exit(app(standalone_mode=False))
    except click.Abort:
        sys.exit(130)  # Ctrl+C, which is how a server is stopped
    except click.ClickException as error:
        click.echo(error.format_message(), err=True)
    except (AssessmentError, OSError) as error:  # such as a full disk, or a file we may not read
        click.echo(str(error), err=True)
    sys.exit(1)
