"""The installed command."""

import gc
from pathlib import Path
from typing import Annotated, Literal

import typer

from assessment.errors import AssessmentError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="An anonymous self-assessment that keeps nothing.",
)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes to serve with.")] = 1,
) -> None:
    """Serve the site. Nothing is logged but the address it is served on."""
    # Nothing made while starting is garbage: looking for it costs a tenth of the time.
    gc.disable()
    from assessment.serving import serve as run
    from assessment.settings import read_settings

    chosen = {"host": host, "port": port}
    settings = read_settings(**{k: v for k, v in chosen.items() if v is not None})
    run(settings, workers, typer.echo)


@app.command()
def translate() -> None:
    """Bring the catalogues in locales/ up to date with the questions, contacts and pages."""
    from assessment.authors import commands

    commands.translate(typer.echo)


Folder = Annotated[Path, typer.Option("--to", help="The folder to write to.")]
File = Annotated[Path | None, typer.Argument(help="The site's own if left out.")]


@app.command()
def check(
    questions: File = None,
    contacts: File = None,
    format: Annotated[Literal["text", "json", "github"], typer.Option()] = "text",
) -> None:
    """Find mistakes in the questions, contacts and translations. Exit code 1 for errors."""
    from assessment.authors import commands

    if not commands.check(questions, contacts, format, typer.echo):
        raise typer.Exit(1)


@app.command()
def outcomes(to: Folder = Path("docs")) -> None:
    """Write outcomes.html and outcomes.md: every outcome and the page that it gives."""
    from assessment.authors import commands

    commands.write_outcomes(to, typer.echo)


@app.command()
def sheet(to: Folder = Path("docs")) -> None:
    """Write sheet.html and sheet.md: every question and rule on one page."""
    from assessment.authors import commands

    commands.write_sheet(to, typer.echo)


@app.command()
def evidence(to: Folder = Path("docs")) -> None:
    """Write evidence.md: what each question and rule rests on."""
    from assessment.authors import commands

    commands.write_evidence(to, typer.echo)


@app.command()
def styles(to: Folder = Path("docs")) -> None:
    """Write styles.html: every component of the pages in each of its states."""
    from assessment.authors import commands

    commands.write_styles(to, typer.echo)


@app.command()
def schema(to: Folder = Path("docs/schema")) -> None:
    """Write the JSON Schemas of the two files, for editors."""
    from assessment.authors import commands

    commands.write_schema(to, typer.echo)


@app.command()
def transcript(language: Annotated[str, typer.Argument(help="Such as es.")]) -> None:
    """Print all that is said in a language, in numbered lines."""
    from assessment.authors import commands

    commands.tell_transcript(language, typer.echo)


@app.command()
def contacts(
    due: Annotated[bool, typer.Option("--due", help="Only those due within a month.")] = False,
    format: Annotated[Literal["text", "md", "ics"], typer.Option()] = "text",
) -> None:
    """List the contacts with the day by which each must be checked."""
    from assessment.authors import commands

    commands.tell_contacts(due, format, typer.echo)


@app.command()
def selfcheck(
    url: Annotated[str, typer.Argument(help="The copy to check.")] = "http://127.0.0.1:8000",
) -> None:
    """Check a running copy from outside, and print a report that can be published."""
    from datetime import UTC, datetime

    from assessment.selfcheck import checked, report

    findings = list(checked(url))
    typer.echo(report(url, f"{datetime.now(UTC):%Y-%m-%d}", findings))
    raise SystemExit(any(finding.faults for finding in findings))


def main() -> None:
    """Run a command. What goes wrong on purpose is told in plain words, with exit code 1."""
    try:
        app()
    except AssessmentError as error:
        typer.echo(str(error), err=True)
        raise SystemExit(1) from None
