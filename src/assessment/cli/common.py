"""What several commands share: options, the content to work on, and who has checked it."""

from datetime import date, datetime
from pathlib import Path

import click

from assessment.checking.start import refuse_errors
from assessment.content.loading import Content, catalogues_of, load_content
from assessment.errors import SettingsError
from assessment.settings import read_settings

DAY = click.DateTime(["%Y-%m-%d"])
ON = click.option("--on", type=DAY, metavar="DATE", help="Default: today.")
FOLDER = click.Path(path_type=Path, file_okay=False)


def ids(value: str) -> list[str]:
    """The IDs in a comma-separated list."""
    return [each.strip() for each in value.split(",") if each.strip()]


def chosen_content(area: str | None = None) -> Content:
    """The content that the settings select, as `load_content` limits it to an area."""
    return load_content(read_settings().content, area)


def checked_content() -> Content:
    """The content that the settings select, checked. Raises ContentError if it has errors."""
    content = chosen_content()
    refuse_errors(content, catalogues_of(content), date.today())
    return content


def role_and_day(by: str, on: datetime | None) -> tuple[str, date]:
    """The role of the person who checked something, and the date (today by default).

    Raises SettingsError if the role is blank or the day is in the future.
    """
    day = on.date() if on else date.today()
    if day > date.today():
        raise SettingsError(f"--on {day}: this date is in the future")
    if not (role := " ".join(by.split())):
        raise SettingsError("--by: enter a role, such as 'a lawyer'")
    return role, day
