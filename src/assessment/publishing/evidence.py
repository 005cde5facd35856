"""The sources of each question and rule, and the items that have none."""

from assessment.content.loading import Content
from assessment.publishing.rendering import rendered


def evidence(content: Content) -> dict[str, str]:
    """Texts by file name: what is not validated, then questions, rules, programs and sources."""
    return {"evidence.md": rendered("evidence.md", asking=content.questionnaire)}
