"""Parses phone numbers and tells whether they are valid, fictional, or free to call."""

import re
from typing import NamedTuple

import phonenumbers
from phonenumbers import PhoneNumberType
from phonenumbers.shortnumberinfo import is_valid_short_number_for_region

from assessment.content.phones import without_extension

SHORT = 6
"""Length of the longest short code in use, such as 678678."""

PLACEHOLDER = re.compile(r"5550?1\d\d$|^(\d)\1{5,}$|1234567|7654321|0000000")


class ParsedNumber(NamedTuple):
    """A phone number as written, and the country in which it is dialed."""

    written: str
    region: str

    @property
    def digits(self) -> str:
        """The digits of the number, without spaces, punctuation, or an extension."""
        return re.sub(r"\D", "", without_extension(self.written))

    @property
    def is_placeholder(self) -> bool:
        """Whether it is a fictional number that nobody answers."""
        return bool(PLACEHOLDER.search(self.digits))

    @property
    def is_valid(self) -> bool:
        """Whether the number is valid in the country or internationally."""
        try:
            number = phonenumbers.parse(self.written, self.region)
        except phonenumbers.NumberParseException:
            return False
        if self.written.startswith("+"):
            return phonenumbers.is_valid_number(number)
        is_valid = phonenumbers.is_valid_number_for_region(number, self.region)
        return is_valid or is_valid_short_number_for_region(number, self.region)

    @property
    def costs_nothing(self) -> bool:
        """Whether the number is toll-free or a short code, so that calls to it are free."""
        number = phonenumbers.parse(self.written, self.region)
        is_short = len(self.digits) <= SHORT
        return is_short or phonenumbers.number_type(number) == PhoneNumberType.TOLL_FREE
