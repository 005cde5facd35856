"""The names and values of form fields, which the web layer makes opaque."""

from collections.abc import Mapping
from typing import NamedTuple

SKIP = ""
"""The option that stands for skipping a question."""
TOKEN_LENGTH = 5
"""Length of each name and value. All have the same length, so that the length reveals nothing. They
do not compress, so each character adds 250 bytes to a questionnaire."""


class FieldNames(NamedTuple):
    """The field name of each question of a track, and the value of each of its options."""

    names: Mapping[str, str]
    values: Mapping[tuple[str, str], str]
