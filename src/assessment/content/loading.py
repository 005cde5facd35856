"""Loading of the two content files, and the position of errors in them."""

from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from assessment.content.ageing import as_of
from assessment.content.directory import Directory
from assessment.content.questionnaire import Questionnaire
from assessment.content.refusals import refusal
from assessment.content.yaml_file import compose, read_yaml
from assessment.errors import ContentError, Problem

KeyPath = tuple[str | int, ...]
M = TypeVar("M", bound=BaseModel)


class Content(NamedTuple):
    """The content of the two files, and their paths."""

    questionnaire: Questionnaire
    directory: Directory
    files: "ContentFiles"

    def as_of(self, day: date) -> "Content":
        """The content as readers see it on a day: old contacts are marked, older ones hidden."""
        return self._replace(directory=as_of(self.directory, day))


class ContentFiles(NamedTuple):
    """The files that the content was read from."""

    questions: Path
    contacts: Path


def load(questions: Path, contacts: Path) -> Content:
    """Both files as frozen values. Raises ContentError if one is malformed."""
    problems: list[Problem] = []
    questionnaire = _model(questions, Questionnaire, problems)
    directory = _model(contacts, Directory, problems)
    if questionnaire is None or directory is None:
        raise ContentError(problems)
    return Content(questionnaire, directory, ContentFiles(questions, contacts))


def _model(file: Path, model: type[M], problems: list[Problem]) -> M | None:
    try:
        return model.model_validate(read_yaml(file))
    except ValidationError as error:
        details = error.errors()
        places = positions_of(file, [detail["loc"] for detail in details])
        problems += [refusal(file.name, *pair) for pair in zip(details, places, strict=True)]
    except ContentError as error:
        problems += error.problems
    return None


def positions_of(file: Path, paths: list[KeyPath]) -> list[tuple[int, int]]:
    """Line and column, from 1, of the value at each path, or of its nearest parent.

    This reads the file again, unless `paths` is empty.
    """
    if not paths:
        return []
    root = compose(file.read_text(encoding="utf-8-sig"))
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
