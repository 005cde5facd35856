"""All the IDs that rules and contacts can refer to."""

from functools import cached_property
from typing import NamedTuple

from assessment.content.loading import Content, KeyPath
from assessment.content.passages import Advice, Outcome
from assessment.content.questions import Question, with_follow_ups
from assessment.content.rules import ContentModel, Rule
from assessment.content.traversal import models


class PlacedRule(NamedTuple):
    """A rule, its path in its file, and the tracks on which it is used."""

    path: KeyPath
    rule: Rule
    tracks: frozenset[str]


class Names:
    """All IDs by kind, and every model and rule of the content."""

    def __init__(self, content: Content) -> None:
        self.asking = content.questionnaire
        self.directory = content.directory
        self.own = content.files.own
        self.tracks = frozenset(track.id for track in self.asking.tracks)
        self.indicators = {indicator.id for indicator in self.asking.indicators}
        self.assistance = {assistance.id for assistance in self.asking.assistance}
        self.areas = {area.id for area in self.directory.areas}
        self.flags = [flag.id for flag in self.asking.flags]

    @cached_property
    def models(self) -> list[tuple[KeyPath, ContentModel]]:
        """Every model in both files with its path."""
        return [*models(self.asking), *models(self.directory)]

    @cached_property
    def questions(self) -> list[tuple[str, Question]]:
        """Every question with its track."""
        return [
            (topic.track, question)
            for topic in self.asking.topics
            for question in with_follow_ups(topic.questions)
        ]

    @cached_property
    def options(self) -> dict[str, dict[str, frozenset[str]]]:
        """The options of each question on each track."""
        found: dict[str, dict[str, frozenset[str]]] = {}
        for track, question in self.questions:
            if track in self.tracks:
                offered = frozenset(o.id for o in self.asking.options_of(track, question))
                found.setdefault(question.id, {})[track] = offered
        return found

    @cached_property
    def rules(self) -> list[PlacedRule]:
        """Every rule in both files; each rule comes before the rules nested in it."""
        tracks: dict[KeyPath, frozenset[str]] = {(): self.tracks}
        found: list[PlacedRule] = []
        for path, item in self.models:
            around = (path[:end] for end in range(len(path), -1, -1))
            on = next(tracks[outer] for outer in around if outer in tracks)
            if isinstance(item, Rule):
                found.append(PlacedRule(path, item, on))
            if narrowed := self._tracks_inside(item):
                tracks[path] = on & narrowed or on
        return found

    def _tracks_inside(self, item: ContentModel) -> frozenset[str]:
        """The tracks to which an item limits its nested rules; empty if it does not limit them."""
        match item:
            case Outcome():
                return frozenset(track for track in self.tracks if item.passage(track))
            case Advice():
                return frozenset({item.track} if item.track else ())
            case Rule():
                return frozenset(part.track for part in item.all_of or () if part.track)
        return frozenset()
