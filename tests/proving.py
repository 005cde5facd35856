"""Tests that only `make prove` runs, and tests that need a program."""

from collections.abc import Iterable
from typing import Any

import pytest

NOT_INSTALLED = "not installed: "
"""The start of the skip reason if a program is missing."""


def left_to_prove(
    *values: Any, id: str | None = None, unless: bool = False, marks: Iterable[Any] = ()
) -> Any:
    """A row of `parametrize` or of a fixture that only `make prove` runs. If `unless` is true,
    other runs include it.

    The row always carries `marks`.
    """
    return pytest.param(*values, id=id, marks=[*marks, *([] if unless else [pytest.mark.prove])])


def needs(found: object, program: str) -> pytest.MarkDecorator:
    """Skip a test if a program was not found. With CI=true, the test fails instead."""
    return pytest.mark.skipif(not found, reason=f"{NOT_INSTALLED}{program}")
