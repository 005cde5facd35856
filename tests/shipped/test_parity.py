"""With the shipped rules, the device and the server give the same results."""

import pytest
from playwright.sync_api import Browser

from assessment.screening.results import Screening
from tests.pages.test_parity import SETS, compared


@pytest.mark.parametrize("sets", SETS)
@pytest.mark.parametrize("track", ["self", "bystander"])
def test_device_and_server_give_the_same_results(
    track: str, sets: int, screenings: dict[str, Screening], chromium: Browser
) -> None:
    assert len(compared(screenings[track], chromium, sets)) >= 6
