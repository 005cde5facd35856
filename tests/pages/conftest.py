"""All tests in this folder use the small test content."""

import httpx
import pytest

from assessment.content.loading import Content
from assessment.screening.results import Screening


@pytest.fixture
def client(small_client: httpx.Client) -> httpx.Client:
    """A plain HTTP client for the server with the small test content."""
    return small_client


@pytest.fixture(scope="session")
def content(small: Content) -> Content:
    """The small test content."""
    return small


@pytest.fixture(scope="session")
def screenings(small_screenings: dict[str, Screening]) -> dict[str, Screening]:
    """The rules of both tracks of the small test content."""
    return small_screenings
