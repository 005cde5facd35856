"""Runs stories against the content, and reports where a result differs from what is expected."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from assessment.content.loading import Content
from assessment.content.stories import Story
from assessment.screening.results import Result, Screening

SIGNS: Mapping[str, str | None] = {"strong": "clear", "some": "some", "none": None, "unknown": None}
"""The sign of an indicator for each word that a story can use."""
NONE_NEEDED = "none_needed"
MILD = 1
"""The highest step of an outcome that only suggests asking for help."""


def play(content: Content, stories: Iterable[Story]) -> Iterator[tuple[str, list[str]]]:
    """Each story's ID with its faults, in the area that it names, or else in the default area."""
    asking, directory = content.questionnaire, content.directory
    screening = cache(lambda track, area: Screening(asking, directory, track, area))
    tracks = {track.id for track in asking.tracks}
    for story in stories:
        area = story.area or directory.default_area
        if story.track not in tracks:
            yield story.id, [f"unknown track: {story.track}"]
        elif not directory.lineage(area):
            yield story.id, [f"unknown area: {area}"]
        else:
            yield story.id, list(faults(story, screening(story.track, area)))


def faults(story: Story, screening: Screening) -> Iterator[str]:
    """One message for each difference between the result and what the story expects."""
    if unknown := [*_unknown_answers(story, screening), *_unknown_names(story, screening)]:
        yield from unknown
        return
    result = screening.assess(story.answers)
    yield from _hidden_questions(story, screening)
    yield from _wrong_outcome(story, result)
    yield from _wrong_flags(story, result)
    yield from _wrong_lists(story, result)
    yield from _wrong_first(story, result, screening)
    yield from _wrong_words(story, result, screening)


def _unknown_answers(story: Story, screening: Screening) -> Iterator[str]:
    for name, option in story.answers.items():
        if name not in screening.asked:
            yield f"unknown question: {name}"
        elif option not in screening.asked[name].options:
            yield f"{name} has no option {option}"


def _unknown_names(story: Story, screening: Screening) -> Iterator[str]:
    """Reports unknown names. A typo in a list of unwanted items would otherwise go unnoticed."""
    content = screening.questionnaire
    for what, named, items in (
        ("outcome", story.outcomes, content.outcomes),
        ("indicator", story.indicators or (), content.indicators),
        ("help", (*story.offer, *story.not_offer), content.assistance),
        ("advice", story.advice, content.advice),
        ("contact", (*story.contacts, *story.no_contacts), screening.contacts),
    ):
        known = {item.id for item in items}
        yield from (f"unknown {what}: {name}" for name in named if name not in known)


def _hidden_questions(story: Story, screening: Screening) -> Iterator[str]:
    for name in story.answers:
        asked = screening.asked[name]
        if asked.parent and story.answers.get(asked.parent) not in asked.opened_by:
            yield f"{name} is answered, but the answer to {asked.parent} does not open it"


def _wrong_outcome(story: Story, result: Result) -> Iterator[str]:
    if story.outcomes and result.outcome not in story.outcomes:
        yield f"the outcome is {result.outcome}, not {' or '.join(story.outcomes)}"
    if story.indicators is not None:
        wanted = {name: SIGNS[word] for name, word in story.indicators.items()}
        shown = {each.id: each.sign for each in result.indicators}
        for name in sorted(wanted.keys() | shown.keys()):
            if shown.get(name) != wanted.get(name):
                signs = [each or "none" for each in (shown.get(name), wanted.get(name))]
                yield f"the sign of {name} is {signs[0]}, not {signs[1]}"


def _wrong_flags(story: Story, result: Result) -> Iterator[str]:
    past = {"past": "yes", "present": "no", None: None}[story.tense]
    for flag, said in (("danger_now", story.danger), ("under_18", story.under_18), ("past", past)):
        if said and (flag in result.flags) is not (said == "yes"):
            yield f"the flag {flag} is {'set' if flag in result.flags else 'not set'}"
    if story.danger == "yes" and result.kinds[0] != "emergency":
        yield f"{result.contacts[0]} comes first instead of emergency help"


def _wrong_lists(story: Story, result: Result) -> Iterator[str]:
    offered = [match.id for match in result.assistance]
    for what, shown, wanted, unwanted in (
        ("help", offered, story.offer, story.not_offer),
        ("contact", result.contacts, story.contacts, story.no_contacts),
        ("advice", result.safety + result.advice, story.advice, ()),
    ):
        yield from (f"missing {what}: {name}" for name in wanted if name not in shown)
        yield from (f"unwanted {what}: {name}" for name in unwanted if name in shown)
    if story.first_help and story.first_help != next(iter(offered), None):
        yield f"the first kind of help is {next(iter(offered), 'none')}, not {story.first_help}"


def _wrong_first(story: Story, result: Result, screening: Screening) -> Iterator[str]:
    """Ignores emergency help. `none_needed` matches any outcome whose step is at most 1."""
    first = next((kind for kind in result.kinds if kind != "emergency"), "emergency")
    [step] = [o.step for o in screening.questionnaire.outcomes if o.id == result.outcome]
    is_mild = NONE_NEEDED in story.who_first and step is not None and step <= MILD
    if story.who_first and first not in story.who_first and not is_mild:
        yield f"the first contact is of kind {first}, not {' or '.join(story.who_first)}"


def _wrong_words(story: Story, result: Result, screening: Screening) -> Iterator[str]:
    shown = {f"outcome {result.outcome}"}
    shown |= {f"advice {name}" for name in result.safety + result.advice}
    shown |= {f"indicator {each.id}" for each in result.indicators}
    for message in story.must_say:
        if not shown.intersection(message.by):
            yield f"missing message: {message.sense}"
    text = " ".join(_texts(result, screening))
    for words in story.must_not_say:
        if re.search(rf"\b{re.escape(words)}\b", text, re.IGNORECASE):
            yield f"unwanted words: {words}"


def _texts(result: Result, screening: Screening) -> Iterable[str]:
    content, track = screening.questionnaire, screening.track
    helps = {match.id for match in result.assistance}
    voices = [item for item in content.outcomes if item.id == result.outcome]
    passages = [item.passage(track) for item in voices]
    passages += [item.passage(track) for item in content.assistance if item.id in helps]
    passages += [a for a in screening.advice if a.id in (*result.safety, *result.advice)]
    return (text for p in passages if p for text in (p.title, *p.text))
