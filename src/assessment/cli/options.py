"""Options that several commands have."""

import click

DAY = click.DateTime(["%Y-%m-%d"])
ON = click.option("--on", type=DAY, metavar="DATE", help="Default: today.")


def ids(value: str) -> list[str]:
    """The IDs in a comma-separated list."""
    return [each.strip() for each in value.split(",") if each.strip()]
