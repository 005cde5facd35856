"""Records checks of contacts in the contacts file, without changing anything else in it.

The parser gives the position of each value, and only these characters are replaced. Comments,
order, and line breaks stay the same, so a diff shows only what was recorded.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path

from ruamel.yaml.nodes import Node

from assessment.content.loading import Content
from assessment.content.yaml_file import compose
from assessment.errors import SettingsError, nearest

BOM = "\ufeff"
PLAIN = re.compile(r"\w(?:[\w ()/.-]*[\w).])?")
"""Strings that need no quotes in YAML."""


def record(content: Content, ids: Sequence[str], by: str, on: date) -> Path:
    """Write the check of these contacts to their file, and return the path of the file.

    `by` is the role of the person who checked them. Raises SettingsError and writes nothing if any
    of the contacts is not in the file.
    """
    shipped, own = content.files.contacts, content.files.own
    file = own / shipped.name if own else shipped
    text = file.read_bytes().decode("utf-8") if file.is_file() else ""
    body = text.removeprefix(BOM)
    section = _values(compose(body)).get("contacts")
    contacts = [_values(item) for item in section.value] if section else []
    items = {item["id"].value: item for item in contacts}
    if missing := [name for name in ids if name not in items]:
        raise SettingsError(_refusal(content, missing[0], file))
    changes = [each for name in set(ids) for each in _changes(body, items[name], by, on)]
    for start, end, value in sorted(changes, reverse=True):
        body = body[:start] + value + body[end:]
    file.write_bytes((BOM * text.startswith(BOM) + body).encode("utf-8"))
    return file


def _values(node: Node | None) -> dict[str, Node]:
    """The values of a mapping by key; empty if there is none."""
    return {key.value: value for key, value in node.value} if node else {}


def _changes(
    text: str, item: Mapping[str, Node], by: str, on: date
) -> Iterator[tuple[int, int, str]]:
    """The start, end, and new text of both values, with quotes only if they are needed."""
    for key, value in (("verified_on", str(on)), ("verified_by", by)):
        start, end = item[key].start_mark.index, item[key].end_mark.index
        written = value if PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
        # The value of a block scalar ends with a line break, which must stay.
        yield start, start + len(text[start:end].rstrip()), written


def _refusal(content: Content, name: str, file: Path) -> str:
    """The error message. Shipped files are never changed, because an update would replace them."""
    known = [contact.id for contact in content.directory.contacts]
    if name not in known:
        return f"{name}: unknown contact. {nearest(name, known, 'See `assessment contacts`.')}"
    return (
        f"{name}: not in {file}. This contact is shipped, so an update would undo your check. "
        "Update the program to get newer checks, or copy the whole item from "
        f"{content.files.contacts}."
    )
