"""All tests in this folder use the small test content."""

import httpx
import pytest


@pytest.fixture
def client(small_client: httpx.Client) -> httpx.Client:
    """A plain HTTP client for the server with the small test content."""
    return small_client
