"""The `assessment` command."""

import sys
from importlib import import_module

import click

from assessment.errors import AssessmentError

MODULES = {
    "running": ("serve", "selfcheck"),
    "authoring": ("check", "translate", "transcript"),
    "contacts": ("contacts",),
    "own": ("init", "originals", "reviewed", "stories"),
    "documents": ("outcomes", "sheet", "evidence", "schema", "paper"),
    "export": ("export",),
}
"""The commands in each module, which is imported only when one of them is needed."""
COMMANDS = {name: module for module, names in MODULES.items() for name in names}
EXTRA = ("httpx", "textstat", "z3")
"""Packages that the `assessment[check]` extra installs. The server does not need them."""


class Commands(click.Group):
    """The commands by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"assessment.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name)
        return command


app = Commands(help="An anonymous self-assessment that stores nothing.")


def main() -> None:
    """Run a command. If it fails with an expected error, print the message and exit with code 1."""
    try:
        sys.exit(app(standalone_mode=False))
    except click.Abort:
        sys.exit(130)  # Ctrl+C, the usual way to stop a server
    except click.ClickException as error:
        message = error.format_message()
    except (AssessmentError, OSError) as error:  # such as a full disk or an unreadable file
        message = str(error)
    except ModuleNotFoundError as error:
        if error.name not in EXTRA:
            raise
        message = (
            f"{error.name} is not installed; it is part of assessment[check] (see docs/checks.md)"
        )
    click.echo(message, err=True)
    sys.exit(1)
