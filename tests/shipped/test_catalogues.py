"""The shipped translations are complete and up to date."""

from pathlib import Path

from assessment.checking.extraction import source_messages, updated
from assessment.content.loading import Content
from assessment.content.locales import catalogue_file, load_catalogues
from assessment.resources import root


def test_the_catalogs_contain_exactly_the_text_of_the_site(content: Content) -> None:
    wanted = {text for text, _ in source_messages(content)}
    _, *languages = [language.id for language in content.questionnaire.languages]
    catalogues = load_catalogues(root() / "locales", languages)
    assert catalogues
    for catalogue in catalogues.values():
        assert set(catalogue.messages) == wanted


def test_updating_a_catalog_twice_changes_nothing(content: Content, tmp_path: Path) -> None:
    found = list(source_messages(content))
    file = tmp_path / "messages.po"
    file.write_bytes(updated(catalogue_file(root() / "locales", "es"), "es", found))
    assert updated(file, "es", found) == file.read_bytes()
