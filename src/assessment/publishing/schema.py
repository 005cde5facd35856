"""JSON Schemas of the two files, so that an editor can help while one is written."""

import json
from typing import Any

from assessment.content.directory import Directory
from assessment.content.questionnaire import Questionnaire


def schemas() -> dict[str, str]:
    """File name to JSON text."""
    models = (("questions", Questionnaire), ("contacts", Directory))
    return {f"{name}.schema.json": _text(model.model_json_schema()) for name, model in models}


def _text(schema: dict[str, Any]) -> str:
    definitions = schema["$defs"]
    rule = {"anyOf": [{"$ref": "#/$defs/Rule"}, {"const": "always"}]}
    opened = _opened({**schema, "$defs": {**definitions}}, rule)
    opened["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(opened, indent=1, sort_keys=True) + "\n"


def _opened(part: Any, rule: dict[str, Any]) -> Any:
    """The schema with the short forms that the reader takes too: one string, or `always`."""
    if isinstance(part, list):
        return [_opened(item, rule) for item in part]
    if not isinstance(part, dict):
        return part
    if part.get("type") == "array" and part.get("items", {}).get("type") == "string":
        return {"anyOf": [part, part["items"]]}
    return {
        key: rule if key in RULES and "$ref" in str(value) else _opened(value, rule)
        for key, value in part.items()
    }


RULES = ("when", "first_when", "last_when", "clear_when")
