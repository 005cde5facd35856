"""Questions and outcomes without effect, found without a proof."""

from collections.abc import Iterator

from assessment.checking.findings import Finding
from assessment.checking.names import Names
from assessment.content.loading import KeyPath
from assessment.content.passages import Voices
from assessment.content.questions import Question
from assessment.content.rules import AllOf, AnswerRule, Rule

BASELINE = ("no", "unsure", "cannot_tell", "other")
"""Answers that need no effect, because a person must be able to give them anyway."""
FEW = 1
"""How many of its own options of a question may have no effect; more could be merged."""


def order_of_outcomes(names: Names) -> Iterator[Finding]:
    """E220, E221: the last outcome, and no other, must always hold."""
    *earlier, last = names.asking.outcomes
    for index, outcome in enumerate(earlier):
        if _is_always(outcome.when):
            message = f"`{outcome.id}` always holds, so no later outcome is ever shown"
            fix = "Move it to the end, or give it a rule."
            yield Finding("E220", False, ("outcomes", index, "when"), message, fix)
    key_path = ("outcomes", len(earlier), "when")
    if not _is_always(last.when):
        message = f"the last outcome `{last.id}` does not always hold"
        yield Finding("E221", False, key_path, message, "Give the last outcome `when: always`.")
    for track in sorted(names.tracks):
        if last.passage(track) is None:
            message = f"the last outcome has no text for the track `{track}`"
            yield Finding("E221", False, key_path, message, f"Write its text under `{track}:`.")


def idle_options(names: Names) -> Iterator[Finding]:
    """E222: questions without effect. W220: options without effect."""
    read = _options_read(names)
    for path, track, question in names.questions:
        if track not in names.tracks:
            continue
        offered = [o.id for o in names.asking.options_of(track, question)]
        idle = [
            o for o in offered if not _works(question, o, read.get((track, question.id), set()))
        ]
        if len(idle) == len(offered):
            message = f"no answer to `{question.id}` has any effect"
            fix = "Give an option a sign, a note, or a rule that uses it, or remove the question."
            yield Finding("E222", False, (*path, "id"), message, fix)
            continue
        useless = [o for o in idle if o not in BASELINE] if question.options else []
        if len(useless) > FEW:
            message = f"{question.id}: no result depends on {', '.join(useless)}"
            fix = "Use them in a rule, or merge them."
            yield Finding("W220", False, (*path, "id"), message, fix)


def silent_assistance(names: Names) -> Iterator[Finding]:
    """E223: help or danger text that is missing for a track. W221: help that no contact offers."""
    offered = {offer for contact in names.directory.contacts for offer in contact.offers}
    yield from _wordless(names, ("emergency",), "emergency", names.asking.emergency)
    for index, assistance in enumerate(names.asking.assistance):
        path = ("assistance", index)
        yield from _wordless(names, path, assistance.id, assistance)
        if assistance.id not in offered:
            message = f"no contact offers `{assistance.id}`"
            fix = "Add it to the `offers` of a contact."
            yield Finding("W221", False, (*path, "id"), message, fix)


def _wordless(names: Names, path: KeyPath, name: str, voices: Voices) -> Iterator[Finding]:
    for track in sorted(names.tracks):
        if voices.passage(track) is None:
            message = f"`{name}` has no text for the track `{track}`"
            yield Finding("E223", False, path, message, f"Write its text under `{track}:`.")


def _is_always(rule: Rule) -> bool:
    return rule == AllOf(all_of=())


def _works(question: Question, option: str, read: set[str]) -> bool:
    opened = question.follow_ups.on if question.follow_ups else ()
    noted = any(option in note.on for note in question.notes)
    told = question.stands_out and option in question.said
    return option in read or option in question.signs or option in opened or noted or told


def _options_read(names: Names) -> dict[tuple[str, str], set[str]]:
    read: dict[tuple[str, str], set[str]] = {}
    for placed in names.rules:
        if isinstance(placed.rule, AnswerRule):
            for question, options in placed.rule.answer.items():
                for track in placed.tracks:
                    read.setdefault((track, question), set()).update(options)
    return read
