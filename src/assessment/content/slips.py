"""Finds mistakes that are valid YAML but change the meaning of a file."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

from assessment.errors import Problem

CONFLICT = re.compile(r"^[ \t]*(<{7}|={7}|>{7}|\|{7})(?: .*)?$", re.MULTILINE)
COMMENT = re.compile(r"[ \t]+#")
UNUSUAL = re.compile(r"[^\n\r\t -~]")
HIDDEN = ("Cc", "Cf", "Zl", "Zp")
"""Unicode categories of invisible characters: control, format, and line separators."""
JOINERS = "\u200c\u200d"
"""Zero-width characters that some scripts need inside words."""
NO_BREAK = "\u00a0"


def slips_in_text(file: str, text: str) -> Iterator[Problem]:
    """E108: merge conflict markers. E109: invisible characters."""
    for found in CONFLICT.finditer(text):
        fix = "Keep one of the two versions, and remove the conflict markers."
        message = f"merge conflict marker `{found[1]}`"
        yield Problem("E108", file, *_place(text, found.start(1)), message, fix)
    for found in UNUSUAL.finditer(text):
        if _is_hidden(text, found.start()):
            yield Problem("E109", file, *_place(text, found.start()), *_hidden(found[0]))


def slips_in_node(file: str, lines: Sequence[str], node: Node | None) -> Iterator[Problem]:
    """E107: text cut off by a comment. E109: escaped invisible characters. E110: text cut off by a
    comma. `lines` are the lines of the file.
    """
    if isinstance(node, MappingNode):
        yield from _cut_by_comma(file, node)
    elif isinstance(node, ScalarNode) and not node.style:
        yield from _cut_by_comment(file, lines[node.end_mark.line], node)
    elif isinstance(node, ScalarNode) and node.style == '"':
        for index, character in enumerate(node.value):
            if _is_hidden(node.value, index):
                yield Problem("E109", file, *_start(node), *_hidden(character))


def _cut_by_comment(file: str, line: str, node: ScalarNode) -> Iterator[Problem]:
    if COMMENT.match(line, node.end_mark.column):
        message = f"everything after `{node.value or '#'}` on this line is a comment"
        fix = "Quote the string if # is part of it, or move the comment to its own line."
        place = (node.end_mark.line + 1, node.end_mark.column + 1)
        yield Problem("E107", file, *place, message, fix)


def _cut_by_comma(file: str, node: MappingNode) -> Iterator[Problem]:
    for key, value in node.value:
        if node.flow_style and value.start_mark.index == key.end_mark.index:
            message = f"the comma before `{key.value}` ends the string"
            fix = "Put the whole string in quotes."
            yield Problem("E110", file, *_start(key), message, fix)


def _is_hidden(text: str, index: int) -> bool:
    character = text[index]
    before, after = text[index - 1 : index], text[index + 1 : index + 2]
    if character == NO_BREAK:  # valid between two words, but a mistake next to a space or a colon
        return not (before and after) or before in " \n-:," or after in " \r\n#:,"
    if character in JOINERS:
        return before.isascii() or after.isascii()
    return character not in "\n\r\t" and unicodedata.category(character) in HIDDEN


def _hidden(character: str) -> tuple[str, str]:
    name = unicodedata.name(character, "control character").lower()
    return (
        f"invisible character: {name} (U+{ord(character):04X})",
        "Delete it, for example by typing the words again instead of pasting them.",
    )


def _start(node: Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1


def _place(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)
