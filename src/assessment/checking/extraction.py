"""Collect every text that a person reads, for translators."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import write_po

from assessment.content.loading import Content
from assessment.content.locales import messages, read_catalogue

Message = tuple[str, str]


def source_messages(content: Content, templates: Path) -> Iterator[Message]:
    """Each text and the file that it comes from: content first, then templates."""
    for model, file in (
        (content.questionnaire, content.files.questions),
        (content.directory, content.files.contacts),
    ):
        for text in messages(model):
            yield text, file.name
    for template in sorted(templates.rglob("*.html")):
        with template.open("rb") as stream:
            found = extract("jinja2.ext:babel_extract", stream, options={"silent": "false"})
            place = f"{templates.name}/{template.relative_to(templates)}"
            yield from ((str(message), place) for _, message, _, _ in found)


def updated(file: Path, language: str, found: Iterable[Message]) -> bytes:
    """The catalogue of a language with every text found: translations stay, what is gone goes.

    The same texts give the same bytes: no time of making is written.
    """
    template = Catalog()
    for text, place in found:
        template.add(text, locations=[(place, 0)])
    locale = language.replace("-", "_")
    catalog = Catalog(locale=locale)
    if file.is_file():
        catalog = read_catalogue(file)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    out = BytesIO()
    write_po(out, catalog, width=100, omit_header=True, include_lineno=False)
    return f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n{_TYPE}\n\n'.encode() + out.getvalue()


_TYPE = '"Content-Type: text/plain; charset=utf-8\\n"'
