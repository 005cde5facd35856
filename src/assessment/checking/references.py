"""Checks that every name in the content refers to something that exists."""

from collections.abc import Iterable, Iterator
from typing import Any

from babel.core import Locale

from assessment.checking.findings import Finding, unknown
from assessment.checking.names import Names, PlacedRule
from assessment.content.directory import Area, Contact, Directory
from assessment.content.loading import KeyPath
from assessment.content.locales import is_known
from assessment.content.passages import Advice, Outcome, Program
from assessment.content.questionnaire import Flag, Indicator
from assessment.content.questions import Question, Topic
from assessment.content.rules import ContentModel, Rule
from assessment.content.texts import Source
from assessment.errors import nearest

NEEDED_FLAGS = ("danger_now", "under_18", "fears_police", "concern")
"""Flags that pages and proofs depend on."""
NAMING: dict[type[ContentModel], dict[str, str]] = {
    Advice: {"track": "track", "source": "source", "areas": "area"},
    Area: {"parent": "area"},
    Contact: {"area": "area", "offers": "kind of assistance"},
    Directory: {"default_area": "area"},
    Flag: {"source": "source"},
    Indicator: {"support": "source"},
    Outcome: {"source": "source"},
    Program: {"area": "area"},
    Question: {"support": "source"},
    Rule: {"flag": "flag", "sign": "indicator", "track": "track"},
    Source: {"law": "area"},
    Topic: {"track": "track"},
}
"""For each model, the fields that contain names, and the kind of thing that they name."""


def unknown_names(names: Names) -> Iterator[Finding]:
    """E204 to E208, E210: unknown names. W206: unused sources."""
    known = {
        "flag": ("E204", names.flags),
        "indicator": ("E205", names.indicators),
        "source": ("E206", names.asking.sources),
        "area": ("E207", names.areas),
        "kind of assistance": ("E208", names.assistance),
        "track": ("E210", names.tracks),
    }
    used = set()
    for _, part in names.models:
        for field, what in NAMING.get(type(part), {}).items():
            code, valid = known[what]
            for keys, name in _names_in(field, getattr(part, field)):
                used.add((what, name))
                yield from unknown(code, (part, keys), name, valid, what)
    for name, source in names.asking.sources.items():
        if ("source", name) not in used and not source.law:  # a page lists every law
            yield Finding("W206", source, f"unused source `{name}`", "Use it, or remove it.")


def unknown_options(names: Names) -> Iterator[Finding]:
    """E203, E205: questions that name unknown options or indicators."""
    for track, question in names.questions:
        offered = names.options.get(question.id, {}).get(track, frozenset())
        for at, option in _options_in(question):
            yield from unknown("E203", at, option, offered, f"option of `{question.id}`")
        for option, signs in question.signs.items():
            for name in signs:
                at = (question, ("signs", option, name))
                yield from unknown("E205", at, name, names.indicators, "indicator")


def misplaced_rules(names: Names) -> Iterator[Finding]:
    """E202 to E204, E212, E214: unknown answers, and names that cannot be used in that position."""
    for placed in names.rules:
        section, rule = placed.path[0], placed.rule
        for question, options in (rule.answer or {}).items():
            yield from _answer(names, placed, question, options)
        if rule.sign and section == "indicators":
            message = "`clear_when` can only test answers"
            fix = "List the answers that count as a clear sign."
            yield Finding("E214", rule, message, fix, ("sign",))
        if rule.flag in names.flags:
            index = names.flags.index(rule.flag)
            if section == "indicators" or (section == "flags" and index >= int(placed.path[1])):
                message = f"the `{rule.flag}` flag is defined later"
                fix = "Move that flag before this one."
                yield Finding("E204", rule, message, fix, ("flag",))


def missing_flags(names: Names) -> Iterator[Finding]:
    """E213: required flags that are missing."""
    for flag in NEEDED_FLAGS:
        if flag not in names.flags:
            message = f"the required flag `{flag}` is missing"
            fix = nearest(flag, names.flags, "Define this flag; see docs/checks.md.")
            yield Finding("E213", names.asking, message, fix, ("flags",))


def unknown_languages(names: Names) -> Iterator[Finding]:
    """E209: unknown language codes."""
    fix = "Use a code such as en, es, or zh-Hant."
    for language in names.asking.languages:
        if not is_known(language.id):
            yield Finding("E209", language, f"unknown language code `{language.id}`", fix, ("id",))
    spoken = Locale("en").languages
    for contact in names.directory.contacts:
        for keys, code in _names_in("languages", contact.languages):
            if code.replace("-", "_") not in spoken:
                yield Finding("E209", contact, f"unknown language code `{code}`", fix, keys)


def _names_in(key: str, value: Any) -> Iterator[tuple[KeyPath, str]]:
    """Each name in a string, in a list, or among the keys of a mapping, with its path."""
    if isinstance(value, str):
        yield (key,), value
    elif isinstance(value, dict):
        yield from (((key, name), name) for name in value)
    else:
        yield from (((key, index), name) for index, name in enumerate(value or ()))


def _options_in(question: Question) -> Iterator[tuple[tuple[ContentModel, KeyPath], str]]:
    """Each option that a question names, with its model and path."""
    for key in ("signs", "said"):
        for keys, option in _names_in(key, getattr(question, key)):
            yield (question, keys), option
    for opening in question.openings:
        for option in opening.on:
            yield (opening, ("on",)), option


def _answer(
    names: Names, placed: PlacedRule, question: str, options: Iterable[str]
) -> Iterator[Finding]:
    keys = ("answer", question)
    known = names.options.get(question)
    if known is None:
        yield from unknown("E202", (placed.rule, keys), question, names.options, "question")
        return
    asked = [offered for track, offered in known.items() if track in placed.tracks]
    if not asked:
        message = f"the question `{question}` is not on the track of this rule"
        fix = "Use a question that is on this track, or remove it from the rule."
        yield Finding("E212", placed.rule, message, fix, keys)
        return
    offered = frozenset[str]().union(*asked)
    for option in options:
        yield from unknown("E203", (placed.rule, keys), option, offered, f"option of `{question}`")
