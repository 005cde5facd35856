"""The sources of each question and rule, and what has none."""

from assessment.content.loading import Content
from assessment.publishing.rendering import rendered


def evidence(content: Content) -> dict[str, str]:
    """File name to text: what is not validated, then questions, rules, programs and sources."""
    return {"evidence.md": rendered("evidence.md", asking=content.questionnaire)}
