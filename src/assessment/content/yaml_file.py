"""Reads YAML files into strings, lists, and mappings, exactly as typed, with their positions."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode
from ruamel.yaml.resolver import BaseResolver

from assessment.content.slips import Slip, slips_in_node, slips_in_text
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


class Scalar(str):
    """A string in a file."""

    __slots__ = ("place",)
    place: Place


class List(list[Any]):
    """A list of values in a file."""

    __slots__ = ("place",)
    place: Place


class Map(dict[str, Any]):
    """A mapping in a file. The place of each value is the place of its key."""

    __slots__ = ("place",)
    place: Place


Value = Scalar | List | Map


class _Words(BaseResolver):
    """Reads each plain value as a string, and leaves its type to the models.

    In these files, `no` is an answer and `NO` is Norway, never false, and a phone number must not
    be read as a number.
    """

    processing_version = (1, 2)

    def __init__(self, version: object = None, loadumper: object = None) -> None:
        super().__init__(loadumper=loadumper)


def read_yaml(file: Path, name: str | None = None) -> Value:
    """The value in a file; an empty string if the file is empty.

    `name` is the file name to use in messages; the default is the name without folders. Raises
    ContentError (E104 to E110) if the file is invalid or ambiguous.
    """
    name = name or file.name
    text = _text(file, name)
    slips = list(slips_in_text(text))
    try:
        root = None if slips else compose(text)
        value = _value(root, Place(name, 1, 1), text, slips)
    except RecursionError:
        problem = Problem("E106", name, 1, 1, "nested too deeply", "Use fewer levels of nesting.")
        raise ContentError([problem]) from None
    except YAMLError as error:
        raise ContentError([_yaml_problem(name, error)]) from None
    if slips:
        raise ContentError(
            Problem(code, name, *_position(text, index), message, fix)
            for index, code, message, fix in slips
        )
    return value


def compose(text: str) -> Node | None:
    """The nodes of a YAML document, without further checks. Raises YAMLError if it is invalid."""
    reader = YAML(typ="base")
    reader.Resolver = _Words
    root: Node | None = reader.compose(text)
    return root


def place_of(value: Value, path: Iterable[str | int]) -> Place:
    """The position of the value at a path or, if there is none, of its nearest parent."""
    at: Any = value
    for step in path:
        try:
            inner = at[step]
        except (LookupError, TypeError):
            break
        at = inner if hasattr(inner, "place") else at
    place: Place = at.place
    return place


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


def _position(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def _value(node: Node | None, place: Place, text: str, slips: list[Slip]) -> Value:
    """The value of a node, or an empty string if there is none. Adds the mistakes to `slips`."""

    def inner(part: Node, start: Node) -> Value:
        mark = start.start_mark
        return _value(part, Place(place.file, mark.line + 1, mark.column + 1), text, slips)

    slips += slips_in_node(text, node)
    made: Value
    if isinstance(node, MappingNode):
        made = Map({str(key.value): inner(part, key) for key, part in node.value})
    elif isinstance(node, SequenceNode):
        made = List(inner(item, item) for item in node.value)
    else:
        made = Scalar(node.value if node else "")
    made.place = place
    return made
