"""Result pages as joined fragments.

Each fragment is rendered once. The server joins fragments into a page. With script, the page does
the same on the device, so that no answer has to be sent.
"""

from typing import Any, TypeAlias

from assessment.content.questionnaire import Questionnaire
from assessment.pages.local_help import LocalHelp
from assessment.pages.rendering import SLOT
from assessment.pages.wording import Wording
from assessment.screening.results import Result, Screening

FIRST = 3
"""Number of contacts and kinds of help that are not folded. A frightened person can take in three;
the rest are one tap away. The first contact comes before the reader's own answers, so that somebody
to call is near the top of a small screen."""

SAFETY_FIRST = 2
"""Number of safety advice items after the outcome; more would push the first number away."""

Node: TypeAlias = "str | tuple[str, list[Node]]"


def layout(result: Result) -> Node:
    """The fragments of a result page, in order. static/screening.js has the same function."""
    danger = "danger_now" in result.flags
    cards: list[Node] = [f"contact:{name}" for name in _once(result.contacts, danger)]
    signs: list[Node] = [
        (f"sign:{shown.id}:{shown.sign}", _reasons(shown.reasons)) for shown in result.indicators
    ]
    if result.also:
        signs.append(("also" if signs else "alone", _reasons(result.also)))
    help_: list[Node] = [
        (f"assistance:{match.id}", _reasons(match.reasons)) for match in result.assistance
    ]
    advice: list[Node] = [f"advice:{name}" for name in (*result.safety, *result.advice)]
    early = min(len(result.safety), SAFETY_FIRST)
    nodes: list[Node] = ["emergency"] if danger else []
    nodes += [f"outcome:{result.outcome}", *advice[:early], ("contacts", cards[:1])]
    nodes += [("signs", signs)] if signs else []
    nodes += [("others", cards[1:FIRST])] if cards[1:] else []
    nodes += [("more_contacts", cards[FIRST:])] if cards[FIRST:] else []
    nodes += [("help", help_[:FIRST])] if help_ else []
    nodes += [("more_help", help_[FIRST:])] if help_[FIRST:] else []
    nodes += [*advice[early:], "two_numbers", "closing"]
    return ("results", [*nodes, ("sheet", [f"line:{name}" for name in result.contacts])])


def _once(contacts: tuple[str, ...], danger: bool) -> tuple[str, ...]:
    """The contacts in card order, each once.

    In danger, the first contact is emergency help (proved: E308), which is already at the top of
    the page. Its card goes last, so that three others are visible.
    """
    return contacts[1:] + contacts[:1] if danger else contacts


def _reasons(reasons: tuple[tuple[str, str], ...]) -> list[Node]:
    return [f"reason:{question}:{option}" for question, option in reasons]


def fragments(
    make: Any, content: Questionnaire, screening: Screening, local: LocalHelp
) -> dict[str, str]:
    """Every fragment that a result of this track and area can contain, by key, in one language.

    `make` is the module of fragments.html; `content` is already in that language.
    """
    return {
        key: str(html).strip()
        for group in (_frame, _passages, _signs, _reasons_said, _help, _cards)
        for key, html in group(make, content, screening, local).items()
    }


def _frame(make: Any, content: Questionnaire, s: Screening, local: LocalHelp) -> dict[str, str]:
    closing = content.closing.own if s.track == "self" else content.closing.bystander
    return {
        "results": make.results(),
        "contacts": make.contacts(local.has_own),
        "others": make.others(),
        "more_contacts": make.more_contacts(),
        "two_numbers": make.two_numbers(local.emergency, local.not_urgent),
        "signs": make.signs(s.track == "bystander"),
        "also": make.also(beside=True),
        "alone": make.also(beside=False),
        "help": make.help(),
        "more_help": make.more_help(),
        "closing": make.closing(closing),
        "sheet": make.sheet(),
        "actions": make.actions(),
    }


def _passages(make: Any, content: Questionnaire, s: Screening, local: LocalHelp) -> dict[str, str]:
    made = {"emergency": emergency(make, content, s.track, local)}
    for outcome in content.outcomes:
        if passage := outcome.passage(s.track):
            made[f"outcome:{outcome.id}"] = make.outcome(passage)
    offered = {advice.id for advice in s.advice}
    made |= {f"advice:{a.id}": make.advice(a) for a in content.advice if a.id in offered}
    return made


def emergency(make: Any, content: Questionnaire, track: str, local: LocalHelp) -> str:
    """Who to call right now: emergency help first, then the urgent lines."""
    lines = [contact for contact in local.contacts if contact.urgent and contact.phone]
    return str(make.emergency(content.emergency.passage(track), [local.emergency, *lines]))


def _signs(make: Any, content: Questionnaire, s: Screening, local: LocalHelp) -> dict[str, str]:
    made = {}
    for indicator in content.indicators:
        for sign in ("clear", "some"):
            text = indicator.theirs if s.track == "bystander" else getattr(indicator, sign)
            made[f"sign:{indicator.id}:{sign}"] = make.sign(
                indicator.id, indicator.name, sign, text, s.track == "bystander"
            )
    return made


def _reasons_said(
    make: Any, content: Questionnaire, s: Screening, local: LocalHelp
) -> dict[str, str]:
    wording = Wording(content, s.track)
    return {
        f"reason:{name}:{option}": make.reason(wording.reason(name, option))
        for name, ask in s.asked.items()
        for option in sorted(ask.options)
        if ask.has_reason(option)
    }


def _help(make: Any, content: Questionnaire, s: Screening, local: LocalHelp) -> dict[str, str]:
    around = {area.id for area in local.areas}
    return {
        f"assistance:{a.id}": make.assistance(
            a.id,
            a.passage(s.track),
            [program for program in a.programs if program.area in around],
            local.helpers(a.id),
        )
        for a in content.assistance
    }


def _cards(make: Any, content: Questionnaire, s: Screening, local: LocalHelp) -> dict[str, str]:
    made = {f"contact:{c.id}": make.contact(c) for c in local.contacts}
    return made | {f"line:{c.id}": make.sheet_line(c) for c in local.contacts}


def halves(fragment: str) -> tuple[str, str]:
    """The text before and after a fragment's slot; without a slot, the fragment and nothing."""
    before, _, after = fragment.partition(str(SLOT))
    return before, after
