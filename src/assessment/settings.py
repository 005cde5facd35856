"""What an operator may choose. One frozen value, built once and handed in."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from assessment.errors import SettingsError
from assessment.resources import root

PREFIX = "ASSESSMENT_"


class Settings(BaseModel):
    """Read from variables named ASSESSMENT_*, e.g. ASSESSMENT_AREA=us-ny.

    - `questions`, `contacts`: the two content files
    - `area`: the area of a reader who chose none; the file's own default if left out
    - `report_to`: where a reader can report a wrong number or a fault; nothing is shown if left out
    - `root_path`: the sub-path under which a proxy serves the site, e.g. /screen
    - `token_hours`: how long the key lives that makes a form's values unreadable later
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65535)
    root_path: Annotated[str, StringConstraints(pattern=r"^(/[A-Za-z0-9._~-]+)*$")] = ""
    questions: Path = Field(default_factory=lambda: root() / "questions.yaml")
    contacts: Path = Field(default_factory=lambda: root() / "contacts.yaml")
    area: str | None = None
    report_to: str | None = None
    token_hours: int = Field(2, ge=1, le=24)


def read_settings(variables: Mapping[str, str] = os.environ, /, **chosen: object) -> Settings:
    """The settings from the variables of the process, with those `chosen` over them.

    A variable that is empty is left out. SettingsError names a setting that is unknown, so that
    a slip in a name is not taken for a choice, or that has a value which cannot be used.
    """
    given = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in variables.items()
        if name.startswith(PREFIX) and value
    }
    try:
        return Settings.model_validate({**given, **chosen})
    except ValidationError as error:
        detail = error.errors(include_input=False)[0]
        name = f"{PREFIX}{str(detail['loc'][0]).upper()}"
        known = ", ".join(sorted(f"{PREFIX}{field.upper()}" for field in Settings.model_fields))
        unknown = detail["type"] == "extra_forbidden"
        said = f"there is no such setting; there are {known}" if unknown else detail["msg"]
        raise SettingsError(f"{name}: {said}") from None
