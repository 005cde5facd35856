"""Commands for agencies that have a content folder."""

import json
import sys
from datetime import date, datetime
from pathlib import Path

import click

from assessment.checking.stories import play
from assessment.cli.common import FOLDER, ON, chosen_content, role_and_day
from assessment.content import originals as record
from assessment.content import reviews
from assessment.content.digests import current_digests
from assessment.content.loading import catalogues_of, load_content
from assessment.content.stories import read_stories
from assessment.errors import SettingsError
from assessment.publishing.starter import starting_files
from assessment.settings import read_settings


def own_folder() -> Path:
    """The agency's content folder. Raises SettingsError if ASSESSMENT_CONTENT is not set."""
    if (own := read_settings().content) is None:
        raise SettingsError("set ASSESSMENT_CONTENT to your content folder (see `assessment init`)")
    return own


@click.command()
@click.argument("folder", type=FOLDER)
@click.option("--area", required=True, help="Where your readers are, such as us-wi-dane.")
@click.option("--name", required=True, help="The name of your organization.")
def init(folder: Path, area: str, name: str) -> None:
    """Create a content folder of your own. Existing files are never changed."""
    files = starting_files(load_content(), area, name)
    for file, text in files.items():
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        try:
            with (folder / file).open("x", encoding="utf-8") as stream:
                stream.write(text)
            click.echo(f"wrote {folder / file}")
        except FileExistsError:
            click.echo(f"kept {folder / file}")
    click.echo(f"Next: export ASSESSMENT_CONTENT={folder.resolve()}, then assessment check")


@click.command()
def originals() -> None:
    """Record the shipped originals of the items that you override, and print their changes.

    `assessment check` warns you if an original changes later. Compare the originals with your own
    items before you run this command.
    """
    own = own_folder()
    noted = record.noted_originals(own).items
    current = record.current_originals(chosen_content().files)
    for name in sorted(current):
        for key, old, new in record.differences(noted.get(name, current[name]), current[name]):
            click.echo(f"{name} {key}\n  - {old}\n  + {new}")
    record.note_originals(own, current, date.today())
    click.echo(f"Originals recorded: {len(current)}.")


@click.command()
@click.option("--by", required=True, help="A role, such as 'a lawyer in Wisconsin', not a name.")
@click.option(
    "--what",
    required=True,
    multiple=True,
    help="What was reviewed: questions, contacts, pages, or a language. May be repeated.",
)
@ON
def reviewed(by: str, what: tuple[str, ...], on: datetime | None) -> None:
    """Add a sign-off to reviews.yaml, with a digest of what was reviewed.

    `assessment check` warns you if the reviewed text changes later.
    """
    file, content = own_folder() / reviews.NAME, chosen_content()
    current = current_digests(content, catalogues_of(content))
    if unknown := [part for part in what if part not in current]:
        raise SettingsError(f"--what {unknown[0]}: use one of: {', '.join(current)}")
    read = ", ".join(f'{part}: "{current[part]}"' for part in what)
    role, day = role_and_day(by, on)
    before = file.read_text(encoding="utf-8").rstrip() if file.is_file() else ""
    entry = f"- by: {json.dumps(role, ensure_ascii=False)}\n  on: {day}\n  what: {{{read}}}\n"
    file.write_text(f"{before}\n{entry}".lstrip(), encoding="utf-8")
    click.echo(f"wrote {file}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def stories(file: Path) -> None:
    """Run the stories in FILE, and print every difference from the expected results.

    The exit code is 1 if there are any differences.
    """
    played = list(play(chosen_content(), read_stories(file)))
    for name, faults in played:
        for fault in faults:
            click.echo(f"{name}: {fault}")
    failed = sum(bool(faults) for _, faults in played)
    click.echo(f"Stories: {len(played)}. With unexpected results: {failed}.")
    sys.exit(bool(failed))
