"""Finds mistakes that are valid YAML but change the meaning of a file."""

import re
import unicodedata
from collections.abc import Iterator

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

CONFLICT = re.compile(r"^[ \t]*(<{7}|={7}|>{7}|\|{7})(?: .*)?$", re.MULTILINE)
COMMENT = re.compile(r"[ \t]+#")
UNUSUAL = re.compile(r"[^\n\r\t -~]")
HIDDEN = ("Cc", "Cf", "Zl", "Zp")
"""Unicode categories of invisible characters: control, format, and line separators."""
JOINERS = "\u200c\u200d"
"""Zero-width characters that some scripts need inside words."""
NO_BREAK = "\u00a0"


Slip = tuple[int, str, str, str]
"""The index of a mistake in the text, its code, a message, and the fix."""


def slips_in_text(text: str) -> Iterator[Slip]:
    """E108: merge conflict markers. E109: invisible characters."""
    for found in CONFLICT.finditer(text):
        fix = "Keep one of the two versions, and remove the conflict markers."
        yield found.start(1), "E108", f"merge conflict marker `{found[1]}`", fix
    for found in UNUSUAL.finditer(text):
        if _is_hidden(text, found.start()):
            yield _hidden(found.start(), found[0])


def slips_in_node(text: str, node: Node | None) -> Iterator[Slip]:
    """E105: duplicate keys. E107: text cut off by a comment. E109: escaped invisible characters.
    E110: text cut off by a comma.
    """
    if isinstance(node, MappingNode):
        yield from _slips_in_keys(node)
    elif isinstance(node, ScalarNode) and not node.style:
        if COMMENT.match(text, node.end_mark.index):
            message = f"everything after `{node.value or '#'}` on this line is a comment"
            fix = "Quote the string if # is part of it, or move the comment to its own line."
            yield node.end_mark.index, "E107", message, fix
    elif isinstance(node, ScalarNode) and node.style == '"':
        for index, character in enumerate(node.value):
            if _is_hidden(node.value, index):
                yield _hidden(node.start_mark.index, character)


def _slips_in_keys(node: MappingNode) -> Iterator[Slip]:
    seen = set()
    for key, value in node.value:
        name, index = str(key.value), key.start_mark.index
        if name in seen:
            yield index, "E105", f"duplicate key `{name}`", "Keep one of the two."
        seen.add(name)
        if node.flow_style and value.start_mark.index == key.end_mark.index:
            message = f"the comma before `{name}` ends the string"
            yield index, "E110", message, "Put the whole string in quotes."


def _is_hidden(text: str, index: int) -> bool:
    character = text[index]
    before, after = text[index - 1 : index], text[index + 1 : index + 2]
    if character == NO_BREAK:  # valid between two words, but a mistake next to a space or a colon
        return not (before and after) or before in " \n-:," or after in " \r\n#:,"
    if character in JOINERS:
        return before.isascii() or after.isascii()
    return character not in "\n\r\t" and unicodedata.category(character) in HIDDEN


def _hidden(index: int, character: str) -> Slip:
    name = unicodedata.name(character, "control character").lower()
    message = f"invisible character: {name} (U+{ord(character):04X})"
    fix = "Delete it, for example by typing the words again instead of pasting them."
    return index, "E109", message, fix
