"""A small content of made-up signs, places, and helpers, for tests of the program.

Its checks never expire, so a server started on any day shows the same pages.
"""

from datetime import date
from pathlib import Path

from assessment.settings import Settings

QUESTIONS, CONTACTS = (Path(__file__).with_name(f"{n}.yaml") for n in ("questions", "contacts"))
SETTINGS = Settings(questions=QUESTIONS, contacts=CONTACTS)
VARIABLES = {"ASSESSMENT_QUESTIONS": str(QUESTIONS), "ASSESSMENT_CONTACTS": str(CONTACTS)}
"""The same settings for a server in a process of its own."""
DAY = date(2026, 1, 1)
TRACKS, LANGUAGES = ("self", "bystander"), ("en", "es")
HOME, WITHOUT_LINES, COUNTRY, ABROAD = AREAS = ("bay", "fjord", "north", "south")
"""Where a reader is who chose nothing; a place beside it that has no lines of its own; the
country around both; and another country."""
EMERGENCY, EMERGENCY_ABROAD = "112", "111"
NOT_URGENT, NOT_URGENT_IN_COUNTRY, NOT_URGENT_ABROAD = "1990101", "1990104", "1990108"
CLEAR_ANSWERS = {
    "keys": {"key": "yes", "door": "yes"},
    "money": {"card": "yes", "pay": "yes"},
}
"""For each indicator, answers that make it and no other clear, on either track."""
