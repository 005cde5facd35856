"""The `assessment` command."""

import sys

import click

from assessment.cli.authoring import check, transcript, translate
from assessment.cli.contacts import contacts
from assessment.cli.documents import evidence, outcomes, paper, schema, sheet
from assessment.cli.export import export
from assessment.cli.own import init, originals, reviewed, stories
from assessment.cli.running import selfcheck, serve
from assessment.errors import AssessmentError

EXTRA = ("httpx", "textstat", "z3")
"""Packages that the `assessment[check]` extra installs. The server does not need them."""


@click.group(help="An anonymous self-assessment that stores nothing.")
def app() -> None:
    """The commands. Each imports its dependencies only when it runs, to keep `--help` fast."""


for command in (
    serve, check, translate, contacts, transcript, init, originals, reviewed, stories,
    outcomes, sheet, evidence, schema, paper, selfcheck, export,
):  # fmt: skip
    app.add_command(command)


def main() -> None:
    """Run a command. If it fails with an expected error, print the message and exit with code 1."""
    try:
        sys.exit(app(standalone_mode=False))
    except click.Abort:
        sys.exit(130)  # Ctrl+C, the usual way to stop a server
    except click.ClickException as error:
        click.echo(error.format_message(), err=True)
    except (AssessmentError, OSError) as error:  # such as a full disk or an unreadable file
        click.echo(str(error), err=True)
    except ModuleNotFoundError as error:
        if error.name not in EXTRA:
            raise
        click.echo(_missing(error.name), err=True)
    sys.exit(1)


def _missing(package: str) -> str:
    return f"This command needs {package}, which is part of assessment[check]: see docs/checks.md"
