"""Reads YAML files into strings, lists, and mappings, exactly as typed."""

from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode
from ruamel.yaml.resolver import BaseResolver

from assessment.content.slips import slips_in_nodes, slips_in_text
from assessment.errors import ContentError, Problem

FIX = "Look for a missing quote, colon, or indentation on this line or the line above."
FIXES = {
    "closing quote": "Add a quote at the end of the text that starts here.",
    "mapping values are not allowed": "Put text with a colon in double quotes. " + FIX,
    "tab character": "Replace the tab with spaces.",
    "cannot start": "Replace tabs with spaces. Put text that starts with @, ` or % in quotes.",
}
"""More specific advice, by a part of the message."""


class Place(NamedTuple):
    """A position in a file; line and column count from 1."""

    file: str
    line: int
    column: int


class _Words(BaseResolver):
    """Reads each plain value as a string, and leaves its type to the models.

    In these files, `no` is an answer and `NO` is Norway, never false, and a phone number must not
    be read as a number.
    """

    processing_version = (1, 2)

    def __init__(self, version: object = None, loadumper: object = None) -> None:
        super().__init__(loadumper=loadumper)


class _Stream(StringIO):
    """A stream with the name of its file, which becomes part of the position of each node."""

    def __init__(self, text: str, name: str) -> None:
        super().__init__(text)
        self.name = name


def read_nodes(file: Path, name: str | None = None) -> Node | None:
    """The nodes of a file with their positions; None if the file is empty.

    `name` is what messages call the file; the default is its name without folders. Raises
    ContentError (E104 to E110) if the file is invalid or ambiguous.
    """
    name = name or file.name
    text = _text(file, name)
    if slips := list(slips_in_text(name, text)):
        raise ContentError(slips)
    try:
        root = compose(text, name)
        nodes = list(_nodes(root))
        slips = [*slips_in_nodes(name, text, nodes), *_repeated_keys(nodes)]
    except RecursionError:
        slips = [Problem("E106", name, 1, 1, "nested too deeply", "Use fewer levels of nesting.")]
    except YAMLError as error:
        slips = [_yaml_problem(name, error)]
    if slips:
        raise ContentError(slips)
    return root


def compose(text: str, name: str) -> Node | None:
    """The nodes of a YAML text, without further checks. Raises YAMLError if it is invalid."""
    reader = YAML(typ="base")
    reader.Resolver = _Words
    root: Node | None = reader.compose(_Stream(text, name))
    return root


def start(node: Node) -> Place:
    """The position of the first character of a node."""
    mark = node.start_mark
    return Place(mark.name, mark.line + 1, mark.column + 1)


def _text(file: Path, name: str) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        fix = "Check the path." if isinstance(error, OSError) else "Save it as UTF-8."
        problem = Problem("E106", name, 1, 1, f"cannot be read: {error}", fix)
        raise ContentError([problem]) from None


def _yaml_problem(name: str, error: YAMLError) -> Problem:
    mark, said = None, str(error)
    if isinstance(error, MarkedYAMLError):
        mark, said = error.problem_mark, error.problem or said
        if error.context == "while scanning a quoted scalar":
            mark, said = error.context_mark, "the text has no closing quote"
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    fix = next((fix for part, fix in FIXES.items() if part in said), FIX)
    return Problem("E104", name, line, column, f"invalid YAML: {said}", fix)


def _nodes(node: Node | None) -> Iterator[Node]:
    if node is None:
        return
    yield node
    if isinstance(node, MappingNode):
        for pair in node.value:
            for part in pair:
                yield from _nodes(part)
    elif isinstance(node, SequenceNode):
        for item in node.value:
            yield from _nodes(item)


def _repeated_keys(nodes: Iterable[Node]) -> Iterator[Problem]:
    for node in nodes:
        seen = set()
        for key, _ in node.value if isinstance(node, MappingNode) else ():
            if key.value in seen:
                message = f"duplicate key `{key.value}`"
                yield Problem("E105", *start(key), message, "Keep one of the two.")
            seen.add(key.value)


def value_of(node: Node | None) -> Any:
    """The data in a node as strings, lists, and mappings."""
    if isinstance(node, MappingNode):
        return {value_of(key): value_of(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [value_of(item) for item in node.value]
    return node.value if node else None


def place_of(node: Node | None, file: str, path: Iterable[str | int]) -> Place:
    """The position of the value at a path or, if there is none, of its nearest parent.

    `file` is the name to use if the file is empty.
    """
    if node is None:
        return Place(file, 1, 1)
    at = node
    for step in path:
        pairs = node.value if isinstance(node, MappingNode) else ()
        found = next((pair for pair in pairs if pair[0].value == str(step)), None)
        if isinstance(node, SequenceNode) and isinstance(step, int):
            found = next(((item, item) for item in node.value[step : step + 1]), None)
        if found is None:
            break
        at, node = found
    return start(at)
