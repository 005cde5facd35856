"""Finds questions, options, and outcomes that have no effect, without a proof."""

from collections.abc import Iterator

from assessment.checking.findings import Finding
from assessment.checking.names import Names
from assessment.content.passages import Voices
from assessment.content.questions import Question
from assessment.content.rules import ALWAYS

BASELINE = ("no", "unsure", "cannot_tell", "other")
"""Options that may have no effect, because readers must be able to choose them anyway."""
FEW = 1
"""How many of a question's own options may have no effect. If there are more, merge them."""


def order_of_outcomes(names: Names) -> Iterator[Finding]:
    """E220, E221: the last outcome must have no condition, and all others must have one."""
    *earlier, last = names.asking.outcomes
    for outcome in earlier:
        if outcome.when == ALWAYS:
            message = f"`{outcome.id}` always applies, so no later outcome is ever shown"
            fix = "Move it to the end, or give it a rule."
            yield Finding("E220", outcome, message, fix, ("when",))
    if last.when != ALWAYS:
        message = f"the last outcome `{last.id}` does not always apply"
        yield Finding("E221", last, message, "Give the last outcome `when: always`.", ("when",))
    for track in sorted(names.tracks):
        if last.passage(track) is None:
            message = f"the last outcome has no text for the `{track}` track"
            yield Finding("E221", last, message, f"Add its text under `{track}:`.", ("when",))


def idle_options(names: Names) -> Iterator[Finding]:
    """E222: questions that have no effect. W220: options that have no effect."""
    read = _options_read(names)
    for track, question in names.questions:
        if track not in names.tracks:
            continue
        used = _options_used(question) | read.get((track, question.id), set())
        offered = [o.id for o in names.asking.options_of(track, question)]
        idle = [option for option in offered if option not in used]
        useless = [option for option in idle if question.options and option not in BASELINE]
        if len(idle) == len(offered):
            message = f"no answer to `{question.id}` has any effect"
            fix = "Add a sign, a note, or a rule for one of its options, or remove the question."
            yield Finding("E222", question, message, fix, ("id",))
        elif len(useless) > FEW:
            message = f"{question.id}: no result depends on {', '.join(useless)}"
            yield Finding("W220", question, message, "Use them in a rule, or merge them.", ("id",))


def silent_assistance(names: Names) -> Iterator[Finding]:
    """E223: help or danger text missing for a track. W221: help that no contact offers."""
    offered = {offer for contact in names.directory.contacts for offer in contact.offers}
    yield from _wordless(names, "emergency", names.asking.emergency)
    for assistance in names.asking.assistance:
        yield from _wordless(names, assistance.id, assistance)
        if assistance.id not in offered:
            message = f"no contact offers `{assistance.id}`"
            fix = "Add it to the `offers` of a contact."
            yield Finding("W221", assistance, message, fix, ("id",))


def _wordless(names: Names, name: str, voices: Voices) -> Iterator[Finding]:
    for track in sorted(names.tracks):
        if voices.passage(track) is None:
            message = f"`{name}` has no text for the `{track}` track"
            yield Finding("E223", voices, message, f"Add its text under `{track}:`.")


def _options_used(question: Question) -> set[str]:
    """The options that have an effect even if no rule names them."""
    used = {option for opening in question.openings for option in opening.on}
    return used.union(question.signs, question.said if question.stands_out else ())


def _options_read(names: Names) -> dict[tuple[str, str], set[str]]:
    """The options that rules name, by track and question."""
    read: dict[tuple[str, str], set[str]] = {}
    for _, rule, tracks in names.rules:
        for question, options in (rule.answer or {}).items():
            for track in tracks:
                read.setdefault((track, question), set()).update(options)
    return read
