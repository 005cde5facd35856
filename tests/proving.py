"""Rows of a test that `make test` has no time for."""

from collections.abc import Iterable
from typing import Any

import pytest


def left_to_prove(
    *values: Any, id: str | None = None, unless: bool = False, marks: Iterable[Any] = ()
) -> Any:
    """A row of `parametrize` or of a fixture that only `make prove` runs, `unless` it is kept.

    `marks` are those that the row has in any case.
    """
    return pytest.param(*values, id=id, marks=[*marks, *([] if unless else [pytest.mark.prove])])
