"""The operator's settings: one frozen object that is read once and then passed around."""

import os
from collections.abc import Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, DirectoryPath, Field, StringConstraints, ValidationError

from assessment.errors import SettingsError

PREFIX = "ASSESSMENT_"


class Settings(BaseModel):
    """Read from environment variables named ASSESSMENT_*, for example ASSESSMENT_AREA=us-ny.

    - `content`: the agency's content folder, which overrides the shipped content (docs/adopt.md)
    - `area`: the area for readers who have not chosen one; defaults to `default_area` of the
      contacts file
    - `root_path`: the path prefix under which a proxy serves the site, for example /screen
    - `token_hours`: how many hours a key encodes new forms; the previous key is still accepted
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65535)
    root_path: Annotated[str, StringConstraints(pattern=r"^(/[A-Za-z0-9._~-]+)*$")] = ""
    content: DirectoryPath | None = None
    area: str | None = None
    token_hours: int = Field(2, ge=1, le=24)


def read_settings(variables: Mapping[str, str] = os.environ, /, **chosen: object) -> Settings:
    """The settings from environment variables; `chosen` values override them.

    Empty variables are ignored. Raises SettingsError for an invalid value, and for an unknown name,
    so that a typo does not go unnoticed.
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
        said = f"unknown setting; known settings: {known}" if unknown else detail["msg"]
        raise SettingsError(f"{name}: {said}") from None
