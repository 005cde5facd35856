"""Small content with fictional signs, places, and helpers, for tests of the program.

Its checks never expire, so a server started on any day shows the same pages.
"""

from datetime import date
from pathlib import Path

from assessment.pages.local_pages import STATIC_PAGES
from assessment.settings import Settings

QUESTIONS, CONTACTS = (Path(__file__).with_name(f"{n}.yaml") for n in ("questions", "contacts"))
SETTINGS = Settings(questions=QUESTIONS, contacts=CONTACTS)
VARIABLES = {"ASSESSMENT_QUESTIONS": str(QUESTIONS), "ASSESSMENT_CONTACTS": str(CONTACTS)}
"""The same settings, for a server in its own process."""
DAY = date(2026, 1, 1)
TRACKS, LANGUAGES = ("self", "bystander"), ("en", "es")
PAGES = ("", *(page for page in STATIC_PAGES if page != "start"), *TRACKS)
"""The last part of the address of every page that depends on no answer."""
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
