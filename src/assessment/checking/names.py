"""Everything that a rule or a contact may name."""

from functools import cached_property

from assessment.checking.walk import Condition, conditions, models
from assessment.content.loading import Content, KeyPath
from assessment.content.passages import Advice, Outcome
from assessment.content.questions import Question
from assessment.content.rules import ContentModel, Rule


class Names:
    """The ids that exist, by kind, and every rule with the way to it."""

    def __init__(self, content: Content) -> None:
        self.asking = content.questionnaire
        self.directory = content.directory
        self.tracks = frozenset(track.id for track in self.asking.tracks)
        self.indicators = {indicator.id for indicator in self.asking.indicators}
        self.assistance = {assistance.id for assistance in self.asking.assistance}
        self.areas = {area.id for area in self.directory.areas}
        self.flags = [flag.id for flag in self.asking.flags]

    @cached_property
    def models(self) -> list[tuple[bool, KeyPath, ContentModel]]:
        """Everything in both files with the way to it; True where it stands in the contacts."""
        return [
            (in_contacts, path, item)
            for model, in_contacts in ((self.asking, False), (self.directory, True))
            for path, item in models(model)
        ]

    @cached_property
    def questions(self) -> list[tuple[KeyPath, str, Question]]:
        """Every question with the way to it and its track."""
        return [
            (path, self.asking.topics[int(path[1])].track, item)
            for _, path, item in self.models
            if isinstance(item, Question)
        ]

    @cached_property
    def options(self) -> dict[str, dict[str, frozenset[str]]]:
        """Question to track to the options that it offers there."""
        found: dict[str, dict[str, frozenset[str]]] = {}
        for _, track, question in self.questions:
            if track in self.tracks:
                offered = frozenset(o.id for o in self.asking.options_of(track, question))
                found.setdefault(question.id, {})[track] = offered
        return found

    @cached_property
    def rules(self) -> list[tuple[bool, Condition]]:
        """Every condition of both files; True where it stands in the contacts."""
        tracks: dict[KeyPath, frozenset[str]] = {}
        found: list[tuple[bool, Condition]] = []
        for in_contacts, path, item in self.models:
            if isinstance(item, Outcome):
                spoken = frozenset(t for t in self.tracks if item.passage(t))
                tracks[path] = spoken or self.tracks
            if isinstance(item, Advice) and item.track:
                tracks[path] = frozenset({item.track})
            if isinstance(item, Rule):
                on = self.tracks if in_contacts else tracks.get(path[:-1], self.tracks)
                found += [(in_contacts, c) for c in conditions(path, item, on)]
        return found
