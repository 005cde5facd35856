"""Fills in the forms of a page as a browser without JavaScript would."""

import re

import httpx

FIELD = re.compile(r'name="([^"]+)" value="([^"]+)" data-option="(\w*)"')
QUESTION = re.compile(r'data-question="(\w+)".*?</fieldset>', re.DOTALL)


def fields(html: str, answers: dict[str, str]) -> list[tuple[str, str]]:
    """The name and value pairs that the form in `html` posts for these answers."""
    pairs = []
    for match in QUESTION.finditer(html):
        wanted = answers.get(match[1], "")
        options = {option: (name, value) for name, value, option in FIELD.findall(match[0])}
        pairs.append(options[wanted])
    return pairs


def submit(
    client: httpx.Client,
    track: str,
    answers: dict[str, str],
    *,
    lang: str = "en",
    do: str = "results",
    area: str = "",
) -> httpx.Response:
    """Open the questionnaire, fill it in, and post it."""
    page = client.get(f"/{lang}/{track}")
    pairs = fields(page.text, answers)
    data = dict([*pairs, ("do", do), ("area", area)])
    return client.post(f"/{lang}/{track}", data=data)
