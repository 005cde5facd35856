"""What a rule or a question names must exist."""

from collections.abc import Iterable, Iterator

from assessment.content.checks.findings import Finding, nearest, unknown
from assessment.content.checks.names import Names
from assessment.content.checks.walk import Condition
from assessment.content.loading import Path_
from assessment.content.passages import Advice
from assessment.content.questions import Question, Topic

NEEDED_FLAGS = ("danger_now", "under_18", "fears_police", "concern")
"""Flags that pages and proofs rely on: who is in danger, a child, or afraid of the police."""


def dangling_rules(names: Names) -> Iterator[Finding]:
    """E202 to E205, E210, E212, E214: rules that name what does not exist, or is not known yet."""
    for in_contacts, condition in names.rules:
        rule = condition.rule
        for question, options in (rule.answer or {}).items():
            yield from _answer(names, in_contacts, condition, question, options)
        for indicator in rule.sign or ():
            yield from unknown(
                "E205",
                (in_contacts, (*condition.way, "sign", indicator)),
                indicator,
                names.indicators,
                "indicator",
            )
        if rule.sign and condition.way[0] == "indicators":
            message = "a `clear_when` may read answers only"
            mend = "Name the answers that give the sign."
            yield Finding("E214", in_contacts, (*condition.way, "sign"), message, mend)
        if rule.flag:
            yield from _flag(names, in_contacts, condition, rule.flag)
        if rule.track:
            spot = (*condition.way, "track")
            yield from unknown("E210", (in_contacts, spot), rule.track, names.tracks, "track")


def dangling_questions(names: Names) -> Iterator[Finding]:
    """E203, E205, E210: questions, topics and advice that name what is not there."""
    for way, track, question in names.questions:
        offered = names.options.get(question.id, {}).get(track, frozenset())
        for spot, option in _named_options(way, question):
            yield from unknown("E203", (False, spot), option, offered, f"option of {question.id}")
        for option, signs in question.signs.items():
            for indicator in signs:
                spot = (*way, "signs", option, indicator)
                yield from unknown("E205", (False, spot), indicator, names.indicators, "indicator")
    for _, way, part in names.parts:
        if isinstance(part, Topic | Advice) and part.track:
            spot = (*way, "track")
            yield from unknown("E210", (False, spot), part.track, names.tracks, "track")


def missing_flags(names: Names) -> Iterator[Finding]:
    """E213: a flag that the program itself relies on is gone."""
    for flag in NEEDED_FLAGS:
        if flag not in names.flags:
            message = f"the flag `{flag}` is needed and missing"
            mend = nearest(flag, names.flags, "Write this flag; see docs/checks.md.")
            yield Finding("E213", False, ("flags",), message, mend)


def _named_options(way: Path_, question: Question) -> Iterator[tuple[Path_, str]]:
    for key in ("signs", "said"):
        for option in getattr(question, key):
            yield (*way, key, option), option
    for index, note in enumerate(question.notes):
        for option in note.on:
            yield (*way, "notes", index, "on"), option
    for option in question.follow_ups.on if question.follow_ups else ():
        yield (*way, "follow_ups", "on"), option


def _answer(
    names: Names, in_contacts: bool, at: Condition, question: str, options: Iterable[str]
) -> Iterator[Finding]:
    spot = (*at.way, "answer", question)
    known = names.options.get(question)
    if known is None:
        yield from unknown("E202", (in_contacts, spot), question, names.options, "question")
        return
    asked = [offered for track, offered in known.items() if track in at.tracks]
    if not asked:
        message = f"`{question}` is not asked on the track of this rule"
        mend = "Name a question of this track, or take it out."
        yield Finding("E212", in_contacts, spot, message, mend)
        return
    for option in options:
        offered = frozenset[str]().union(*asked)
        what = f"option of {question} here"
        yield from unknown("E203", (in_contacts, spot), option, offered, what)


def _flag(names: Names, in_contacts: bool, at: Condition, flag: str) -> Iterator[Finding]:
    spot = (*at.way, "flag")
    yield from unknown("E204", (in_contacts, spot), flag, names.flags, "flag")
    if in_contacts or flag not in names.flags:
        return
    section, index = at.way[0], at.way[1]
    too_early = section == "flags" and names.flags.index(flag) >= int(index)
    if section == "indicators" or too_early:
        message = f"the flag `{flag}` is not known yet at this place"
        yield Finding("E204", False, spot, message, "Put that flag above this one.")
