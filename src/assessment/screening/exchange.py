"""Exports the rules of a track as plain data, for the evaluator on the device.

Keys are short and empty values are omitted, because each questionnaire page contains this data.
"""

from typing import Any

from assessment.content.directory import Contact
from assessment.content.rules import ALWAYS, Rule
from assessment.screening.contacts import distance
from assessment.screening.results import HELP_REASONS, SIGN_REASONS, Screening

Data = dict[str, Any]


def rule_data(screening: Screening, language: str) -> Data:
    """All the data that `static/screening.js` needs to compute the same result in a language."""
    content = screening.questionnaire
    outcomes = [o for o in content.outcomes if o.passage(screening.track)]
    return {
        "track": screening.track,
        "reasons": {"sign": SIGN_REASONS, "help": HELP_REASONS},
        "questions": [_question(screening, name) for name in screening.asked],
        "indicators": [_filled(id=i.id, clear=_rule(i.clear_when)) for i in content.indicators],
        "flags": [{"id": f.id, "when": _rule(f.when)} for f in content.flags],
        "outcomes": [{"id": o.id, "when": _rule(o.when)} for o in outcomes],
        "advice": [_filled(id=a.id, when=_rule(a.when), safety=a.safety) for a in screening.advice],
        "assistance": [
            _filled(id=a.id, when=_rule(a.when), first=_rule(a.first_when))
            for a in content.assistance
        ],
        "contacts": [_contact(c, language) for c in screening.contacts],
        "order": [{"kinds": r.kinds, "when": _rule(r.when)} for r in content.contact_order],
    }


def _question(screening: Screening, name: str) -> Data:
    ask = screening.asked[name]
    return _filled(
        id=name,
        parent=ask.parent,
        on=sorted(ask.opened_by),
        signs=ask.question.signs,
        said=[option for option in sorted(ask.options) if ask.has_reason(option)],
        out=ask.question.stands_out,
    )


def _contact(item: Contact, language: str) -> Data:
    hours = item.hours
    return _filled(
        id=item.id,
        kinds=item.kinds,
        when=None if item.when == ALWAYS else _rule(item.when),
        far=distance(item, language),
        zone=hours.zone if hours.open else None,
        open=hours.spans,
    )


def _rule(rule: Rule | None) -> Data | None:
    return rule.model_dump(exclude_unset=True) if rule is not None else None


def _filled(**values: Any) -> Data:
    return {name: value for name, value in values.items() if value}
