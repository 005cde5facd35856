"""Loading of the content files, own files laid over shipped ones, and the position of errors."""

from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode

from assessment.content.ageing import as_of
from assessment.content.directory import Directory
from assessment.content.folder import Layered, layered
from assessment.content.locales import Catalogue, load_catalogues
from assessment.content.questionnaire import Questionnaire
from assessment.content.refusals import refusal
from assessment.content.yaml_file import value_of
from assessment.errors import ContentError, Problem
from assessment.resources import root

KeyPath = tuple[str | int, ...]
M = TypeVar("M", bound=BaseModel)


class Content(NamedTuple):
    """The content of the files, and their paths."""

    questionnaire: Questionnaire
    directory: Directory
    files: "ContentFiles"

    def as_of(self, day: date) -> "Content":
        """The content as readers see it on a day: old contacts are marked, older ones hidden."""
        return self._replace(directory=as_of(self.directory, day))


class ContentFiles(NamedTuple):
    """The files that the content was read from; `own` is an operator's folder laid over them."""

    questions: Path
    contacts: Path
    own: Path | None = None

    def layered(self) -> Layered:
        """The nodes of the files. This reads them again. Raises ContentError."""
        return layered(self.questions, self.contacts, self.own)


def catalogues_of(content: Content) -> dict[str, Catalogue]:
    """The catalogs for the languages of the content."""
    languages = [language.id for language in content.questionnaire.languages]
    own = content.files.own
    return load_catalogues(root() / "locales", languages, own and own / "locales")


class Place(NamedTuple):
    """A position in a file; line and column count from 1."""

    file: str
    line: int
    column: int


def load_content(own: Path | None = None) -> Content:
    """The shipped content with an operator's own folder laid over it. Raises ContentError."""
    return load(root() / "questions.yaml", root() / "contacts.yaml", own)


def load(questions: Path, contacts: Path, own: Path | None = None) -> Content:
    """The content as frozen values. Raises ContentError if a file is malformed."""
    files = ContentFiles(questions, contacts, own)
    layers = files.layered()
    problems: list[Problem] = []
    questionnaire = _model(layers.questions, questions, Questionnaire, problems)
    directory = _model(layers.contacts, contacts, Directory, problems)
    if questionnaire is None or directory is None:
        raise ContentError(problems)
    return Content(questionnaire, directory, files)


def _model(node: Node | None, file: Path, model: type[M], problems: list[Problem]) -> M | None:
    try:
        return model.model_validate(value_of(node))
    except ValidationError as error:
        for detail in error.errors():
            name, line, column = _place(node, file, detail["loc"])
            problems.append(refusal(name, detail, (line, column)))
    return None


def places_of(files: ContentFiles, paths: list[tuple[bool, KeyPath]]) -> list[Place]:
    """The place of the value at each path, or of its nearest parent; True is for the contacts.

    This reads the files again, unless `paths` is empty.
    """
    if not paths:
        return []
    layers = files.layered()
    roots = {False: (layers.questions, files.questions), True: (layers.contacts, files.contacts)}
    return [_place(*roots[in_contacts], path) for in_contacts, path in paths]


def _place(node: Node | None, file: Path, path: KeyPath) -> Place:
    if node is None:
        return Place(file.name, 1, 1)
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
    return Place(mark.name, mark.line + 1, mark.column + 1)
