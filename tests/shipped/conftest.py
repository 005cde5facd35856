"""The shipped content, even if ASSESSMENT_CONTENT selects another for all other tests.

Every fixture that depends on the content is defined again, because pytest would otherwise share the
values of fixtures.
"""

from collections.abc import Iterator
from datetime import date

import httpx
import pytest

from assessment.content.loading import Content, load_content
from assessment.screening.results import Screening
from tests import conftest, on_a_day


@pytest.fixture(autouse=True)
def _no_content_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ASSESSMENT_CONTENT", raising=False)


@pytest.fixture(scope="session")
def content() -> Content:
    """The shipped questions and contacts."""
    return load_content()


@pytest.fixture(scope="session")
def day(content: Content) -> date:
    """The date on which a shipped contact was last checked; no contact has expired by then."""
    return max(contact.verified_on for contact in content.directory.contacts)


@pytest.fixture(scope="session")
def screenings(content: Content) -> dict[str, Screening]:
    """The rules of both tracks in the default area."""
    return conftest.screenings_of(content)


@pytest.fixture(scope="session")
def server(day: date) -> Iterator[str]:
    """The address of a real server with the shipped content as of a fixed date."""
    with conftest.started(on_a_day.__file__, str(day), ASSESSMENT_CONTENT="") as address:
        yield address


@pytest.fixture
def client(server: str) -> Iterator[httpx.Client]:
    """A plain HTTP client for this server."""
    with conftest.client_at(server) as made:
        yield made
