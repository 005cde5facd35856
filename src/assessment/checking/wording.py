"""Checks that texts are finished, plain, and free of hurtful words."""

from collections.abc import Iterator

from assessment.checking.findings import Finding
from assessment.checking.names import Names
from assessment.checking.typography import faults
from assessment.checking.words import Words
from assessment.content.loading import KeyPath
from assessment.content.traversal import texts


def texts_that_stumble(names: Names, words: Words) -> Iterator[Finding]:
    """E254, E257, E259, W252, W253, W255, W256: typography, leftovers, and words to avoid."""
    for in_contacts, model in ((False, names.asking), (True, names.directory)):
        for path, text in texts(model):
            is_question = path[0] == "topics" and path[-1] == "text"
            may_hold = frozenset({"{question}"} if path[0] == "tracks" else ())
            for code, message, fix in faults(text, is_question, may_hold):
                yield Finding(code, in_contacts, path, message, fix)
            if in_contacts or _is_name(path):
                continue
            for word in words.found_in(text, is_question):
                message = f"`{word.word}`: {word.reason}"
                yield Finding("W253", in_contacts, path, message, f"Write instead: {word.instead}.")


def unsure_texts(names: Names) -> Iterator[Finding]:
    """E258: the text for an uncertain answer does not contain the question."""
    for index, track in enumerate(names.asking.tracks):
        if "{question}" not in track.unsure:
            key_path = ("tracks", index, "unsure")
            message = f"`{track.unsure}` does not contain {{question}}"
            yield Finding("E258", False, key_path, message, "Insert {question} into the text.")


def names_of_others(names: Names) -> frozenset[str]:
    """Texts that may stay the same in every language: names of helpers and programs."""
    models = (names.asking, names.directory)
    return frozenset(text for model in models for path, text in texts(model) if _is_name(path))


def _is_name(path: KeyPath) -> bool:
    """Whether this is the name of an organization, which must not be reworded."""
    return path[-1] == "name" and (path[0] == "contacts" or "programs" in path)
