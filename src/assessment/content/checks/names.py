"""Everything that a rule or a contact may name."""

from functools import cached_property

from assessment.content.checks.walk import Condition, conditions, parts
from assessment.content.loading import Content, Path_
from assessment.content.passages import Advice, Outcome
from assessment.content.questions import Question
from assessment.content.rules import Part, Rule


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
    def parts(self) -> list[tuple[bool, Path_, Part]]:
        """Everything in both files with the way to it; True where it stands in the contacts."""
        return [
            (in_contacts, way, part)
            for model, in_contacts in ((self.asking, False), (self.directory, True))
            for way, part in parts(model)
        ]

    @cached_property
    def questions(self) -> list[tuple[Path_, str, Question]]:
        """Every question with the way to it and its track."""
        return [
            (way, self.asking.topics[int(way[1])].track, part)
            for _, way, part in self.parts
            if isinstance(part, Question)
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
        tracks: dict[Path_, frozenset[str]] = {}
        found: list[tuple[bool, Condition]] = []
        for in_contacts, way, part in self.parts:
            if isinstance(part, Outcome):
                spoken = frozenset(t for t in self.tracks if part.passage(t))
                tracks[way] = spoken or self.tracks
            if isinstance(part, Advice) and part.track:
                tracks[way] = frozenset({part.track})
            if isinstance(part, Rule):
                on = self.tracks if in_contacts else tracks.get(way[:-1], self.tracks)
                found += [(in_contacts, c) for c in conditions(way, part, on)]
        return found
