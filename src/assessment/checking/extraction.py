"""Collects all the text that readers see, and updates the translation catalogs."""

import re
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po

from assessment.content.loading import Content
from assessment.content.locales import read_catalogue
from assessment.content.traversal import messages
from assessment.resources import page_templates

Message = tuple[str, str]
TRANSLATES = "Translates the earlier text:"
WIDTH = 100


def source_messages(content: Content) -> Iterator[Message]:
    """Each string with its source file, first from the content, then from the templates."""
    for model, file in (
        (content.questionnaire, content.files.questions.name),
        (content.directory, content.files.contacts.name),
        (content.site, "site.yaml"),
    ):
        for text in messages(model):
            yield text, file
    for review in content.reviews:
        yield review.by, "reviews.yaml"
    for template in page_templates(content.files.own):
        with template.open("rb") as stream:
            found = extract("jinja2.ext:babel_extract", stream, options={"silent": "false"})
            place = f"templates/{template.name}"
            yield from ((str(message), place) for _, message, _, _ in found)


def updated(file: Path, language: str, found: Iterable[Message]) -> bytes:
    """The catalog of a language with all strings in `found`. The header is kept.

    If a string has changed, its old translation is marked as fuzzy, with a comment that contains
    the string that it translates. Translations of removed strings move to the end of the file, and
    are restored if the string comes back, unless they are fuzzy. The same strings always produce
    the same bytes, because no timestamp is written.
    """
    template = Catalog()
    for text, place in found:
        template.add(text, locations=[(place, 0)])
    catalog = read_catalogue(file) if file.is_file() else Catalog()
    for message in catalog.obsolete.values():
        if message.id in template:
            catalog[message.id] = message
    catalog.update(template)
    for message in catalog:
        is_noted = any(comment.startswith(TRANSLATES) for comment in message.user_comments)
        if message.fuzzy and message.previous_id and not is_noted:
            message.user_comments.append(f"{TRANSLATES} {message.previous_id[0]}")
    _forget_unconfirmed(catalog)
    out = BytesIO()
    write_po(out, catalog, width=WIDTH, omit_header=True, include_lineno=False)
    return _header(file, language).encode() + out.getvalue()


def _forget_unconfirmed(catalog: Catalog) -> None:
    """Drop obsolete entries that are fuzzy, because the file would not mark them as fuzzy."""
    for key, message in list(catalog.obsolete.items()):
        if message.id in catalog or message.fuzzy or not message.string:
            del catalog.obsolete[key]


def _header(file: Path, language: str) -> str:
    if file.is_file():
        header = file.read_text(encoding="utf-8").partition("\n\n")[0]
        if re.search(r'^msgid ""$', header, re.MULTILINE):
            return f"{header}\n\n"
    return (
        f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    )
