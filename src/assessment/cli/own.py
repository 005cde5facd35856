"""Commands for operators who have their own folder."""

from datetime import date
from pathlib import Path

import click

DAY = click.DateTime(["%Y-%m-%d"])


def own_folder() -> Path:
    """The own folder. Raises SettingsError if ASSESSMENT_CONTENT names none."""
    from assessment.errors import SettingsError
    from assessment.settings import read_settings

    if (own := read_settings().content) is None:
        raise SettingsError("ASSESSMENT_CONTENT: set it to your own folder (see `assessment init`)")
    return own


@click.command()
def originals() -> None:
    """Note the shipped originals of your own items, and print what has changed in them.

    `assessment check` warns when one of them changes later. Compare before you run this.
    """
    from assessment.cli.content import chosen_content
    from assessment.content.originals import (
        current_originals,
        differences,
        note_originals,
        noted_originals,
    )

    own = own_folder()
    noted, current = noted_originals(own).items, current_originals(chosen_content().files)
    for name in sorted(current):
        for key, old, new in differences(noted.get(name, current[name]), current[name]):
            click.echo(f"{name} {key}\n  - {old}\n  + {new}")
    note_originals(own, current, date.today())
    click.echo(f"{len(current)} originals noted")
