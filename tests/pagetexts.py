"""Extracts the text and the phone numbers from the HTML of a page."""

import re

NOT_SAID = re.compile(
    r"<(?:select|style|script(?! type=.text/html))\b.*?</(?:select|style|script)>"
    r"|\b(?:name|value)=\"[^\"]*\"",
    re.DOTALL,
)
"""Parts of a page that list other areas, or that nobody reads, such as tokens."""


def read(html: str) -> str:
    """The HTML of a page without the parts that nobody reads."""
    return NOT_SAID.sub("", html)


def dialed(html: str) -> set[str]:
    """Every number that a tap on the page would call or text."""
    return set(re.findall(r'href="(?:tel|sms):([^"]+)"', html))
