"""Phone numbers as people write them and as phones dial them."""

import re
from typing import Annotated, Self

from pydantic import StringConstraints, model_validator

from assessment.content.rules import ContentModel, LanguageCode
from assessment.content.texts import Text

EXTENSION = " ext. "
DIGITS = r"\(?[0-9][0-9 ().-]*"
PhoneNumber = Annotated[str, StringConstraints(pattern=rf"^\+?{DIGITS}( ext\. [0-9]{{1,6}})?$")]
WhatsApp = Annotated[str, StringConstraints(pattern=rf"^\+{DIGITS}$")]
Email = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+\.[A-Za-z]+$")]


def without_extension(number: str) -> str:
    """The number without its extension."""
    return number.partition(EXTENSION)[0]


def dialed(number: str) -> str:
    """The digits to dial, with a leading + if there is one, for `tel:` and `sms:` links.

    The (0) in +44 (0)20 is dialed only within the country, so it is left out. An extension is never
    dialed, because a phone that does not support pauses would call a different number.
    """
    number = without_extension(number)
    if number.startswith("+"):
        number = number.replace("(0)", "")
    return re.sub(r"[^0-9+]", "", number)


class _Line(ContentModel):
    number: PhoneNumber

    @property
    def dial(self) -> str:
        """The number for a link."""
        return dialed(self.number)


class TextLine(_Line):
    """A number for text messages, and the word to send if one is required."""

    word: Text | None = None


class OtherPhone(_Line):
    """Another phone number of a contact, for some languages, for the purpose in `note`, or both."""

    languages: tuple[LanguageCode, ...] = ()
    note: Text | None = None

    @model_validator(mode="after")
    def _has_a_label(self) -> Self:
        if not (self.languages or self.note):
            raise ValueError("each number under `more_phones` needs `languages`, a `note`, or both")
        return self


class RealNumber(ContentModel):
    """A phone number that works even though the phone number library considers it invalid."""

    region: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    number: PhoneNumber
    reason: Annotated[str, StringConstraints(min_length=1)]
