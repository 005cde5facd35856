"""An agency's folder overrides the shipped content item by item."""

from pathlib import Path

import pytest

from assessment.checking.start import problems_in
from assessment.checking.wording import read_words
from assessment.content.loading import Content, load, load_content
from assessment.errors import ContentError, Problem
from assessment.resources import root
from tests.small import CONTACTS, DAY, QUESTIONS

SMALL = QUESTIONS.read_text(encoding="utf-8")


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "ours"
    folder.mkdir()
    return folder


def laid(own: Path, questions: str = "", contacts: str = "") -> Content:
    """The small test content, overridden by these files of an agency's folder."""
    for name, text in (("questions.yaml", questions), ("contacts.yaml", contacts)):
        (own / name).write_text(text, encoding="utf-8")
    return load(QUESTIONS, CONTACTS, own)


def refused(own: Path, questions: str = "", contacts: str = "") -> list[Problem]:
    with pytest.raises(ContentError) as raised:
        laid(own, questions, contacts)
    return list(raised.value.problems)


def asked(content: Content, track: str = "self") -> dict[str, str]:
    return {q.id: q.text for q in content.questionnaire.questions_of(track)}


def test_an_empty_folder_changes_nothing(own: Path, small: Content) -> None:
    content = load(QUESTIONS, CONTACTS, own)
    assert content._replace(files=small.files) == small
    assert laid(own, "# only a comment\n")._replace(files=small.files) == small


def test_a_custom_question_replaces_the_shipped_one_in_place(own: Path, small: Content) -> None:
    text = "topics: [{id: things, questions: [{id: key, text: Mine, said: {yes: Mine.}}]}]"
    content = laid(own, text)
    assert asked(content)["key"] == "Mine"
    assert list(asked(content)) == list(asked(small))
    assert asked(content, "bystander") == asked(small, "bystander")


def test_a_follow_up_can_be_replaced_without_its_parent(own: Path, small: Content) -> None:
    parent, inner = next(
        (topic.id, question.follow_ups.questions[0].id)
        for topic in small.questionnaire.topics
        for question in topic.questions
        if question.follow_ups
    )
    topic = f"topics: [{{id: {parent}, questions: [{{id: {inner}, text: Mine}}]}}]"
    changed = dict(asked(small))
    changed[inner] = "Mine"
    assert asked(laid(own, topic)) == changed


def test_a_custom_item_with_a_new_id_is_added(own: Path, small: Content) -> None:
    content = laid(
        own,
        "topics: [{id: things, questions: [{id: extra, text: New}]}]",
        "areas: [{id: hill, name: Hill, region: IS, parent: north}]",
    )
    assert asked(content) == {**asked(small), "extra": "New"}
    assert content.directory.areas == (*small.directory.areas, content.directory.areas[-1])
    assert content.directory.areas[-1].id == "hill"


@pytest.mark.parametrize("name", ["pier", "north"])
def test_two_custom_items_with_one_id_are_reported_and_neither_is_lost(
    own: Path, name: str
) -> None:
    """Otherwise, the first of two contacts would disappear unnoticed."""
    areas = f"areas:\n  - {{id: {name}, region: IS}}\n  - {{id: {name}, region: IS}}\n"
    found = problems_in(laid(own, contacts=areas), {}, DAY)
    repeated = [(p.file, p.line) for p in found if p.code == "E201"]
    assert repeated == [(str(own / "contacts.yaml"), 3)]


def test_a_program_is_added_to_a_shipped_kind_of_assistance(own: Path, small: Content) -> None:
    """An agency must not have to copy the rules in order to name a local program."""
    program = (
        "{area: bay, name: Bay beds, text: Two nights., cost: Free, police: No report, "
        "source: {title: A list, read: 2020-01-01}}"
    )
    shipped = small.questionnaire.assistance[0]
    changed = f"{{id: {shipped.id}, when: always, programs: [{program}]}}"
    mine = laid(own, f"assistance: [{changed}]").questionnaire.assistance[0]
    assert [p.name for p in mine.programs] == [*(p.name for p in shipped.programs), "Bay beds"]
    assert mine.passage("self") == shipped.passage("self")
    assert mine.when != shipped.when
    replaced = load(QUESTIONS, CONTACTS, own).files.layered().replaced
    assert [each.name for each in replaced] == [f"assistance.{shipped.id}.when"]


def test_a_removed_question_counts_as_skipped_in_every_shipped_rule(own: Path) -> None:
    content = laid(own, "remove: {questions: [key]}")
    for track in ("self", "bystander"):
        assert "key" not in asked(content, track)
    assert '"key"' not in content.questionnaire.model_dump_json()


@pytest.mark.parametrize("name", ["key", "door", "card", "wish"])
def test_removing_a_question_also_removes_its_follow_ups_from_all_rules(
    name: str, own: Path
) -> None:
    found = problems_in(laid(own, f"remove: {{questions: [{name}]}}"), {}, DAY)
    assert [str(problem) for problem in found if problem.code in ("E202", "E203")] == []


def test_removing_an_area_also_removes_its_contacts_and_the_areas_inside_it(own: Path) -> None:
    content = laid(own, "", "default_area: south\nremove: {areas: [north]}")
    assert {area.id for area in content.directory.areas} == {"south"}
    assert {contact.area for contact in content.directory.contacts} == {"south"}
    programs = [p for a in content.questionnaire.assistance for p in a.programs]
    assert {program.area for program in programs} <= {"south"}


def test_a_removed_contact_is_no_longer_an_areas_line(own: Path) -> None:
    content = laid(own, "", "remove: {contacts: [bay_line]}")
    assert content.directory.lineage("bay")[0].not_urgent is None
    assert content.directory.lineage("north")[0].not_urgent == "north_line"


def test_a_list_without_ids_is_replaced_as_a_whole(own: Path) -> None:
    content = laid(own, "contact_order: [{kinds: emergency, when: always}]")
    assert len(content.questionnaire.contact_order) == 1


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("\ntopics:\n  - id: things\n    questions:\n      - {id: key, txt: mine}\n", 5, "E101"),
        ("\n\noutcomes: [{id: mine}]\n", 3, "E102"),
        ("remove: [key]\n", 1, "E103"),
        ("\nremove:\n  questions: key\n", 3, "E103"),
        ("\ntopics: [\n", 3, "E104"),
        ("- a list\n", 1, "E103"),
    ],
)
def test_a_mistake_in_a_custom_file_is_reported_with_its_path_and_line(
    text: str, line: int, code: str, own: Path
) -> None:
    found = refused(own, text)
    assert (str(own / "questions.yaml"), line, code) in [(p.file, p.line, p.code) for p in found]


def test_a_shipped_rule_that_a_custom_item_breaks_is_reported_in_the_shipped_file(
    own: Path,
) -> None:
    """The message tells the agency which shipped rule it must also replace."""
    problem = refused(own, "", "areas: [{id: bay, name: Bay}]")[0]
    assert problem.file == str(own / "contacts.yaml")


def test_a_complete_folder_inherits_nothing(own: Path, small: Content) -> None:
    for file in (QUESTIONS, CONTACTS):
        text = file.read_text(encoding="utf-8")
        assert "inherit: false" in text
        (own / file.name).write_text(text, encoding="utf-8")
    content = load_content(own)
    assert content._replace(files=small.files) == small


def test_the_shipped_content_is_loaded_without_a_folder() -> None:
    shipped = load(root() / "questions.yaml", root() / "contacts.yaml")
    assert load_content() == shipped


def test_a_mistake_in_a_custom_word_list_is_reported_with_its_line(own: Path) -> None:
    (own / "words.yaml").write_text("words:\n  - word: client\n    instaed: person\n", "utf-8")
    with pytest.raises(ContentError, match=rf"{own / 'words.yaml'}:3:5: E101 .*instaed"):
        read_words(own)
