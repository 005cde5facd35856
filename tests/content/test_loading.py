import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from assessment.content.directory import Area, Contact
from assessment.content.loading import Content, load
from assessment.errors import ContentError, Problem
from tests.small import CONTACTS, QUESTIONS

TEXT = QUESTIONS.read_text(encoding="utf-8")


def problems(questions: str, folder: Path) -> list[Problem]:
    """The problems that are reported for a changed copy of the questions."""
    assert questions != TEXT
    file = folder / "questions.yaml"
    file.write_text(questions, encoding="utf-8")
    with pytest.raises(ContentError) as raised:
        load(file, CONTACTS)
    return list(raised.value.problems)


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        ("hint: We ask", "hnit: We ask", "E101", "hnit"),
        ("    title: Your things\n", "", "E102", "- id: things"),
        ("schema: 1", "schema: one", "E103", "schema: one"),
        ("indicators:\n", "indicators: [\n", "E104", ""),
        ("schema: 1", "schema: 1\nschema: 1", "E105", ""),
        ("{flag: concern}\n", "{flag: concern, track: self}\n", "E103", "{flag: concern, track"),
    ],
)
def test_a_malformed_value_is_reported_with_its_line(
    old: str, new: str, code: str, at: str, tmp_path: Path
) -> None:
    text = TEXT.replace(old, new, 1)
    lines = [problem.line for problem in problems(text, tmp_path) if problem.code == code]
    wanted = text[: text.index(at)].count("\n") + 1
    assert wanted in lines if at else lines


def test_a_misspelled_key_gets_a_suggestion_in_the_usual_format(tmp_path: Path) -> None:
    said = str(problems(TEXT.replace("hint:", "hnit:", 1), tmp_path)[0])
    assert re.match(r"questions\.yaml:\d+:\d+: E101 .+\n +fix: .*`hint`", said)


def test_both_files_are_read_before_a_missing_one_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as raised:
        load(tmp_path / "one.yaml", tmp_path / "two.yaml")
    found = [(problem.file, problem.code) for problem in raised.value.problems]
    assert found == [("one.yaml", "E106"), ("two.yaml", "E106")]


def test_unquoted_numbers_and_the_country_code_NO_are_strings(tmp_path: Path) -> None:
    text = CONTACTS.read_text(encoding="utf-8").replace("region: NZ", "region: NO")
    quoted, bare = tmp_path / "quoted.yaml", tmp_path / "bare.yaml"
    quoted.write_text(text, encoding="utf-8")
    assert 'phone: "112"' in text
    bare.write_text(text.replace('phone: "112"', "phone: 112"), encoding="utf-8")
    directory = load(QUESTIONS, bare).directory
    assert directory == load(QUESTIONS, quoted).directory
    assert "NO" in {area.region for area in directory.areas}


UNLISTED = {"id": "elsewhere", "name": "Another country", "unlisted": True}


def test_an_area_is_in_a_country_or_is_the_unlisted_area() -> None:
    assert Area.model_validate(UNLISTED).region is None
    for change in ({"region": "US"}, {"parent": "us"}, {"name": None}, {"unlisted": False}):
        with pytest.raises(ValidationError, match="an area needs"):
            Area.model_validate(UNLISTED | change)


def test_only_emergency_help_may_lack_contact_details(small: Content) -> None:
    known = small.directory.contacts[0].model_dump(by_alias=True, exclude_unset=True)
    silent = known | dict.fromkeys(("phone", "text", "chat", "web"))
    assert Contact.model_validate(silent | {"emergency": True}).dial is None
    with pytest.raises(ValidationError, match="needs a `phone`"):
        Contact.model_validate(silent)


def test_two_numbers_of_a_contact_never_have_the_same_label(small: Content) -> None:
    contact = next(c for c in small.directory.contacts if len(c.more_phones) > 1)
    labels = [{"number": n, "languages": ["es"], "note": "At night"} for n in ("112", "113")]
    with pytest.raises(ValidationError, match="same languages and note"):
        Contact.model_validate(
            {**contact.model_dump(by_alias=True, exclude_unset=True), "more_phones": labels}
        )
