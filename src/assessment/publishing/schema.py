"""JSON Schemas of the two content files, for editors."""

import json
from typing import Any

from assessment.content.directory import Directory
from assessment.content.questionnaire import Questionnaire

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """JSON texts by file name."""
    models = (("questions", Questionnaire), ("contacts", Directory))
    return {f"{name}.schema.json": _text(model.model_json_schema()) for name, model in models}


def _text(schema: dict[str, Any]) -> str:
    return json.dumps({"$schema": DIALECT, **schema}, indent=1, sort_keys=True) + "\n"
