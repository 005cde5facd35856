"""Numbers are accepted as people write them, and dialed without other characters."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from assessment.content.loading import Content
from assessment.content.phones import OtherPhone, PhoneNumber, TextLine, dialed

NUMBER: TypeAdapter[str] = TypeAdapter(PhoneNumber)
DIGITS = st.text("0123456789", min_size=1)
SEPARATOR = st.sampled_from(["", " ", "-", ".", ") ", " ("])


@pytest.mark.parametrize(
    ("written", "dial"),
    [
        ("(518) 447-7716", "5184477716"),
        ("518.447.7716", "5184477716"),
        ("5184477716", "5184477716"),
        ("1-888-373-7888", "18883737888"),
        ("116 016", "116016"),
        ("+49 (30) 1234-567", "+49301234567"),
        ("+44 (0)20 7946 0018", "+442079460018"),
        ("911", "911"),
    ],
)
def test_a_number_can_be_written_in_the_usual_formats(written: str, dial: str) -> None:
    assert NUMBER.validate_python(written) == written
    assert dialed(written) == dial


@given(st.lists(DIGITS, min_size=1), SEPARATOR, st.sampled_from(["", "+"]))
def test_the_dialed_number_contains_the_digits_in_order(
    groups: list[str], separator: str, plus: str
) -> None:
    assert dialed(plus + separator.join(groups)) == plus + "".join(groups)


@pytest.mark.parametrize(
    "written", ["1-800-FLOWERS", "", " 911", "911 or 112", "+", "#911", "911\n"]
)
def test_an_invalid_number_is_rejected_with_a_clear_message(written: str) -> None:
    with pytest.raises(ValidationError, match="with digits, spaces"):
        NUMBER.validate_python(written)


def test_every_phone_and_text_line_has_a_number_to_dial() -> None:
    assert TextLine(number="844-997-2121").dial == "8449972121"
    assert OtherPhone(number="(800) 942-6908", languages=("es",)).dial == "8009426908"


def test_no_dialed_number_contains_a_space(content: Content) -> None:
    for contact in content.directory.contacts:
        ways = [contact.dial, *(way.dial for way in (contact.text, *contact.more_phones) if way)]
        assert all(re.fullmatch(r"\+?[0-9]+", way) for way in ways if way), contact.id
