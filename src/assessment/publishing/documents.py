"""Documents generated from the content and its models."""

import json
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from pydantic import BaseModel

from assessment.content.directory import Directory
from assessment.content.loading import Content
from assessment.content.locales import Catalogue
from assessment.content.questionnaire import Questionnaire
from assessment.content.reviews import Reviews
from assessment.content.site import Site
from assessment.content.traversal import texts
from assessment.resources import root

SPOKEN = ("tracks", "topics", "emergency", "outcomes", "advice", "assistance", "closing")
"""The sections of questions.yaml whose text a transcript contains."""
MODELS: dict[str, type[BaseModel]] = {
    "questions": Questionnaire, "contacts": Directory, "site": Site, "reviews": Reviews,
}  # fmt: skip
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def evidence(content: Content) -> dict[str, str]:
    """The evidence document by file name.

    It says what has not been validated, then lists the questions, rules, programs, and sources.
    """
    text = rendered("evidence.md", asking=content.questionnaire, reviews=content.reviews)
    return {"evidence.md": text}


def schemas() -> dict[str, str]:
    """The JSON Schemas of the content files by file name, for use in text editors."""
    found = {name: model.model_json_schema() for name, model in MODELS.items()}
    for name in ("questions", "contacts"):
        _allow_overrides(found[name])
    return {
        f"{name}.schema.json": json.dumps({"$schema": DIALECT, **schema}, indent=1, sort_keys=True)
        + "\n"
        for name, schema in found.items()
    }


def _allow_overrides(schema: dict[str, Any]) -> None:
    """Allow what is valid in an agency's file but not in the shipped file."""
    del schema["required"]
    names = {"type": "array", "items": {"type": "string"}}
    schema["properties"]["inherit"] = {"type": "boolean"}
    schema["properties"]["remove"] = {"type": "object", "additionalProperties": names}
    for merged in ("Topic", "Assistance"):
        if merged in schema["$defs"]:
            schema["$defs"][merged]["required"] = ["id"]


def transcript(content: Content, catalogue: Catalogue) -> str:
    """One line for each string, with its path; untranslated strings stay in English."""
    spoken = [each for each in texts(content.questionnaire) if each[0][0] in SPOKEN]
    lines = []
    for number, (path, text) in enumerate(spoken, 1):
        is_missing = catalogue.file and text not in catalogue.messages
        mark = "  (not translated)" if is_missing else ""
        lines.append(f"{number:04} {'.'.join(map(str, path))}: {catalogue.gettext(text)}{mark}")
    return "\n".join(lines) + "\n"


def rendered(name: str, /, **values: Any) -> str:
    """The template with this name, such as sheet.md, rendered with `values`."""
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
