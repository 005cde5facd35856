"""Sign-offs: who has reviewed which parts, and whether these parts have changed since then."""

from collections.abc import Mapping

from pydantic import RootModel

from assessment.content.rules import ContentModel
from assessment.content.texts import Day, Text

NAME = "reviews.yaml"


class Review(ContentModel):
    """One sign-off: a role (never a person's name), a date, and a digest of each reviewed part."""

    by: Text
    on: Day
    what: dict[str, str]

    def changed(self, current: Mapping[str, str]) -> list[str]:
        """The parts that have changed since the review; `current` holds their current digests."""
        return [part for part, digest in self.what.items() if current.get(part) != digest]


class Reviews(RootModel[tuple[Review, ...]]):
    """All of `reviews.yaml`."""

    root: tuple[Review, ...] = ()
