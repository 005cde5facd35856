"""The laws on contacts hold on every future date, or the report names the date and the contact."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from assessment.checking import report
from assessment.checking.proofs.encoding import Encoding
from assessment.checking.proofs.proof import broken_on
from assessment.cli import app
from assessment.content.ageing import changes
from assessment.content.directory import Contact
from assessment.content.loading import Content
from assessment.screening.results import Screening
from tests.small import CONTACTS, folder_with

TODAY = date(2030, 1, 1)
DUE = date(2030, 5, 1)
HIDDEN = DUE + timedelta(180)
LATER = date(2031, 1, 1)
HELPER, GUARDS, YOUNG = "bay_line", "bay_guards", "north_young"


def changed(content: Content, **updates: dict[str, Any]) -> Content:
    """The content with changed contacts, and with the guards as each area's non-urgent line."""

    def update(contact: Contact) -> Contact:
        return contact.model_copy(update=updates.get(contact.id, {}))

    directory = content.directory
    areas = tuple(a.model_copy(update={"not_urgent": GUARDS}) for a in directory.areas)
    update_ = {"areas": areas, "contacts": tuple(map(update, directory.contacts))}
    return content._replace(directory=directory.model_copy(update=update_))


@pytest.fixture
def guards_only(small: Content) -> Content:
    """Content in which the bay has only guards and an emergency number once its line is hidden.

    The emergency number also does the line's kind of work; otherwise, the line would stay.
    """
    lone = small.directory.model_copy(
        update={
            "areas": tuple(a for a in small.directory.areas if a.id in ("north", "bay")),
            "contacts": tuple(
                c for c in small.directory.contacts if c.id in (HELPER, GUARDS, "north_emergency")
            ),
        }
    )
    return changed(
        small._replace(directory=lone),
        bay_line={"expires_on": DUE, "area": "north"},
        bay_guards={"area": "north"},
        north_emergency={"also": ("victim_services",)},
    )


def found(content: Content) -> list[tuple[str, str, str]]:
    days = [TODAY, *changes(content.directory, TODAY, LATER)]
    return [(f.code, f.message.partition(",")[0], f.fix) for f in broken_on(content, days)]


def test_valid_content_breaks_no_law_on_any_date(small: Content) -> None:
    assert found(small) == []


def test_the_report_names_the_date_a_law_fails_and_the_contact_to_check(
    guards_only: Content,
) -> None:
    [(code, day, fix)] = set(found(guards_only))
    assert (code, day) == ("E311", f"on {HIDDEN}")
    assert HELPER in fix


def test_a_law_that_fails_today_is_reported_for_today(guards_only: Content) -> None:
    codes = {f.code for f in broken_on(guards_only, [LATER])}
    assert codes == {"E311"}


def test_an_area_that_loses_its_line_for_young_people_is_reported(small: Content) -> None:
    losing = changed(small, north_young={"expires_on": DUE}, north_emergency={"also": ("youth",)})
    assert ("E310", f"on {HIDDEN}") in {(code, day) for code, day, _ in found(losing)}


def test_the_proof_is_not_repeated_for_a_date_without_changes(
    small: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Screening] = []

    def counted(screening: Screening) -> Encoding:
        made.append(screening)
        return Encoding(screening)

    monkeypatch.setattr("assessment.checking.proofs.proof.Encoding", counted)
    list(broken_on(small, [TODAY]))
    once = len(made)
    assert once
    list(broken_on(small, [TODAY + timedelta(n) for n in range(50)]))
    assert len(made) == 2 * once


def expiring(folder: Path) -> Path:
    """The small test content with a line for young people that is not the last of its kind.

    The only other contact of its kind is the emergency number, which is not a line for children.
    """
    text = CONTACTS.read_text(encoding="utf-8")
    text = text.replace("kind: emergency", "kind: emergency\n    also: youth")
    head, line, rest = text.partition(f"  - id: {YOUNG}\n")
    rest = rest.replace("expires_on: 2099-12-31", f"expires_on: {DUE}", 1)
    return folder_with(folder, contacts=head + line + rest)


def test_the_check_covers_the_coming_years_and_shows_its_progress(tmp_path: Path) -> None:
    worked: list[date] = []

    @contextmanager
    def progress(days: list[date]) -> Iterator[Iterable[date]]:
        worked.extend(days)
        yield days

    problems = report.check_folder(expiring(tmp_path), TODAY, progress=progress).problems
    assert worked == [TODAY, DUE, HIDDEN]
    broken = [p for p in problems if p.code == "E310"]
    assert {p.message.partition(",")[0] for p in broken} == {f"on {HIDDEN}"}
    assert all(YOUNG in p.fix for p in broken)


@pytest.mark.parametrize(("day", "code"), [(DUE, 0), (HIDDEN, 1)])
def test_the_command_checks_as_of_a_given_date(day: date, code: int, tmp_path: Path) -> None:
    check = ["check", str(expiring(tmp_path)), "--as-of", str(day)]
    result = CliRunner().invoke(app, check)
    assert result.exit_code == code, result.output
    assert (f"on {day}, " in result.output) is bool(code)


def test_an_invalid_date_is_rejected() -> None:
    assert CliRunner().invoke(app, ["check", "--as-of", "soon"]).exit_code != 0
