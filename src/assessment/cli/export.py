"""The command that writes the site as files."""

from datetime import date
from pathlib import Path

import click


def _ids(context: click.Context, option: click.Parameter, value: str) -> list[str]:
    return [each.strip() for each in value.split(",") if each.strip()]


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--areas", default="", callback=_ids, help="Ids with commas; all areas by default.")
@click.option("--languages", default="", callback=_ids, help="Ids with commas; all by default.")
@click.option("--base", default="/", show_default=True, help="Path under which it is served.")
@click.option("--server", default="", help="Server for readers without script: https://...")
def export(folder: Path, areas: list[str], languages: list[str], base: str, server: str) -> None:
    """Write the site to FOLDER, as files for any static host."""
    from assessment.publishing.export import Export, Wanted
    from assessment.publishing.folder import write
    from assessment.settings import read_settings
    from assessment.web.app import read_inputs

    today = date.today()
    settings = read_settings(root_path=base.rstrip("/"))
    inputs, warnings = read_inputs(settings, today)
    made = Export(inputs, today, Wanted(areas, languages, settings.root_path, server))
    with click.progressbar(length=len(made.places) + 1, label="Places") as bar:
        write(made, folder, lambda: bar.update(1))
    for warning in warnings:
        click.echo(str(warning), err=True)
