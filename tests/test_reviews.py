"""Sign-offs are shown, and parts whose text has changed since then are named."""

from datetime import date
from pathlib import Path

import pytest
from anyio.from_thread import start_blocking_portal
from click.testing import CliRunner

from assessment.checking.own_folder import own_folder_problems
from assessment.cli import app
from assessment.content.loading import load_content
from assessment.errors import ContentError, Problem, SettingsError
from assessment.settings import Settings
from assessment.web.app import create_app
from tests.inside import client_of
from tests.small import CONTACTS, DAY, QUESTIONS, folder_with

ROLE = "a lawyer: \"really\" & 'truly' # 1"
SHOWN = "a lawyer: &#34;really&#34; &amp; &#39;truly&#39; # 1"


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the small test content, which all commands use as the agency's folder."""
    monkeypatch.setenv("ASSESSMENT_CONTENT", str(tmp_path))
    return folder_with(tmp_path)


def sign(*parts: str) -> None:
    what = [word for part in parts for word in ("--what", part)]
    result = CliRunner().invoke(app, ["reviewed", "--by", ROLE, *what, "--on", "2025-12-01"])
    assert result.exit_code == 0, result.output


def problems(own: Path) -> list[Problem]:
    return list(own_folder_problems(load_content(own)))


def about(own: Path) -> str:
    async def visit() -> str:
        async with client_of(create_app(Settings(content=own), lambda: DAY)) as client:
            return (await client.get("/en/about")).text

    with start_blocking_portal() as portal:
        return portal.call(visit)


def test_a_sign_off_is_kept_and_others_are_added_below(own: Path) -> None:
    (own / "reviews.yaml").write_text("# a comment", encoding="utf-8")
    sign("questions", "es")
    sign("pages")
    reviews = load_content(own).reviews
    assert [(r.by, r.on, list(r.what)) for r in reviews] == [
        (ROLE, date(2025, 12, 1), ["questions", "es"]),
        (ROLE, date(2025, 12, 1), ["pages"]),
    ]
    assert (own / "reviews.yaml").read_text(encoding="utf-8").startswith("# a comment\n")
    assert problems(own) == []


def test_only_the_part_whose_text_has_changed_is_named_with_its_line(own: Path) -> None:
    sign("questions", "contacts")
    text = QUESTIONS.read_text(encoding="utf-8")
    folder_with(own, questions=text.replace("title: Your things", "title: What you own"))
    [problem] = problems(own)
    assert (problem.code, problem.file, problem.line) == ("W284", str(own / "reviews.yaml"), 3)
    assert problem.message.startswith("`questions`")


def test_a_change_that_readers_do_not_see_needs_no_new_review(own: Path) -> None:
    sign("questions", "contacts", "pages", "es")
    text = CONTACTS.read_text(encoding="utf-8")
    folder_with(own, contacts=text.replace("verified_on: 2020-01-01", "verified_on: 2020-01-02"))
    assert problems(own) == []


def test_a_new_translation_changes_only_its_language(own: Path) -> None:
    sign("questions", "contacts", "pages", "es")
    catalog = own / "locales" / "es" / "LC_MESSAGES" / "messages.po"
    catalog.parent.mkdir(parents=True)
    catalog.write_text('msgid "Your things"\nmsgstr "Lo tuyo"\n', encoding="utf-8")
    assert [problem.message[:4] for problem in problems(own)] == ["`es`"]


def test_an_unknown_part_cannot_be_signed_off(own: Path) -> None:
    words = ["reviewed", "--by", "a lawyer", "--what", "everything"]
    assert isinstance(CliRunner().invoke(app, words).exception, SettingsError)
    text = "- {by: a lawyer, on: 2025-12-01, what: {everything: 12}}"
    (own / "reviews.yaml").write_text(text, encoding="utf-8")
    assert [problem.code for problem in problems(own)] == ["W285"]


@pytest.mark.parametrize(
    "wrong", [["--by", " "], ["--by", "a lawyer", "--on", "2999-01-01"]], ids=["blank", "future"]
)
def test_a_sign_off_needs_a_role_and_a_day_that_has_come(own: Path, wrong: list[str]) -> None:
    said = CliRunner().invoke(app, ["reviewed", *wrong, "--what", "pages"])
    assert isinstance(said.exception, SettingsError)
    assert not (own / "reviews.yaml").exists()


def test_a_mistake_in_the_sign_offs_is_reported_with_its_line(own: Path) -> None:
    (own / "reviews.yaml").write_text("\n- {by: a lawyer, on: soon, what: {}}", encoding="utf-8")
    with pytest.raises(ContentError, match=r"reviews\.yaml:2:\d+: E103"):
        load_content(own)


def test_the_about_page_shows_sign_offs_and_later_changes(own: Path) -> None:
    assert "No survivor and no lawyer" in about(own)
    sign("questions", "es")
    page = about(own)
    assert f"Reviewed by {SHOWN} in December 2025: the questions and results, Spanish." in page
    assert "No survivor and no lawyer" not in page
    assert "have changed since" not in page
    text = QUESTIONS.read_text(encoding="utf-8")
    folder_with(own, questions=text.replace("title: Your things", "title: What you own"))
    assert "have changed since" in about(own)


def test_the_evidence_lists_sign_offs_or_says_that_there_are_none(own: Path) -> None:
    def written() -> str:
        result = CliRunner().invoke(app, ["evidence", "--to", str(own)])
        assert result.exit_code == 0, result.output
        return (own / "evidence.md").read_text(encoding="utf-8")

    assert "Nobody has signed off" in written()
    sign("contacts")
    assert f"- 2025-12-01, by {ROLE}: contacts" in written()
