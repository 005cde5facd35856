import re
from pathlib import Path

import pytest

from assessment.content.loading import load
from assessment.errors import ContentError, Problem
from assessment.resources import root

QUESTIONS = root() / "questions.yaml"
CONTACTS = root() / "contacts.yaml"


def problems(questions: str, folder: Path) -> list[Problem]:
    """What is wrong with a changed copy of questions.yaml."""
    file = folder / "questions.yaml"
    file.write_text(questions, encoding="utf-8")
    with pytest.raises(ContentError) as raised:
        load(file, CONTACTS)
    return list(raised.value.problems)


def line_of(text: str, wanted: str) -> int:
    """The number of the first line that holds a text."""
    return text[: text.index(wanted)].count("\n") + 1


@pytest.mark.parametrize(
    ("old", "new", "code", "at"),
    [
        ("hint: A person can", "hnit: A person can", "E101", "hnit"),
        ("    title: Threats\n", "", "E102", "- id: threats"),
        ("schema: 1", "schema: one", "E103", "schema: one"),
        ("indicators:\n", "indicators: [\n", "E104", None),
        ("schema: 1", "schema: 1\nschema: 1", "E105", None),
        ("{flag: concern}\n", "{flag: concern, track: self}\n", "E103", "{flag: concern, track"),
    ],
)
def test_a_wrong_shape_is_told_with_its_line(
    old: str, new: str, code: str, at: str | None, tmp_path: Path
) -> None:
    text = QUESTIONS.read_text(encoding="utf-8").replace(old, new, 1)
    found = problems(text, tmp_path)
    assert code in [problem.code for problem in found]
    if at:
        assert line_of(text, at) in [p.line for p in found if p.code == code]


def test_a_misspelt_key_brings_the_right_one(tmp_path: Path) -> None:
    text = QUESTIONS.read_text(encoding="utf-8").replace("hint:", "hnit:", 1)
    assert "`hint`" in problems(text, tmp_path)[0].fix


def test_a_problem_reads_as_place_fault_and_mend(tmp_path: Path) -> None:
    text = QUESTIONS.read_text(encoding="utf-8").replace("hint:", "hnit:", 1)
    assert re.match(
        r"questions\.yaml:\d+:\d+: E101 .+\n +fix: .+", str(problems(text, tmp_path)[0])
    )


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as raised:
        load(tmp_path / "none.yaml", CONTACTS)
    assert raised.value.problems[0].code == "E106"


def test_both_files_are_looked_at_before_anything_is_told(tmp_path: Path) -> None:
    with pytest.raises(ContentError) as raised:
        load(tmp_path / "one.yaml", tmp_path / "two.yaml")
    assert [problem.file for problem in raised.value.problems] == ["one.yaml", "two.yaml"]


def test_a_number_without_quotes_and_a_country_called_no_are_words(tmp_path: Path) -> None:
    text = CONTACTS.read_text(encoding="utf-8")
    assert "region: NO" in text
    assert 'phone: "911"' in text
    bare = tmp_path / "contacts.yaml"
    bare.write_text(text.replace('phone: "911"', "phone: 911"), encoding="utf-8")
    assert load(QUESTIONS, bare).directory == load(QUESTIONS, CONTACTS).directory
