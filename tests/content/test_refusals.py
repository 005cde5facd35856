"""Validation errors are explained without Python terms."""

import json
import re

import pytest
from pydantic import ValidationError

from assessment.content.directory import Contact, Directory
from assessment.content.questionnaire import Questionnaire
from assessment.content.refusals import FIXES, OTHERWISE, PATTERNS, refusal
from assessment.content.yaml_file import Place

PLACE = Place("contacts.yaml", 1, 1)
CONTACT = {
    "phone": "call us",
    "whatsapp": "518-447-7716",
    "hours": {"always": "maybe"},
    "languages": "en",
    "interpreters": "many",
    "chat": "us",
    "web": "ftp://example.org",
    "confidence": "sure",
    "verified_on": "last week",
    "expires_on": "1999-01-01",
    "serves": "",
    "id": "Our Line",
    "name": {"a": "b"},
    "offers": {},
}


def fixes(values: object) -> dict[str, str]:
    """The suggested fixes for invalid values of a contact, by key."""
    with pytest.raises(ValidationError) as raised:
        Contact.model_validate(values)
    found = (e for e in raised.value.errors() if e["type"] != "missing")
    return {str(e["loc"][0]): refusal(PLACE, e).fix for e in found}


def test_the_error_for_each_invalid_value_says_what_to_write() -> None:
    found = fixes(CONTACT)
    assert found.keys() == CONTACT.keys()
    assert OTHERWISE not in found.values()
    assert found["phone"].startswith("Write the phone number with digits, spaces, dashes, or")
    assert "country code" in found["whatsapp"]


def test_no_fix_shows_a_pattern() -> None:
    assert not [fix for fix in fixes(CONTACT).values() if re.search(r"[\^$\\*]", fix)]


def test_every_pattern_of_the_models_has_a_fix() -> None:
    schemas = [json.dumps(model.model_json_schema()) for model in (Questionnaire, Directory)]
    patterns = {
        json.loads(found) for s in schemas for found in re.findall(r'"pattern": ("[^"]*")', s)
    }
    wordless = [p for p in patterns if not any(re.search(p, text) for text in PATTERNS)]
    assert patterns
    assert wordless == []


def test_a_fix_contains_the_values_that_the_model_expects() -> None:
    assert "{" not in FIXES["literal_error"].format_map({"expected": "'high' or 'low'"})
    assert "2000-01-01" in fixes(CONTACT)["expires_on"]
