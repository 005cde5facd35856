"""The command that writes the site as files."""

import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from assessment.cli.common import ids
from assessment.publishing.export import Export
from assessment.publishing.folder import write
from assessment.publishing.single import single as one_file
from assessment.publishing.single import snippet
from assessment.settings import read_settings
from assessment.web.app import read_inputs


def _today() -> date:
    """The date of the export, which is today unless SOURCE_DATE_EPOCH sets an earlier date."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else date.today()


@click.command()
@click.argument("to", type=click.Path(path_type=Path))
@click.option("--areas", default="", type=ids, help="Comma-separated IDs. Default: all.")
@click.option("--languages", default="", type=ids, help="Comma-separated IDs. Default: all.")
@click.option(
    "--base", default="/", show_default=True, help="Path under which the host serves the site."
)
@click.option("--server", default="", help="Server for readers without JavaScript: https://...")
@click.option("--single", default="", metavar="LANGUAGE", help="Write one file in this language.")
@click.option("--area", default="", help="Area for --single. Default: the default area.")
@click.option("--embed", is_flag=True, help="Write a file and a button for a partner's page.")
def export(to: Path, *, base: str, single: str, area: str, embed: bool, **wanted: Any) -> None:
    """Write the site as files for any static host to the folder TO, or as one file to the file TO.

    The single file contains all pages of one language and area, and needs no network.
    """
    if embed and not single:
        raise click.UsageError("--embed requires --single LANGUAGE")
    inputs, warnings = read_inputs(read_settings(root_path=base.rstrip("/")), _today())
    if single:
        to.write_bytes(one_file(inputs, _today(), single, area or inputs.area, framed=embed))
        if embed:
            click.echo(snippet(inputs, single, to.name))
    else:
        made = Export(inputs, _today(), **wanted)
        with click.progressbar(length=len(made.places) + 1, label="Places") as bar:
            write(made, to, lambda: bar.update(1))
    for warning in warnings:
        click.echo(str(warning), err=True)
