"""What a person reads: whole, plain, and free of words that hurt."""

from collections.abc import Iterator

from assessment.content.checks.findings import Finding
from assessment.content.checks.names import Names
from assessment.content.checks.typography import faults
from assessment.content.checks.walk import texts
from assessment.content.checks.words import Words
from assessment.content.loading import Path_


def texts_that_stumble(names: Names, words: Words) -> Iterator[Finding]:
    """E254, E257, E259, W252, W253, W255, W256: marks, leftovers, and words to avoid."""
    for in_contacts, model in ((False, names.asking), (True, names.directory)):
        for way, text in texts(model):
            is_question = way[0] == "topics" and way[-1] == "text"
            may_hold = frozenset({"{question}"} if way[0] == "tracks" else ())
            for code, message, mend in faults(text, is_question, may_hold):
                yield Finding(code, in_contacts, way, message, mend)
            if in_contacts or _is_name(way):
                continue
            for word in words.found_in(text, is_question):
                message = f"`{word.word}`: {word.reason}"
                yield Finding("W253", in_contacts, way, message, f"Instead: {word.instead}.")


def unsure_texts(names: Names) -> Iterator[Finding]:
    """E258: the sentence for an uncertain answer does not take in the question."""
    for index, track in enumerate(names.asking.tracks):
        if "{question}" not in track.unsure:
            spot = ("tracks", index, "unsure")
            message = f"`{track.unsure}` does not say which question"
            yield Finding("E258", False, spot, message, "Put {question} where it belongs.")


def names_of_others(names: Names) -> frozenset[str]:
    """Texts that may stay as they are in every language: names of helpers and programs."""
    models = (names.asking, names.directory)
    return frozenset(text for model in models for way, text in texts(model) if _is_name(way))


def _is_name(way: Path_) -> bool:
    """Whether this is what others call themselves, which is not ours to reword."""
    return way[-1] == "name" and (way[0] == "contacts" or "programs" in way)
