"""What an operator may choose. One frozen value, built once and handed in."""

from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assessment.errors import SettingsError
from assessment.resources import root


class Settings(BaseSettings):
    """Read from variables named ASSESSMENT_*, e.g. ASSESSMENT_AREA=us-ny.

    - `questions`, `contacts`: the two content files
    - `area`: the area of a reader who chose none; the file's own default if left out
    - `report_to`: where a reader can report a wrong number or a fault; nothing is shown if left out
    - `root_path`: the sub-path under which a proxy serves the site, e.g. /screen
    - `token_hours`: how long the key lives that makes a form's values unreadable later
    """

    model_config = SettingsConfigDict(env_prefix="ASSESSMENT_", frozen=True, extra="forbid")

    host: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65535)
    root_path: Annotated[str, StringConstraints(pattern=r"^(/[A-Za-z0-9._~-]+)*$")] = ""
    questions: Path = Field(default_factory=lambda: root() / "questions.yaml")
    contacts: Path = Field(default_factory=lambda: root() / "contacts.yaml")
    area: str | None = None
    report_to: str | None = None
    token_hours: int = Field(6, ge=1, le=24)


def read_settings(**chosen: object) -> Settings:
    """The settings, with `chosen` over the environment; SettingsError names a bad one."""
    try:
        return Settings(**chosen)  # type: ignore[arg-type]
    except ValidationError as error:
        detail = error.errors(include_input=False)[0]
        name = ".".join(str(step) for step in detail["loc"])
        raise SettingsError(f"ASSESSMENT_{name.upper()}: {detail['msg']}") from None
