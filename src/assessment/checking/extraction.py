"""Collects all the text that readers see, and updates the translation catalogs."""

import re
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.catalog import Message as Entry
from babel.messages.extract import extract
from babel.messages.pofile import denormalize, normalize, write_po

from assessment.content.loading import Content
from assessment.content.locales import read_catalogue
from assessment.content.traversal import messages
from assessment.resources import page_templates

Message = tuple[str, str]
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
    """The catalog of a language with all strings in `found`. No translator's work is lost.

    If a string has changed, its old translation is marked as fuzzy, together with the earlier
    string. Translations of removed strings move to the end of the file, and are restored if the
    string comes back. The header is kept. The same strings always produce the same bytes, because
    no timestamp is written.
    """
    template = Catalog()
    for text, place in found:
        template.add(text, locations=[(place, 0)])
    catalog = read_catalogue(file) if file.is_file() else Catalog()
    translates = _previous_texts(catalog)
    _restore(catalog, template)
    catalog.update(template)
    fuzzy = [message for message in catalog if message.fuzzy and message.id]
    for message in fuzzy:
        last = str(message.previous_id[0] if message.previous_id else message.id)
        message.previous_id = [translates.get(last, last)]
    _settle(catalog, translates)
    out = BytesIO()
    write_po(out, catalog, width=WIDTH, omit_header=True, include_lineno=False)
    return (_header(file, language) + _with_previous(out.getvalue().decode(), fuzzy)).encode()


def _previous_texts(catalog: Catalog) -> dict[str, str]:
    """Each fuzzy string with the earlier string that its translation translates.

    Babel reads the lines of the earlier string as comments, so they are removed from the comments.
    """
    found = {}
    for message in catalog:
        lines = [c.removeprefix("|").strip() for c in message.user_comments if c.startswith("|")]
        message.user_comments = [c for c in message.user_comments if not c.startswith("|")]
        if lines:
            found[str(message.id)] = denormalize("\n".join(lines).removeprefix("msgid").strip())
    return found


def _restore(catalog: Catalog, template: Catalog) -> None:
    """Restore the translations of strings that were removed and later added again."""
    for key, message in list(catalog.obsolete.items()):
        if message.id in template:
            catalog[message.id] = message
        if message.id in template or not message.string:
            del catalog.obsolete[key]


def _settle(catalog: Catalog, translates: Mapping[str, str]) -> None:
    """Store an obsolete fuzzy translation under the earlier string that it translates.

    Babel does not mark obsolete entries as fuzzy. Stored under the newer string, the translation
    would later be restored as if a translator had confirmed it.
    """
    for key, message in list(catalog.obsolete.items()):
        if message.fuzzy:
            del catalog.obsolete[key]
            earlier = translates.get(str(message.id))
            if earlier and earlier not in catalog:
                catalog.obsolete[earlier] = message
                message.id = earlier


def _with_previous(text: str, fuzzy: Iterable[Entry]) -> str:
    """The catalog with the earlier string of each fuzzy entry. Babel would break long strings."""
    entries = iter(fuzzy)

    def previous(mark: re.Match[str]) -> str:
        entry = next(entries)
        if entry.previous_id == [entry.id]:
            return mark[0]
        lines = f"msgid {normalize(str(entry.previous_id[0]), width=WIDTH)}".splitlines()
        return "\n".join([mark[0], *(f"#| {line}" for line in lines)])

    return re.sub(r"^#,.*\bfuzzy\b.*$", previous, text, flags=re.MULTILINE)


def _header(file: Path, language: str) -> str:
    if file.is_file():
        header = file.read_text(encoding="utf-8").partition("\n\n")[0]
        if re.search(r'^msgid ""$', header, re.MULTILINE):
            return f"{header}\n\n"
    return (
        f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n\n'
    )
