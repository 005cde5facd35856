"""Read the two content files, and say where a fault lies when they cannot be used."""

from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode
from ruamel.yaml.resolver import BaseResolver

from assessment.content.directory import Directory
from assessment.content.questionnaire import Questionnaire
from assessment.content.rules import ContentModel
from assessment.errors import ContentError, Problem

KeyPath = tuple[str | int, ...]
M = TypeVar("M", bound=BaseModel)


class Content(NamedTuple):
    """What the two files hold, and where each came from."""

    questionnaire: Questionnaire
    directory: Directory
    files: "ContentFiles"

    def as_of(self, today: date) -> "Content":
        """The content without contacts whose check has run out by that day."""
        return self._replace(directory=self.directory.as_of(today))


class ContentFiles(NamedTuple):
    """The files that the content was read from."""

    questions: Path
    contacts: Path


def load(questions: Path, contacts: Path) -> Content:
    """Both files as frozen values; ContentError where one has the wrong shape."""
    problems: list[Problem] = []
    questionnaire = _model(questions, Questionnaire, problems)
    directory = _model(contacts, Directory, problems)
    if questionnaire is None or directory is None:
        raise ContentError(problems)
    return Content(questionnaire, directory, ContentFiles(questions, contacts))


def _model(file: Path, model: type[M], problems: list[Problem]) -> M | None:
    try:
        return model.model_validate(_read(file))
    except ValidationError as error:
        details = error.errors()
        spots = positions_of(file, [detail["loc"] for detail in details])
        problems += [_shape_problem(file, *pair) for pair in zip(details, spots, strict=True)]
    except ContentError as error:
        problems += error.problems
    return None


def _read(file: Path) -> Any:
    try:
        with file.open(encoding="utf-8") as stream:
            return reader().load(stream)
    except OSError as error:
        problem = Problem("E106", file.name, 1, 1, f"cannot be read: {error}", "Check the path.")
    except UnicodeDecodeError as error:
        problem = Problem("E106", file.name, 1, 1, f"cannot be read: {error}", "Save it as UTF-8.")
    except RecursionError:
        problem = Problem("E106", file.name, 1, 1, "one thing stands inside another too deep", "")
    except YAMLError as error:
        problem = _yaml_problem(file, error)
    raise ContentError([problem])


class _Words(BaseResolver):
    """Reads each plain value as a word, and leaves its type to the models.

    `no` is an answer here and `NO` is Norway, never false; and a phone number is no number.
    """

    processing_version = (1, 2)

    def __init__(self, version: object = None, loadumper: object = None) -> None:
        super().__init__(loadumper=loadumper)


def reader() -> YAML:
    """Reads YAML as texts, lists and mappings, and nothing else."""
    made = YAML(typ="base")
    made.Resolver = _Words
    return made


def _yaml_problem(file: Path, error: YAMLError) -> Problem:
    mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    message = str(getattr(error, "problem", None) or error)
    if isinstance(error, DuplicateKeyError):
        fix = "Keep one of the two."
        return Problem("E105", file.name, line, column, message, fix)
    fix = "Look for a missing quote, colon, or indent on this line or the one above."
    return Problem("E104", file.name, line, column, message, fix)


def _shape_problem(file: Path, detail: Any, spot: tuple[int, int]) -> Problem:
    path: KeyPath = detail["loc"]
    line, column = spot
    where = ".".join(str(step) for step in path)
    kind = detail["type"]
    if kind == "extra_forbidden":
        return _unknown_key(file, str(path[-1]), line, column)
    if kind == "missing":
        message = f"{where}: this key is missing"
        return Problem("E102", file.name, line, column, message, f"Add `{path[-1]}:` here.")
    message = f"{where}: {detail['msg']}"
    return Problem(
        "E103", file.name, line, column, message, "See docs/schema for what may stand here."
    )


def _unknown_key(file: Path, key: str, line: int, column: int) -> Problem:
    near = get_close_matches(key, _known_keys(), n=1)
    fix = f"Did you mean `{near[0]}`?" if near else "Take it out, or see docs/schema for the keys."
    return Problem("E101", file.name, line, column, f"`{key}` is not a key here", fix)


def _known_keys() -> set[str]:
    models = [ContentModel]
    for model in models:
        models += model.__subclasses__()
    fields = (field for model in models for field in model.model_fields.items())
    return {info.alias or name for name, info in fields}


def positions_of(file: Path, paths: list[KeyPath]) -> list[tuple[int, int]]:
    """Line and column, from 1, of the value at each path, or of its nearest parent.

    The file is read again for this, so only for a fault: it is not even opened for none.
    """
    if not paths:
        return []
    with file.open(encoding="utf-8") as stream:
        root = reader().compose(stream)
    return [_position(root, path) if root else (1, 1) for path in paths]


def _position(node: Node, path: KeyPath) -> tuple[int, int]:
    mark = node.start_mark
    for step in path:
        if isinstance(node, MappingNode):
            pair = next((p for p in node.value if p[0].value == str(step)), None)
            if pair is None:
                break
            mark, node = pair[0].start_mark, pair[1]
        elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            mark = node.start_mark
        else:
            break
    return mark.line + 1, mark.column + 1
