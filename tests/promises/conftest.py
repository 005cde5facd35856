"""Promises are proved with whole browsers, packet lengths, and hundreds of sockets.

That takes minutes and a machine with nothing else to do, so `make prove` runs them.
"""

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder for `make prove`."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.prove)
