"""The order of a results page, as a tree of fragments."""

from typing import TypeAlias

from assessment.content.kinds import FOR_CHILDREN
from assessment.screening.results import Result

NAMED = 2
"""How many collapsed contacts or kinds of help are named in the heading of their group. Only the
first contact is expanded, so that a frightened person on a small screen sees one clear step instead
of many numbers."""

SAFETY_FIRST = 2
"""Number of safety advice items directly after the outcome. More would push the first phone number
too far down."""

Node: TypeAlias = "str | tuple[str, list[Node]]"


def layout(result: Result) -> Node:
    """The fragments of a results page, in order. static/screening.js has the same function."""
    danger = "danger_now" in result.flags
    # In danger, the first contact is emergency help (the proof ensures this: E308). It is already
    # at the top of the page, so its card comes last.
    contacts = result.contacts[1:] + result.contacts[:1] if danger else result.contacts
    shown = _unfolded(result, danger)
    cards: list[Node] = [f"contact:{name}" for name in contacts]
    others, helps = list(contacts[shown:]), [match.id for match in result.assistance]
    signs = _signs(result)
    help_: list[Node] = [
        (f"assistance:{match.id}", _reasons(match.reasons)) for match in result.assistance
    ]
    safety = [f"advice:{name}" for name in result.safety]
    nodes: list[Node] = ["emergency"] if danger else []
    nodes += [f"outcome:{result.outcome}", *safety[:SAFETY_FIRST], ("contacts", cards[:shown])]
    nodes += safety[SAFETY_FIRST:]
    nodes += [("signs", signs)] if signs else []
    nodes += [_group("others", others, "cards", cards[shown:])] if others else []
    nodes += [_group("help", helps, "rows", help_)] if helps else []
    nodes += [*(f"advice:{name}" for name in result.advice), "two_numbers", "closing"]
    return ("results", [*nodes, ("sheet", [f"line:{name}" for name in result.contacts])])


def _signs(result: Result) -> list[Node]:
    signs: list[Node] = [
        (f"sign:{shown.id}:{shown.sign}", _reasons(shown.reasons)) for shown in result.indicators
    ]
    if result.also:
        signs.append(("also" if signs else "alone", _reasons(result.also)))
    return signs


def _unfolded(result: Result, danger: bool) -> int:
    """The number of expanded contacts: one, or for a child, all up to the first line for children.

    In danger, the first contact is emergency help, which is at the top of the page instead.
    """
    kinds = result.kinds[1:] if danger else result.kinds
    lines = [place for place, kind in enumerate(kinds, 1) if kind in FOR_CHILDREN]
    return lines[0] if lines and "under_18" in result.flags else 1


def _group(name: str, names: list[str], inner: str, nodes: list[Node]) -> Node:
    named: list[Node] = [f"{name}_name:{each}" for each in names[:NAMED]]
    return (name, [(f"{name}_heading", named), (inner, nodes)])


def _reasons(reasons: tuple[tuple[str, str], ...]) -> list[Node]:
    return [f"reason:{question}:{option}" for question, option in reasons]
