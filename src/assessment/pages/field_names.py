"""The names and values of a form's fields, which the web layer makes opaque."""

from collections.abc import Mapping
from typing import NamedTuple

SKIP = ""
"""The option of a question that is left out."""
TOKEN_LENGTH = 8
"""Characters of each name and value. One length for all, so that none stands out by its length."""


class FieldNames(NamedTuple):
    """The field name of each question of a track, and the value of each of its options."""

    names: Mapping[str, str]
    values: Mapping[tuple[str, str], str]
