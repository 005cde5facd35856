"""Phone numbers are accepted in the formats that people use, and dialed without separators."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from assessment.content.loading import Content
from assessment.content.phones import Email, OtherPhone, PhoneNumber, TextLine, WhatsApp, dialed

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
        ("518-447-7716 ext. 12", "5184477716"),
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
    "written",
    ["1-800-FLOWERS", "", " 911", "911 or 112", "+", "#911", "911\n", "911 ext. "],
)
def test_an_invalid_number_is_rejected(written: str) -> None:
    with pytest.raises(ValidationError):
        NUMBER.validate_python(written)


@pytest.mark.parametrize("written", ["518-447-7716", "+1 518-447-7716 ext. 12"])
def test_a_whatsapp_number_needs_its_country_code_and_no_extension(written: str) -> None:
    whatsapp: TypeAdapter[str] = TypeAdapter(WhatsApp)
    assert whatsapp.validate_python("+1 518-447-7716")
    with pytest.raises(ValidationError):
        whatsapp.validate_python(written)


@pytest.mark.parametrize("written", ["us", "us@example", "a b@c.org", "<us@c.org>", "us@c.org\n"])
def test_an_email_address_has_only_plain_characters(written: str) -> None:
    email: TypeAdapter[str] = TypeAdapter(Email)
    assert email.validate_python("us-and.you@c.d.org")
    with pytest.raises(ValidationError):
        email.validate_python(written)


def test_another_number_says_what_it_is_for() -> None:
    assert OtherPhone(number="112", note="At night").note
    with pytest.raises(ValidationError, match="needs `languages`, a `note`, or both"):
        OtherPhone(number="112")


def test_every_phone_and_text_line_has_a_number_to_dial() -> None:
    assert TextLine(number="844-997-2121").dial == "8449972121"
    assert OtherPhone(number="(800) 942-6908", languages=("es",)).dial == "8009426908"


def test_no_dialed_number_contains_a_space(content: Content) -> None:
    for contact in content.directory.contacts:
        ways = [contact.dial, *(way.dial for way in (contact.text, *contact.more_phones) if way)]
        assert all(re.fullmatch(r"\+?[0-9]+", way) for way in ways if way), contact.id
