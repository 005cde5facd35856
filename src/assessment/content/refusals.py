"""Validation errors as messages for authors who do not know Python."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml.nodes import Node

from assessment.content.rules import ContentModel
from assessment.content.yaml_file import place_of, value_of
from assessment.errors import Problem

M = TypeVar("M", bound=BaseModel)
PATTERNS = {
    "a_b": "Use lowercase letters, digits, - and _, and start with a letter.",
    "es-MX": "Write a language code, such as es or zh-Hant.",
    "US": "Write the two capital letters of the country code, such as US.",
    "us@ours.org": "Write an email address, such as help@ours.org.",
    "09:00": "Write a time with two digits each, such as 09:00.",
}
"""Fixes by example: a text that matches a pattern, so that no author has to read the pattern."""
FIXES: Mapping[str, str] = {
    "string_type": "Write one text here. Put it in quotes if it contains a colon, a bracket, or #.",
    "string_too_short": "Write the text, or remove the key.",
    "bool_parsing": "Write true or false.",
    "int_parsing": "Write a whole number, such as 3.",
    "date_from_datetime_parsing": "Write a date as year-month-day, such as 2026-11-25.",
    "date_parsing": "Write a date as year-month-day, such as 2026-11-25.",
    "url_parsing": "Write the whole address, beginning with https://.",
    "url_scheme": "Write the whole address, beginning with https://.",
    "tuple_type": "Write a list, such as [en, es].",
    "dict_type": "Write keys with values, each on its own line.",
    "model_type": "Write keys with values, each on its own line.",
    "too_short": "Write at least one.",
    "too_long": "Remove some.",
    "greater_than_equal": "Write {ge} or more.",
    "less_than_equal": "Write {le} or less.",
    "less_than": "Write less than {lt}.",
    "literal_error": "Write {expected}.",
}
OTHERWISE = "Write it like the other entries, or see docs/content.md."


def validated(
    node: Node | None, file: str, model: type[M], problems: list[Problem], **context: Any
) -> M | None:
    """The model of a file, or None after adding its mistakes to `problems`."""
    try:
        return model.model_validate(value_of(node), context=context)
    except ValidationError as error:
        for detail in error.errors():
            name, *place = place_of(node, file, detail["loc"])
            problems.append(refusal(name, detail, (place[0], place[1])))
    return None


def refusal(file: str, detail: Any, place: tuple[int, int]) -> Problem:
    """E101 to E103: one of pydantic's errors as a problem at this line and column."""
    path, kind = detail["loc"], detail["type"]
    where = ".".join(str(step) for step in path) or "the file"
    if kind == "extra_forbidden":
        return Problem("E101", file, *place, f"unknown key `{path[-1]}`", _near(path[-1]))
    if kind == "missing":
        return Problem("E102", file, *place, f"{where}: missing key", f"Add `{path[-1]}:`.")
    return Problem("E103", file, *place, f"{where}: {_message(detail)}", _fix(detail))


def _message(detail: Any) -> str:
    value = detail["input"]
    if isinstance(value, str):
        return f"invalid value `{value}`" if value else "missing value"
    if detail["type"] == "value_error":
        return str(detail["ctx"]["error"])
    return "invalid value"


def _fix(detail: Any) -> str:
    kind, context = detail["type"], detail.get("ctx", {})
    if kind == "string_pattern_mismatch":
        return _pattern_fix(context["pattern"])
    if kind == "value_error" and isinstance(detail["input"], str):
        said = str(context["error"])
        return f"{said[0].upper()}{said[1:]}."
    return FIXES.get(kind, OTHERWISE).format_map(context)


def _pattern_fix(pattern: str) -> str:
    fixes = (fix for example, fix in PATTERNS.items() if re.search(pattern, example))
    return next(fixes, OTHERWISE)


def _near(key: object) -> str:
    near = get_close_matches(str(key), _known_keys() - {str(key)}, n=1)
    return f"Did you mean `{near[0]}`?" if near else "Remove it, or see docs/schema for valid keys."


def _known_keys() -> set[str]:
    models = [ContentModel]
    for model in models:
        models += model.__subclasses__()
    fields = (field for model in models for field in model.model_fields.items())
    return {info.alias or name for name, info in fields}
