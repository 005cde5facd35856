"""Opening hours that make no sense are rejected."""

import pytest
from pydantic import ValidationError

from assessment.content.hours import WEEKDAYS, Hours

WEEK = [{"days": list(WEEKDAYS), "from": "00:00", "to": "24:00"}]


@pytest.mark.parametrize(
    ("hours", "message"),
    [
        ({"always": True, "zone": "Europe/Paris", "open": WEEK}, "not both"),
        ({"open": WEEK}, "needs a `zone`"),
        (
            {"zone": "Europe/Paris", "open": [WEEK[0] | {"from": "20:00", "to": "02:00"}]},
            "two entries",
        ),
        ({"zone": "Europe/Paris", "open": [WEEK[0] | {"from": "24:00"}]}, "pattern"),
        ({"zone": "Europe/Paris", "open": [WEEK[0] | {"to": "24:30"}]}, "pattern"),
        ({"zone": "Europe/Paris", "open": [WEEK[0] | {"days": []}]}, "at least 1"),
        ({"zone": "Europe/Paris", "open": [WEEK[0] | {"days": ["monday"]}]}, "mon"),
    ],
)
def test_impossible_hours_are_rejected(hours: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Hours.model_validate(hours)
