"""What the commands for authors, translators and reviewers do; cli.py holds their options."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from assessment.checking import report
from assessment.checking.extraction import source_messages, updated
from assessment.checking.start import refuse_errors
from assessment.content.loading import Content, load
from assessment.content.locales import catalogue_file, is_known
from assessment.errors import SettingsError
from assessment.pages.edition import Edition
from assessment.publishing import due, evidence, schema, sheet, transcript
from assessment.resources import root
from assessment.settings import read_settings
from assessment.web.app import create_app

Say = Callable[[str], None]


def check(questions: Path | None, contacts: Path | None, format: str, say: Say) -> bool:
    """Tell every problem of the files; True where none is an error."""
    settings = read_settings()
    files = (questions or settings.questions, contacts or settings.contacts)
    problems = report.check_files(*files, date.today())
    say(report.FORMATS[format](problems))
    return not any(problem.is_error for problem in problems)


def translate(say: Say) -> None:
    """Bring every catalogue up to date with the texts; the first language is their source."""
    content = _content()
    for language in content.questionnaire.languages:
        if not is_known(language.id):
            raise SettingsError(f"{language.id}: no language that is known; use a code such as es")
    found = list(source_messages(content, root() / "templates"))
    for language in content.questionnaire.languages[1:]:
        file = catalogue_file(root() / "locales", language.id)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(updated(file, language.id, found))
        say(f"{file}: {len(dict(found))} texts")


def write_outcomes(folder: Path, say: Say) -> None:
    """Every outcome and the page that it gives, as HTML and Markdown."""
    try:
        from assessment.publishing.gallery import gallery  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise SettingsError(f"outcomes needs {error.name}: install what `make test` does") from None
    document = gallery(_edition())
    files = {"outcomes.md": document.markdown(), "outcomes.html": document.html(_style())}
    _write(folder, files, say)


def write_sheet(folder: Path, say: Say) -> None:
    """Every question and rule on one page, as HTML and Markdown."""
    content = _checked()
    document = sheet.sheet(content, report.catalogues_of(content))
    files = {"sheet.md": document.markdown(), "sheet.html": document.html(_style())}
    _write(folder, files, say)


def write_evidence(folder: Path, say: Say) -> None:
    """What each question and rule rests on."""
    _write(folder, {"evidence.md": evidence.evidence(_checked()).markdown()}, say)


def write_schema(folder: Path, say: Say) -> None:
    """The JSON Schemas of the two files."""
    _write(folder, schema.schemas(), say)


def tell_transcript(language: str, say: Say) -> None:
    """All that is said in a language; SettingsError where it is not offered."""
    content = _content()
    catalogue = report.catalogues_of(content).get(language)
    if catalogue is None:
        raise SettingsError(f"{language}: questions.yaml offers no such language")
    say(transcript.transcript(content, catalogue))


def tell_contacts(only_due: bool, format: str, say: Say) -> None:
    """The contacts with the day by which each must be checked."""
    until = due.within_a_month(date.today()) if only_due else date.max
    say(due.FORMATS[format](due.due(_content().directory, until)))


def _content() -> Content:
    settings = read_settings()
    return load(settings.questions, settings.contacts)


def _checked() -> Content:
    """The content; ContentError where it has errors."""
    content = _content()
    refuse_errors(content, report.catalogues_of(content), date.today())
    return content


def _edition() -> Edition:
    """The edition of the day on which the last contact was checked."""
    day = _last_checked(_checked())
    edition: Edition = create_app(read_settings(), lambda: day).state.editions.current
    return edition


def _last_checked(content: Content) -> date:
    """The day on which all that is shown was known, so that the same files give the same page."""
    return max(contact.verified_on for contact in content.directory.contacts)


def _style() -> str:
    return (root() / "static" / "style.css").read_text(encoding="utf-8")


def _write(folder: Path, files: dict[str, str], say: Say) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
        say(f"wrote {folder / name}")
