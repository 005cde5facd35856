"""Loads the content that a command works on."""

from datetime import date

from assessment.checking.start import refuse_errors
from assessment.content.loading import Content, catalogues_of, load_content
from assessment.settings import read_settings


def chosen_content() -> Content:
    """The content that the settings select. Raises ContentError if a file is invalid."""
    return load_content(read_settings().content)


def checked_content() -> Content:
    """The content that the settings select, checked. Raises ContentError if it has errors."""
    content = chosen_content()
    refuse_errors(content, catalogues_of(content), date.today())
    return content
