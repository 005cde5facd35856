"""What each question and rule rests on, and what nothing rests on."""

from collections.abc import Iterator

from assessment.content.loading import Content
from assessment.content.questionnaire import Questionnaire
from assessment.publishing.document import Document, Section

ABOUT = (
    "What each question and each rule rests on. Made by `assessment evidence`; "
    "do not edit it by hand."
)
NOT_VALIDATED = (
    "This site as a whole is not a validated instrument. Nobody has measured how often its "
    "results are right or wrong.",
    "A question that rests on an instrument is not that instrument: the words, the order and the "
    "people who answer are others, so its figures do not carry over.",
    "The rules that join answers (flags, outcomes, kinds of help) are a judgement made from the "
    "sources named beside them. A proof shows that they leave nobody without help. It cannot show "
    "that they are right about a person.",
    "A law named as a source says what is a crime there. It does not say that a crime was done.",
    "No answer is ever counted or weighed into a number.",
)


def evidence(content: Content) -> Document:
    """Sources, then questions and rules with what supports them, then what is not validated."""
    asking = content.questionnaire
    return Document(
        "Evidence",
        ABOUT,
        (
            Section(2, "What is not validated", NOT_VALIDATED),
            Section(2, "Questions", tuple(_questions(asking))),
            Section(2, "The six ways of control", tuple(_named(asking, "indicators", "support"))),
            *(
                Section(2, kind.capitalize(), tuple(_named(asking, kind, "source")))
                for kind in ("flags", "outcomes", "advice")
            ),
            Section(2, "Programs", tuple(_programs(asking))),
            Section(2, "Sources", tuple(_sources(asking))),
        ),
    )


def _questions(asking: Questionnaire) -> Iterator[str]:
    for track in asking.tracks:
        for question in asking.questions_of(track.id):
            support = ", ".join(question.support) or "nothing"
            yield f"{track.id}, {question.id}: \u201c{question.text}\u201d rests on {support}"


def _named(asking: Questionnaire, kind: str, key: str) -> Iterator[str]:
    for item in getattr(asking, kind):
        yield f"{item.id} rests on {', '.join(getattr(item, key)) or 'nothing'}"


def _programs(asking: Questionnaire) -> Iterator[str]:
    for assistance in asking.assistance:
        for program in assistance.programs:
            source = program.source
            yield f"{program.name} ({program.area}): {source.title}, read {source.read}"


def _sources(asking: Questionnaire) -> Iterator[str]:
    for name, source in asking.sources.items():
        place = source.url or source.ref
        yield f"{name}: {source.title}{f' ({place})' if place else ''}, read {source.read}"
