"""Which of a reader's answers made a rule hold, so that they can be given back in words."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from assessment.content.questionnaire import Flag
from assessment.content.rules import Rule
from assessment.screening.circuit import NEVER, Answer, Circuit, answers_named

Places = list[tuple[int, int]]
"""Where an answer stands in a rule, and the bits without which it is no reason there."""


class Reasons:
    """The answers that can stand behind some rules; `sayable` are those that have words."""

    def __init__(
        self,
        circuit: Circuit,
        flags: Iterable[Flag],
        sayable: Collection[Answer],
        rules: Mapping[str, Rule],
    ) -> None:
        self._circuit = circuit
        self._flags = {flag.id: flag for flag in flags}
        self._behind: dict[Answer, dict[str, Places]] = {}
        for name, rule in rules.items():
            for place, (answer, guard) in enumerate(self._walk(rule, 0)):
                if answer in sayable and not guard & NEVER:
                    places = self._behind.setdefault(answer, {}).setdefault(name, [])
                    _add(places, place, circuit.without(answer, guard))

    def among(self, answers: Iterable[Answer], row: int) -> dict[str, list[tuple[int, Answer]]]:
        """For each rule those of the answers that make it hold, each with its place in it."""
        found: dict[str, list[tuple[int, Answer]]] = {}
        for answer in answers:
            for name, places in self._behind.get(answer, {}).items():
                for place, guard in places:
                    if row & guard == guard:
                        found.setdefault(name, []).append((place, answer))
                        break
        return found

    def _walk(self, rule: Rule, guard: int) -> Iterator[tuple[Answer, int]]:
        if rule.flag is not None:
            yield from self._walk(self._flags[rule.flag].when, guard)
        for answer in answers_named(rule):
            yield answer, guard
        for indicator, sign in (rule.sign or {}).items():
            shown = guard | self._circuit.sign(indicator, sign)
            yield from ((answer, shown) for answer in self._circuit.givers[indicator])
        for part in rule.parts if rule.none_of is None else ():
            all_hold = rule.all_of is not None
            yield from self._walk(part, guard if all_hold else guard | self._circuit.bit(part))


def _add(places: Places, place: int, guard: int) -> None:
    """Keep a place, but for one that needs all that an earlier place needs."""
    if all(earlier & ~guard for _, earlier in places):
        places.append((place, guard))
