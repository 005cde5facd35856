"""Checks of an agency's folder, and what an update of the shipped content changes."""

from datetime import date
from pathlib import Path

import pytest

from assessment.checking.own_folder import own_folder_problems
from assessment.checking.start import problems_in
from assessment.content.loading import Content, load
from assessment.content.originals import current_originals, note_originals
from assessment.errors import ContentError
from tests.small import DAY, folder_with

OWN = """
remove: {questions: [pay]}
topics:
  - id: things
    questions:
      - id: key
        text: Who has your keys?
        said: {yes: Someone has your keys.}
"""


class Copy:
    """Shipped content that changes, and an agency's folder that overrides it."""

    def __init__(self, folder: Path) -> None:
        self.shipped, self.own = folder / "shipped", folder / "ours"
        for made in (self.shipped, self.own):
            made.mkdir()
        folder_with(self.shipped)

    def load(self) -> Content:
        return load(self.shipped / "questions.yaml", self.shipped / "contacts.yaml", self.own)

    def write(self, text: str, name: str = "questions.yaml") -> None:
        (self.own / name).write_text(text, encoding="utf-8")

    def update(self, old: str, new: str, name: str = "questions.yaml") -> None:
        file = self.shipped / name
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new), encoding="utf-8")

    def note(self) -> None:
        note_originals(self.own, current_originals(self.load().files), date(2026, 1, 1))

    def codes(self) -> list[str]:
        return [problem.code for problem in own_folder_problems(self.load())]


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def test_an_update_delivers_corrections_and_names_changed_originals(copy: Copy) -> None:
    copy.write(OWN)
    copy.note()
    assert copy.codes() == []
    original = copy.load().files.layered().replaced[0].shipped
    copy.update("text: Does someone hold your key?", "text: Does someone have your key?")
    copy.update("label: A bay line", "label: The bay line", "contacts.yaml")
    content = copy.load()
    assert content.directory.contacts[0].label == "The bay line"
    assert "Who has your keys?" in {q.text for q in content.questionnaire.questions_of("self")}
    [problem] = own_folder_problems(content)
    assert problem.code == "W280"
    assert (problem.file, problem.line) == (str(copy.own / "questions.yaml"), 6)
    assert problem.message.endswith("since 2026-01-01: text")
    assert f"questions.yaml:{original.place.line}" in problem.fix
    copy.note()
    assert copy.codes() == []


def test_an_original_that_an_update_removes_is_reported_until_it_is_recorded(copy: Copy) -> None:
    copy.write("areas: [{id: fjord, name: Our fjord, region: IS, parent: north}]", "contacts.yaml")
    copy.note()
    copy.update("  - {id: fjord,", "  - {id: sound,", "contacts.yaml")
    [problem] = own_folder_problems(copy.load())
    assert (problem.code, problem.file) == ("W280", str(copy.own / "contacts.yaml"))
    copy.note()
    assert copy.codes() == []


def test_an_override_that_the_agency_deletes_is_not_reported(copy: Copy) -> None:
    copy.write(OWN)
    copy.note()
    copy.write("")
    assert copy.codes() == []


def test_an_original_that_is_not_recorded_is_reported(copy: Copy) -> None:
    copy.write(OWN)
    assert copy.codes() == ["W281"]


def test_a_law_counts_as_used_because_a_page_lists_it(copy: Copy) -> None:
    for law, codes in ("law: bay, ", set()), ("", {"W206"}):
        copy.write(f"sources: {{ours: {{title: Our law, {law}read: 2020-01-01}}}}")
        found = {problem.code for problem in problems_in(copy.load(), {}, DAY)}
        assert found & {"W206"} == codes


def test_a_removal_that_has_no_effect_is_reported(copy: Copy) -> None:
    copy.write("remove: {questions: [kei], contacts: [bay_line]}")
    assert copy.codes() == ["W282", "W282"]


def test_a_file_with_an_unknown_name_is_reported(copy: Copy) -> None:
    copy.write("", "question.yaml")
    assert copy.codes() == ["W283"]


def test_a_damaged_record_of_originals_is_reported_with_its_path(copy: Copy) -> None:
    copy.write("{", "originals.json")
    with pytest.raises(ContentError, match=r"originals\.json:2:1: E104"):
        copy.codes()
