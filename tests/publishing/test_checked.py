"""Checks of contacts are recorded in the contacts file without other changes to it."""

import re
from datetime import date
from pathlib import Path

import pytest

from assessment.content.loading import Content, load_content
from assessment.errors import SettingsError
from assessment.publishing.checked import record
from tests.publishing.conftest import Write, ran
from tests.small import CONTACTS

ITEM = """\
# Ours: é 😀
contacts:   # all of them
  - id: first   # the first
    # its check
    verified_on: 2026-01-02   # by hand
    verified_by:   'a  clerk'  # a role
    name: "Kept:  as it is"
  - {verified_by: desk research, id: second, verified_on: "2026-01-02", name:  Two}
  - id: third
    verified_by: >-
      a long
      role
    verified_on: 2026-01-02
"""
CHECKED = (
    ITEM.replace("on: 2026-01-02   # by", "on: 2026-03-04   # by")
    .replace("'a  clerk'", '"an advocate\'s aide"')
    .replace("desk research", '"an advocate\'s aide"')
    .replace('"2026-01-02"', "2026-03-04")
    .replace(">-\n      a long\n      role\n", '"an advocate\'s aide"\n')
    .replace("on: 2026-01-02\n", "on: 2026-03-04\n")
)
CHECK = ("an advocate's aide", date(2026, 3, 4))


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_recording_a_check_changes_only_its_date_and_role(
    small: Content, tmp_path: Path, newline: str, start: str
) -> None:
    file = tmp_path / "contacts.yaml"
    file.write_bytes((start + ITEM.replace("\n", newline)).encode())
    content = small._replace(files=small.files._replace(own=tmp_path))
    assert record(content, ["first", "second", "third", "first"], *CHECK) == file
    assert file.read_bytes() == (start + CHECKED.replace("\n", newline)).encode()


def test_every_shipped_contact_can_be_marked_as_checked(tmp_path: Path) -> None:
    content = load_content()
    before = content.files.contacts.read_text(encoding="utf-8")
    file = tmp_path / "contacts.yaml"
    file.write_text(before, encoding="utf-8")
    copied = content._replace(files=content.files._replace(contacts=file))
    ids = [contact.id for contact in content.directory.contacts]
    record(copied, ids, "a: role # 1", date(2001, 2, 3))
    pairs = list(zip(before.split("\n"), file.read_text("utf-8").split("\n"), strict=True))
    changed = {new.strip() for old, new in pairs if old != new}
    assert changed == {"verified_on: 2001-02-03", 'verified_by: "a: role # 1"'}


@pytest.mark.parametrize("role", ["yes", "null", "2026", "#1", "- x", "a: b", "é", "it's", "a, b}"])
def test_any_role_is_read_back_as_it_was_given(write: Write, role: str) -> None:
    file = write("")
    ran("checked", "bay_line", "--by", role, "--on", "2025-05-06")
    contact = load_content(file.parent).directory.contacts[0]
    assert (contact.verified_by, contact.verified_on) == (role, date(2025, 5, 6))


def test_a_date_in_the_future_can_be_corrected(write: Write) -> None:
    file = write(CONTACTS.read_text("utf-8").replace("verified_on: 2020", "verified_on: 2062", 1))
    ran("checked", "bay_line", "--by", "a test", "--on", "2025-05-06")
    assert load_content(file.parent).directory.contacts[0].verified_on == date(2025, 5, 6)


def test_a_contact_that_expires_on_a_fixed_date_is_named(write: Write) -> None:
    write("")
    assert "bay_line still expires on 2099-12-31" in ran("checked", "bay_line", "--by", "a test")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["bay_line", "bay_lime", "--by", "a test"], "Did you mean `bay_line`"),
        (["bay_line", "--by", "a test", "--on", "2999-01-01"], "future"),
        (["bay_line", "--by", "a test", "--on", "2019-12-31"], "checked later, on 2020-01-01"),
        (["bay_line", "--by", " \n"], "role"),
    ],
)
def test_an_invalid_request_changes_nothing(write: Write, words: list[str], said: str) -> None:
    file = write("")
    before = file.read_bytes()
    with pytest.raises(SettingsError, match=said):
        ran("checked", *words)
    assert file.read_bytes() == before


@pytest.mark.parametrize("exists", [True, False])
def test_a_check_of_a_shipped_contact_is_not_recorded_in_an_agencys_folder(
    write: Write, exists: bool
) -> None:
    file = write("contacts: []\n")
    (file.parent / "questions.yaml").unlink()
    if not exists:
        file.unlink()
    shipped = load_content(file.parent).directory.contacts[0].id
    with pytest.raises(SettingsError, match=re.escape(f"{shipped}: not in {file}")):
        ran("checked", shipped, "--by", "a test")
