"""Values are read as they were typed, or rejected with a line number and a fix."""

from pathlib import Path
from typing import Any

import pytest

from assessment.content.yaml_file import read_yaml
from assessment.errors import ContentError, Problem


def read(text: str, folder: Path) -> Any:
    file = folder / "content.yaml"
    file.write_text(text, encoding="utf-8")
    return read_yaml(file)


def refused(text: str, folder: Path) -> list[Problem]:
    with pytest.raises(ContentError) as raised:
        read(text, folder)
    return list(raised.value.problems)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: no\nb: 1\nc: 2026-01-01", {"a": "no", "b": "1", "c": "2026-01-01"}),
        ("# note\na: b\n  # note\n", {"a": "b"}),
        ('a: "rule #3" # note', {"a": "rule #3"}),
        ("a: 'rule # 3'", {"a": "rule # 3"}),
        ("a: C# and G#7", {"a": "C# and G#7"}),
        ("a: # note\n  - b", {"a": ["b"]}),
        ("a: [b, c] # note", {"a": ["b", "c"]}),
        ("a: >-\n  one #2\n  three", {"a": "one #2 three"}),
        ("a: {b: , c: ''}", {"a": {"b": "", "c": ""}}),
        ('a: {b: "x, y"}', {"a": {"b": "x, y"}}),
        ("a: one, two", {"a": "one, two"}),
        ("a: 10\u00a0km", {"a": "10\u00a0km"}),
        ("a: \u0645\u06cc\u200c\u062e", {"a": "\u0645\u06cc\u200c\u062e"}),
        ("\ufeffa: b", {"a": "b"}),
        ("a: ====", {"a": "===="}),
        ("", ""),
    ],
)
def test_values_are_read_as_typed(text: str, value: Any, tmp_path: Path) -> None:
    assert read(text, tmp_path) == value


@pytest.mark.parametrize(
    ("text", "code", "place"),
    [
        ("a: one #2 three", "E107", (1, 7)),
        ("a:\n  - one # two", "E107", (2, 8)),
        ("a: {b: one # two\n  }", "E107", (1, 11)),
        ("a: one\n  two # three", "E107", (2, 6)),
        ("a: #1", "E107", (1, 3)),
        ('a: "x\n<<<<<<< HEAD\n  y"', "E108", (2, 1)),
        ("a: |\n  x\n  =======\n  y", "E108", (3, 3)),
        ("a: b\n>>>>>>> branch\n", "E108", (2, 1)),
        ("a: b\u200bc", "E109", (1, 5)),
        ("a: b\u202ec", "E109", (1, 5)),
        ("a: b\u2066c", "E109", (1, 5)),
        ("a: b\u00adc", "E109", (1, 5)),
        ("a: b\u2028c", "E109", (1, 5)),
        ("a: b\u0007c", "E109", (1, 5)),
        ("a: b\ufeffc", "E109", (1, 5)),
        ("a: b\u200dc", "E109", (1, 5)),
        ("a:\u00a0b", "E109", (1, 3)),
        ("a: \u00a0b", "E109", (1, 4)),
        ("# x\u202e\na: b", "E109", (1, 4)),
        ('a: "b\\u202ec"', "E109", (1, 4)),
        ("a: {b: one, two}", "E110", (1, 13)),
        ("- {b: one, c: two, three}", "E110", (1, 20)),
        ("a: b\na: c", "E105", (2, 1)),
        ("a: {b: 1, b: 2}", "E105", (1, 11)),
        ("a: [", "E104", (2, 1)),
        ("[" * 5000 + "]" * 5000, "E106", (1, 1)),
    ],
)
def test_ambiguous_input_is_rejected(
    text: str, code: str, place: tuple[int, int], tmp_path: Path
) -> None:
    problem = refused(text, tmp_path)[0]
    assert (problem.code, (problem.line, problem.column)) == (code, place)
    assert problem.fix


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("a:\n  b: 'one\n  c: two\n", 2, "quote at the end"),
        ('a:\n  b: "one\n  c: two\n', 2, "quote at the end"),
        ("a: one: two\n", 1, "double quotes"),
        ("a:\n\tb: one\n", 2, "spaces"),
        ("a:\n  b: one\n\tc: two\n", 3, "spaces"),
    ],
)
def test_a_common_slip_is_reported_where_it_starts_with_its_fix(
    text: str, line: int, said: str, tmp_path: Path
) -> None:
    problem = refused(text, tmp_path)[0]
    assert (problem.code, problem.line) == ("E104", line)
    assert said in problem.fix


def test_an_invisible_character_is_named(tmp_path: Path) -> None:
    assert "soft hyphen (U+00AD)" in refused("a: b\u00adc", tmp_path)[0].message
