"""Commands that write documents for reviewers and printable pages."""

import sys
from datetime import date
from pathlib import Path

import click

from assessment.cli.common import FOLDER, checked_content, ids
from assessment.publishing import documents
from assessment.publishing.paper import PaperFiles
from assessment.publishing.sheet import sheet as sheet_files

GENERATED = "docs/generated"
"""Git ignores this folder, because generated files would conflict on every merge."""
TO = click.option(
    "--to", type=FOLDER, default=GENERATED, show_default=True, help="Folder to write to."
)


@click.command()
@TO
def outcomes(to: Path) -> None:
    """Write outcomes.html and outcomes.md, which show the results page of every outcome."""
    from assessment.publishing import gallery  # needs the solver

    _write(to, gallery.outcomes(checked_content()))


@click.command()
@TO
def sheet(to: Path) -> None:
    """Write sheet.html and sheet.md, which list every question and rule on one page."""
    _write(to, sheet_files(checked_content()))


@click.command()
@TO
def evidence(to: Path) -> None:
    """Write evidence.md, which lists the sources of each question and rule."""
    _write(to, documents.evidence(checked_content()))


@click.command()
@TO
def schema(to: Path) -> None:
    """Write the JSON Schemas of the content files, which text editors can use."""
    _write(to, documents.schemas())


@click.command()
@click.argument("folder", type=FOLDER)
@click.option(
    "--areas", default="", type=ids, help="Areas, such as us-ny,us-ca. Default: the home area."
)
@click.option("--languages", default="", type=ids, help="Languages, such as en,es. Default: all.")
@click.option("--url", help="Site address to print. Default: the one in site.yaml.")
def paper(folder: Path, areas: list[str], languages: list[str], url: str | None) -> None:
    """Write posters, cards, and other printable pages to FOLDER, for Letter and A4 paper."""
    files = PaperFiles(date.today(), url)
    jobs = files.jobs(areas, languages)
    hidden = not sys.stderr.isatty()
    with click.progressbar(jobs, label="Writing pages", file=sys.stderr, hidden=hidden) as shown:
        for job in shown:
            file = folder / job.name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(files.page(job))
    click.echo(f"wrote {len(jobs)} files to {folder}")


def _write(folder: Path, files: dict[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
        click.echo(f"wrote {folder / name}")
