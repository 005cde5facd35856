"""What `make test` has no time for, and what a machine may lack."""

from collections.abc import Iterable
from typing import Any

import pytest

NOT_INSTALLED = "not installed: "
"""Start of the reason for a skip that a missing program caused."""


def left_to_prove(
    *values: Any, id: str | None = None, unless: bool = False, marks: Iterable[Any] = ()
) -> Any:
    """A row of `parametrize` or of a fixture that only `make prove` runs, `unless` it is kept.

    `marks` are those that the row has in any case.
    """
    return pytest.param(*values, id=id, marks=[*marks, *([] if unless else [pytest.mark.prove])])


def needs(found: object, program: str) -> pytest.MarkDecorator:
    """Skip a test where a program was not found; with CI=true the test fails instead."""
    return pytest.mark.skipif(not found, reason=f"{NOT_INSTALLED}{program}")
