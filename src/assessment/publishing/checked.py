"""Records in the contacts file that contacts were checked, and changes nothing else in it.

The parser gives the place of each value, and only these characters are replaced. Comments, quotes,
order and line breaks stay, so the diff shows only what was recorded.
"""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from ruamel.yaml.nodes import Node, ScalarNode

from assessment.checking.findings import nearest
from assessment.content.layers import entries, identity, section_of
from assessment.content.loading import Content
from assessment.content.yaml_file import compose
from assessment.errors import SettingsError

BOM = "\ufeff"
PLAIN = re.compile(r"\w(?:[\w ()/.-]*[\w).])?")
"""Texts that need no quotes in YAML."""


class Check(NamedTuple):
    """Who checked a contact, as a role, and when."""

    by: str
    on: date


def record(content: Content, ids: Sequence[str], check: Check) -> Path:
    """Write the check of these contacts into their file, which is returned.

    Raises SettingsError, and writes nothing, if the file does not contain one of them.
    """
    shipped, own = content.files.contacts, content.files.own
    file = own / shipped.name if own else shipped
    text = file.read_bytes().decode("utf-8") if file.is_file() else ""
    body = text.removeprefix(BOM)
    items = {
        name: item
        for section in section_of(compose(body, str(file)), "contacts")
        for item in section.value
        if (name := identity(item))
    }
    if missing := [name for name in ids if name not in items]:
        raise SettingsError(_refusal(content, missing[0], file))
    changes = [each for name in set(ids) for each in _changes(body, items[name], check)]
    for start, end, value in sorted(changes, reverse=True):
        body = body[:start] + value + body[end:]
    file.write_bytes((BOM * text.startswith(BOM) + body).encode("utf-8"))
    return file


def _changes(text: str, item: Node, check: Check) -> Iterator[tuple[int, int, str]]:
    """Start, end and new text of both values."""
    for key, value in (("verified_on", str(check.on)), ("verified_by", check.by)):
        node = entries(item)[key]
        style = node.style if isinstance(node, ScalarNode) else None
        start, end = node.start_mark.index, node.end_mark.index
        # A block ends with its line break, which must stay.
        yield start, start + len(text[start:end].rstrip()), _written(value, style)


def _written(value: str, style: str | None) -> str:
    """The value in YAML, in the quotes that it had, or in quotes if it needs them."""
    if not style and PLAIN.fullmatch(value):
        return value
    if style == "'":
        return "'" + value.replace("'", "''") + "'"
    return json.dumps(value, ensure_ascii=False)


def _refusal(content: Content, name: str, file: Path) -> str:
    """An update replaces shipped files, so a check written there would be lost."""
    known = [contact.id for contact in content.directory.contacts]
    if name not in known:
        return f"{name}: unknown contact. {nearest(name, known, 'See `assessment contacts`.')}"
    return (
        f"{name}: not in {file}. It is shipped, and an update would undo your check. Update the "
        f"program to get newer checks, or copy the whole item from {content.files.contacts}."
    )
