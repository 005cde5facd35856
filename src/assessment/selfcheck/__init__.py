"""Checks of a copy that runs somewhere, for its operator to run and to publish.

Only what can be seen from outside: that nothing is on the disk there no request can tell.
"""

import random
import re
from collections.abc import Callable, Iterator
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urlencode

from assessment.selfcheck.copy import Answer, Copy
from assessment.web.headers import header_table

PAGES = ("", "self", "bystander", "help", "learn", "guide", "privacy")
TRACKS = ("self", "bystander")
FORM = {"content-type": "application/x-www-form-urlencoded"}
CANARY = "canary7f3a"
SETS = 12
"""Answer sets that are sent per track and language; all their results must have one length."""
REFUSALS = range(400, 500)

FIELD = re.compile(r'name="([^"]+)" value="([^"]+)" data-option="(\w*)"')
LOADED = re.compile(
    r"""<(?:img|script|link|iframe|video|audio|source|object|embed)\b[^>]*?
    (?:src|href|data)=["']?(?!data:)([^"'\s>]+)""",
    re.VERBOSE | re.IGNORECASE,
)
PHONE = re.compile(r'href="tel:')


class Check(NamedTuple):
    """One check: what it is about, and where it failed (nowhere, if it holds)."""

    promise: str
    faults: list[str]


def checked(address: str) -> Iterator[Check]:
    """Run every check against the copy at an address."""
    copy = Copy(address)
    languages = copy.languages()
    pages = {
        f"/{lang}/{page}": copy.ask("GET", f"/{lang}/{page}")
        for lang in languages
        for page in PAGES
    }
    failed = {name: ask(copy) for name, ask in _FAILURES.items()}
    everything = {**pages, **failed}
    yield Check("every page is there", [p for p, a in pages.items() if a.status != HTTPStatus.OK])
    yield Check("the protecting headers are on every answer", list(_lacking(everything)))
    yield Check("no cookie, and nothing that marks a reader", list(_marking(everything)))
    yield Check("no page loads anything from anywhere", list(_loading(pages)))
    yield Check("HEAD answers as GET does", list(_unlike_head(copy, pages)))
    yield Check("every error page names who to call", list(_without_numbers(failed)))
    yield Check("nothing sent is repeated", [n for n, a in failed.items() if CANARY in a.text])
    yield Check("all results of a track have one length", list(_uneven(copy, languages)))


def report(address: str, day: str, checks: list[Check]) -> str:
    """The findings as text that an operator can publish."""
    lines = [f"Self-check of {address} on {day}", ""]
    for check in checks:
        lines.append(f"{'FAILS' if check.faults else 'holds'}  {check.promise}")
        lines += [f"       {fault}" for fault in check.faults[:10]]
    lines += ["", "Not seen from outside: what the machine or its proxy writes down; see deploy/."]
    return "\n".join(lines)


_FAILURES: dict[str, Callable[[Copy], Answer]] = {
    "an unknown address": lambda copy: copy.ask("GET", f"/{CANARY}"),
    "an unknown page": lambda copy: copy.ask("GET", f"/en/{CANARY}?q={CANARY}"),
    "a wrong method": lambda copy: copy.ask("PUT", "/en/help"),
    "a body that is no form": lambda copy: copy.ask(
        "POST", "/en/self", f'{{"a": "{CANARY}"}}', {"content-type": "application/json"}
    ),
    "a body that is too long": lambda copy: copy.ask("POST", "/en/self", CANARY * 2000, FORM),
}


def _lacking(answers: dict[str, Answer]) -> Iterator[str]:
    wanted = header_table([], [])
    for name, answer in answers.items():
        for header, value in wanted.items():
            found = answer.headers.get(header, "")
            # The hashes of what is inline may differ; that there is a policy may not.
            right = "default-src 'none'" in found if "security" in header else found == value
            if not right:
                yield f"{name}: {header} is {found or 'missing'}"


def _marking(answers: dict[str, Answer]) -> Iterator[str]:
    for name, answer in answers.items():
        for header in ("set-cookie", "etag", "last-modified", "server", "x-powered-by"):
            # A proxy names itself; without a version that tells an attacker nothing.
            if header in answer.headers and not (
                header == "server" and "/" not in answer.headers[header]
            ):
                yield f"{name}: {header}"


def _loading(pages: dict[str, Answer]) -> Iterator[str]:
    for path, page in pages.items():
        for found in LOADED.findall(page.text):
            yield f"{path}: {found}"


def _unlike_head(copy: Copy, pages: dict[str, Answer]) -> Iterator[str]:
    for path, page in pages.items():
        head = copy.ask("HEAD", path)
        same = head.status == page.status and not head.text
        if not same or head.headers.keys() ^ page.headers.keys() - {"transfer-encoding"}:
            yield path


def _without_numbers(failed: dict[str, Answer]) -> Iterator[str]:
    for name, answer in failed.items():
        if not PHONE.search(answer.text) or answer.status not in REFUSALS:
            yield f"{name}: status {answer.status}"


def _uneven(copy: Copy, languages: list[str]) -> Iterator[str]:
    for lang in languages:
        for track in TRACKS:
            path = f"/{lang}/{track}"
            form = copy.ask("GET", path).text
            answers = [copy.ask("POST", path, body, FORM) for body in _filled(form)]
            lengths = {answer.length for answer in answers}
            if len(lengths) != 1 or any(answer.status != HTTPStatus.OK for answer in answers):
                yield f"{path}: {len(lengths)} lengths"


def _filled(form: str) -> Iterator[str]:
    """The form filled in at random, always in the same ways."""
    asked: dict[str, list[str]] = {}
    for name, value, _ in FIELD.findall(form):
        asked.setdefault(name, []).append(value)
    dice = random.Random(1)  # noqa: S311  (no secret: two runs must send the same)
    for _ in range(SETS):
        chosen = {name: dice.choice(values) for name, values in asked.items()}
        yield urlencode({**chosen, "do": "results"})
