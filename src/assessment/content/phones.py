"""Phone numbers as people write them and as phones dial them."""

import re
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from assessment.content.rules import ContentModel, LanguageCode
from assessment.content.texts import Text

WRITTEN = r"^\+?\(?[0-9][0-9 ().-]*$"


def _as_written(value: object) -> object:
    if isinstance(value, str) and not re.fullmatch(WRITTEN, value):
        raise ValueError("write a phone number with digits, spaces, dashes or brackets")
    return value


PhoneNumber = Annotated[str, StringConstraints(pattern=WRITTEN), BeforeValidator(_as_written)]


def dialed(number: str) -> str:
    """The digits to dial, with a leading + if there is one, for `tel:` and `sms:` links.

    The (0) in +44 (0)20 is dialed only inside the country, so it is left out.
    """
    if number.startswith("+"):
        number = number.replace("(0)", "")
    return re.sub(r"[^0-9+]", "", number)


class TextLine(ContentModel):
    """The number for text messages, and the word to send if one is needed."""

    number: PhoneNumber
    word: str | None = None

    @property
    def dial(self) -> str:
        """The number for a link."""
        return dialed(self.number)


class OtherPhone(ContentModel):
    """Another number of the same helper: for some languages, or for what `note` says."""

    number: PhoneNumber
    languages: tuple[LanguageCode, ...] = Field(min_length=1)
    note: Text | None = None

    @property
    def dial(self) -> str:
        """The number for a link."""
        return dialed(self.number)


class RealNumber(ContentModel):
    """A number that works although the phone number library does not know it."""

    region: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    number: PhoneNumber
    reason: Annotated[str, StringConstraints(min_length=1)]
