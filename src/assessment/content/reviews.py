"""Sign-offs: who has reviewed which texts, and whether these have changed since."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from pydantic import RootModel

from assessment.content.rules import ContentModel
from assessment.content.texts import Day, Text

NAME = "reviews.yaml"


class Review(ContentModel):
    """One sign-off: a role, never a person's name; a day; and a digest of each part reviewed."""

    by: Text
    on: Day
    what: dict[str, str]

    def changed(self, current: Mapping[str, str]) -> list[str]:
        """The parts whose texts have changed since the review; `current` are their digests now."""
        return [part for part, digest in self.what.items() if current.get(part) != digest]


class Reviews(RootModel[tuple[Review, ...]]):
    """The whole of `reviews.yaml`."""

    root: tuple[Review, ...] = ()


def digest(texts: Iterable[str]) -> str:
    """A short digest of texts, in their order."""
    return sha256("\0".join(texts).encode()).hexdigest()[:12]
