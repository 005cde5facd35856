"""Small test content with fictional signs, places, and helpers, for tests of the program.

Its checks never expire, so a server shows the same pages on any date.
"""

from datetime import date
from pathlib import Path

from assessment.pages.static_pages import STATIC_PAGES
from assessment.settings import Settings

FOLDER = Path(__file__).parent
"""A content folder that inherits nothing from the shipped content."""
QUESTIONS, CONTACTS = FOLDER / "questions.yaml", FOLDER / "contacts.yaml"
SETTINGS = Settings(content=FOLDER)
VARIABLES = {"ASSESSMENT_CONTENT": str(FOLDER)}
"""The settings for the small content, for a server in its own process."""


def folder_with(folder: Path, *, questions: str = "", contacts: str = "") -> Path:
    """Write the small test content to the folder; text given here replaces that of a file."""
    for file, text in ((QUESTIONS, questions), (CONTACTS, contacts)):
        (folder / file.name).write_text(text or file.read_text(encoding="utf-8"), encoding="utf-8")
    return folder


DAY = date(2026, 1, 1)
TRACKS, LANGUAGES = ("self", "bystander"), ("en", "es")
PAGES = ("", *(page for page in STATIC_PAGES if page != "start"), *TRACKS)
"""The last part of the address of every page that does not depend on answers."""
HOME, WITHOUT_LINES, COUNTRY, ABROAD = AREAS = ("bay", "fjord", "north", "south")
"""The default area; a neighboring area without its own lines; the country that contains both; and
another country."""
EMERGENCY, EMERGENCY_ABROAD = "112", "111"
NOT_URGENT, NOT_URGENT_IN_COUNTRY, NOT_URGENT_ABROAD = "1990101", "1990104", "1990108"
CLEAR_ANSWERS = {
    "keys": {"key": "yes", "door": "yes"},
    "money": {"card": "yes", "pay": "yes"},
}
"""For each indicator, answers that give only this indicator a clear sign, on either track."""
