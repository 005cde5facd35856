"""All tests of this folder visit the small content."""

import httpx
import pytest


@pytest.fixture
def client(small_client: httpx.Client) -> httpx.Client:
    """A plain HTTP client at the server of the small content."""
    return small_client
