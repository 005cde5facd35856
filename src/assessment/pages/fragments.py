"""Renders the fragments that make up results pages.

Each fragment is rendered once. The server joins fragments into a page. With JavaScript, the page
does the same on the device, so that no answer has to be sent.
"""

import re
from typing import Any

from markupsafe import Markup

from assessment.content.questionnaire import Questionnaire
from assessment.pages.local_help import LocalHelp
from assessment.screening.results import Screening

Fragments = dict[str, Markup]
SPACES = re.compile(" *\n[ \n]*|  +")
"""The indentation of the templates."""


def fragments(
    make: Any, content: Questionnaire, screening: Screening, local: LocalHelp
) -> Fragments:
    """Every fragment that a result of this track and area can contain, by key, in one language.

    `make` is the template module of fragments.html; `content` is already in that language.
    """
    return {
        key: Markup(SPACES.sub(" ", html).strip())  # noqa: S704  (still escaped)
        for group in (
            _frame(make, content, screening.track, local),
            _passages(make, content, screening, local),
            _signs(make, content, screening.track),
            _reasons(make, content, screening),
            _help(make, content, screening.track, local),
            _cards(make, local),
        )
        for key, html in group.items()
    }


def _frame(make: Any, content: Questionnaire, track: str, local: LocalHelp) -> Fragments:
    closing = content.closing.own if track == "self" else content.closing.bystander
    return {
        "results": make.results(),
        "contacts": make.contacts(local.has_own),
        "others": make.group(),
        "others_heading": make.others_heading(),
        "cards": make.cards(),
        "two_numbers": make.two_numbers(local.emergency, local.not_urgent),
        "signs": make.signs(track == "bystander"),
        "also": make.also(beside=True),
        "alone": make.also(beside=False),
        "help": make.group(),
        "help_heading": make.help_heading(),
        "rows": make.rows(),
        "closing": make.closing(closing),
        "sheet": make.sheet(),
        "actions": make.actions(),
    }


def _passages(make: Any, content: Questionnaire, s: Screening, local: LocalHelp) -> Fragments:
    made = {"emergency": emergency(make, content, s.track, local)}
    for outcome in content.outcomes:
        if passage := outcome.passage(s.track):
            made[f"outcome:{outcome.id}"] = make.outcome(passage)
    offered = {advice.id for advice in s.advice}
    made |= {f"advice:{a.id}": make.advice(a) for a in content.advice if a.id in offered}
    return made


def emergency(make: Any, content: Questionnaire, track: str, local: LocalHelp) -> Markup:
    """Who to call right now: emergency help first, then the urgent contacts."""
    lines = [contact for contact in local.contacts if contact.urgent and contact.phone]
    passage = content.emergency.passage(track)
    html: Markup = make.emergency(passage, [local.emergency, *lines])
    return html


def _signs(make: Any, content: Questionnaire, track: str) -> Fragments:
    made, bystander = {}, track == "bystander"
    for indicator in content.indicators:
        for sign in ("clear", "some"):
            text = indicator.theirs if bystander else getattr(indicator, sign)
            key = f"sign:{indicator.id}:{sign}"
            made[key] = make.sign(indicator.id, indicator.name, sign, text, bystander)
    return made


def _reasons(make: Any, content: Questionnaire, s: Screening) -> Fragments:
    return {
        f"reason:{question.id}:{option}": make.reason(content.reason(s.track, question, option))
        for question in content.questions_of(s.track)
        for option in sorted(s.asked[question.id].options)
        if s.asked[question.id].has_reason(option)
    }


def _help(make: Any, content: Questionnaire, track: str, local: LocalHelp) -> Fragments:
    around, made = {area.id for area in local.areas}, {}
    for kind in content.assistance:
        passage = kind.passage(track)
        programs = [program for program in kind.programs if program.area in around]
        helpers = local.helpers(kind.id)
        made[f"assistance:{kind.id}"] = make.assistance(kind.id, passage, programs, helpers)
        made[f"help_name:{kind.id}"] = make.name(passage.title if passage else "")
    return made


def _cards(make: Any, local: LocalHelp) -> Fragments:
    made = {f"contact:{c.id}": make.contact(c) for c in local.contacts}
    made |= {f"others_name:{c.id}": make.name(c.name) for c in local.contacts}
    return made | {f"line:{c.id}": make.sheet_line(c) for c in local.contacts}
