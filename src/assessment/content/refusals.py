"""Turns validation errors into messages for authors who do not know Python."""

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from assessment.content.rules import ContentModel
from assessment.content.yaml_file import Place, Value, place_of
from assessment.errors import ContentError, Problem, nearest

M = TypeVar("M", bound=BaseModel)
PATTERNS = {
    "a_b": "Use lowercase letters, digits, - and _, and start with a letter.",
    "es-MX": "Use a language code, such as es or zh-Hant.",
    "US": "Use the two capital letters of a country code, such as US.",
    "https://ours.org": "Use a full address, such as https://questions.example.org.",
    "us@ours.org": "Use an email address, such as help@ours.org.",
    "112": "Write the phone number with digits, spaces, dashes, or parentheses. An extension looks "
    "like ext. 12.",
    "+1 518": "Write the WhatsApp number with + and its country code, and without an extension.",
    "09:00": "Use two digits for the hour and two for the minute, such as 09:00.",
}
"""The fix for each pattern, by an example that matches the pattern. Authors never see patterns."""
FIXES: Mapping[str, str] = {
    "string_type": "Use a single string. Quote it if it contains a colon, a bracket, or #.",
    "string_too_short": "Add the text, or remove the key.",
    "bool_parsing": "Use true or false.",
    "int_parsing": "Use a whole number, such as 3.",
    "date_from_datetime_parsing": "Write the date as year-month-day, such as 2026-11-25.",
    "date_parsing": "Write the date as year-month-day, such as 2026-11-25.",
    "url_parsing": "Use the full address, starting with https://.",
    "url_scheme": "Use the full address, starting with https://.",
    "tuple_type": "Use a list, such as [en, es].",
    "dict_type": "Use keys with values, each on its own line.",
    "model_type": "Use keys with values, each on its own line.",
    "too_short": "Add at least {min_length}.",
    "too_long": "Keep at most {max_length}.",
    "greater_than_equal": "Use {ge} or more.",
    "less_than_equal": "Use {le} or less.",
    "less_than": "Use less than {lt}.",
    "literal_error": "Use {expected}.",
}
UNKNOWN = "Remove it, or run `assessment schema` and look for a valid key."
OTHERWISE = "Follow the format of the other entries, or see docs/content.md."


def validated(value: Value, model: type[M], **context: Any) -> M:
    """The validated model of a value. Raises ContentError (E101 to E103) if it is invalid."""
    try:
        return model.model_validate(value, context=context)
    except ValidationError as error:
        refused = [refusal(place_of(value, detail["loc"]), detail) for detail in error.errors()]
        raise ContentError(refused) from None


def refusal(place: Place, detail: Any) -> Problem:
    """E101 to E103: a Pydantic error as a problem at this place."""
    path, kind = detail["loc"], detail["type"]
    where = ".".join(str(step) for step in path) or "the file"
    if kind == "extra_forbidden":
        return Problem("E101", *place, f"unknown key `{path[-1]}`", _near(path[-1]))
    if kind == "missing":
        return Problem("E102", *place, f"{where}: missing key", f"Add `{path[-1]}:`.")
    return Problem("E103", *place, f"{where}: {_message(detail)}", _fix(detail))


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
        pattern = context["pattern"]
        return next(
            (f for example, f in PATTERNS.items() if re.search(pattern, example)), OTHERWISE
        )
    if kind == "value_error" and isinstance(detail["input"], str):
        said = str(context["error"])
        return f"{said[0].upper()}{said[1:]}."
    return FIXES.get(kind, OTHERWISE).format_map(context)


def _near(key: object) -> str:
    return nearest(str(key), _known_keys() - {str(key)}, UNKNOWN)


def _known_keys() -> set[str]:
    models = [ContentModel]
    for model in models:
        models += model.__subclasses__()
    fields = (field for model in models for field in model.model_fields.items())
    return {info.alias or name for name, info in fields}
