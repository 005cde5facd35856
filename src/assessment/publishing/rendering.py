"""Renders documents from the templates of this package."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from assessment.resources import root


def rendered(name: str, **values: Any) -> str:
    """The template of this name, such as sheet.md, rendered with `values`."""
    return _environment().get_template(name).render(values)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("assessment.publishing"),
        autoescape=select_autoescape(["html"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    style = root() / "static" / "style.css"
    environment.globals["style"] = style.read_text(encoding="utf-8")
    return environment
