"""Makes the single file smaller, so that it is quick to send in a chat."""

import json
import re
from typing import Any

SPACE = re.compile(r"\s+")
EDGE = re.compile(
    r" ?(</?(?:details|div|fieldset|h[1-6]|label|legend|li|nav|ol|p|section|summary|ul)\b[^>]*>) ?"
)
"""The edge of a block, with whitespace around it."""
RULES = re.compile(r'(?<=<script type="application/json" id="rules">).*?(?=</script>)', re.DOTALL)


def tightened(html: str) -> str:
    """The HTML without the whitespace that browsers ignore."""
    return EDGE.sub(r"\1", SPACE.sub(" ", html))


def same_rules(asked: dict[str, str]) -> tuple[dict[str, str], str]:
    """The questionnaires, each with only the rules that differ, and the common rules as JSON."""
    found = {name: RULES.search(html) for name, html in asked.items()}
    rules = {name: json.loads(each[0]) for name, each in found.items() if each}
    first = next(iter(rules.values()))
    same = {key: v for key, v in first.items() if all(r.get(key) == v for r in rules.values())}
    own = {name: {k: v for k, v in r.items() if k not in same} for name, r in rules.items()}
    return {name: _with(own[name], html) for name, html in asked.items()}, _data(same)


def _with(rules: dict[str, Any], html: str) -> str:
    return RULES.sub(lambda _: _data(rules), html)


def _data(rules: dict[str, Any]) -> str:
    return json.dumps(rules, separators=(",", ":")).replace("<", "\\u003c")
