"""Checks that everything that rules and questions name exists."""

from collections.abc import Iterable, Iterator

from assessment.checking.findings import Finding, nearest, unknown
from assessment.checking.names import Names, PlacedRule
from assessment.content.loading import KeyPath
from assessment.content.passages import Advice
from assessment.content.questions import Question, Topic
from assessment.content.rules import AnswerRule, FlagRule, SignRule, TrackRule

NEEDED_FLAGS = ("danger_now", "under_18", "fears_police", "concern")
"""Flags that pages and proofs need: danger, age under 18, fear of the police."""


def dangling_rules(names: Names) -> Iterator[Finding]:
    """E202 to E205, E210, E212, E214: rules with unknown names, or names defined later."""
    for placed in names.rules:
        match placed.rule:
            case AnswerRule(answer=answer):
                for question, options in answer.items():
                    yield from _answer(names, placed, question, options)
            case SignRule(sign=signs):
                yield from _signs(names, placed, signs)
            case FlagRule(flag=flag):
                yield from _flag(names, placed, flag)
            case TrackRule(track=track):
                at = (placed.in_contacts, (*placed.path, "track"))
                yield from unknown("E210", at, track, names.tracks, "track")


def dangling_questions(names: Names) -> Iterator[Finding]:
    """E203, E205, E210: questions, topics and advice with unknown names."""
    for path, track, question in names.questions:
        offered = names.options.get(question.id, {}).get(track, frozenset())
        for key_path, option in _named_options(path, question):
            yield from unknown(
                "E203", (False, key_path), option, offered, f"option of `{question.id}`"
            )
        for option, signs in question.signs.items():
            for indicator in signs:
                key_path = (*path, "signs", option, indicator)
                yield from unknown(
                    "E205", (False, key_path), indicator, names.indicators, "indicator"
                )
    for _, path, part in names.models:
        if isinstance(part, Topic | Advice) and part.track:
            key_path = (*path, "track")
            yield from unknown("E210", (False, key_path), part.track, names.tracks, "track")


def missing_flags(names: Names) -> Iterator[Finding]:
    """E213: missing flags that the program needs."""
    for flag in NEEDED_FLAGS:
        if flag not in names.flags:
            message = f"the required flag `{flag}` is missing"
            fix = nearest(flag, names.flags, "Define this flag; see docs/checks.md.")
            yield Finding("E213", False, ("flags",), message, fix)


def _named_options(path: KeyPath, question: Question) -> Iterator[tuple[KeyPath, str]]:
    for key in ("signs", "said"):
        for option in getattr(question, key):
            yield (*path, key, option), option
    for index, note in enumerate(question.notes):
        for option in note.on:
            yield (*path, "notes", index, "on"), option
    for option in question.follow_ups.on if question.follow_ups else ():
        yield (*path, "follow_ups", "on"), option


def _answer(
    names: Names, placed: PlacedRule, question: str, options: Iterable[str]
) -> Iterator[Finding]:
    in_contacts = placed.in_contacts
    key_path = (*placed.path, "answer", question)
    known = names.options.get(question)
    if known is None:
        yield from unknown("E202", (in_contacts, key_path), question, names.options, "question")
        return
    asked = [offered for track, offered in known.items() if track in placed.tracks]
    if not asked:
        message = f"the question `{question}` is not on the track of this rule"
        fix = "Use a question of this track, or remove it."
        yield Finding("E212", in_contacts, key_path, message, fix)
        return
    for option in options:
        offered = frozenset[str]().union(*asked)
        what = f"option of `{question}`"
        yield from unknown("E203", (in_contacts, key_path), option, offered, what)


def _signs(names: Names, placed: PlacedRule, signs: Iterable[str]) -> Iterator[Finding]:
    key_path = (*placed.path, "sign")
    for indicator in signs:
        at = (placed.in_contacts, (*key_path, indicator))
        yield from unknown("E205", at, indicator, names.indicators, "indicator")
    if placed.path[0] == "indicators":
        message = "a `clear_when` can only test answers"
        fix = "List the answers that give the sign."
        yield Finding("E214", placed.in_contacts, key_path, message, fix)


def _flag(names: Names, placed: PlacedRule, flag: str) -> Iterator[Finding]:
    in_contacts, path = placed.in_contacts, placed.path
    key_path = (*path, "flag")
    yield from unknown("E204", (in_contacts, key_path), flag, names.flags, "flag")
    if in_contacts or flag not in names.flags:
        return
    section, index = path[0], path[1]
    too_early = section == "flags" and names.flags.index(flag) >= int(index)
    if section == "indicators" or too_early:
        message = f"the flag `{flag}` is defined later"
        yield Finding("E204", False, key_path, message, "Move that flag before this one.")
