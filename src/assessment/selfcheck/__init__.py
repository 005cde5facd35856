"""Checks a running copy of the site, and writes a report that the operator can publish.

The checks cover only what is visible from outside: no request can show what is written to disk.
"""

import random
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlencode

import httpx

from assessment.selfcheck.copy import Copy, length
from assessment.web.headers import HEADERS

PAGES = ("", "self", "bystander", "help", "learn", "guide", "paper", "privacy", "about")
TRACKS = ("self", "bystander")
FORM = {"content-type": "application/x-www-form-urlencoded"}
JSON = {"content-type": "application/json"}
CANARY = "canary7f3a"
SETS = 12
"""Number of answer sets sent per track and language; all results must have the same length."""
Answers = dict[str, httpx.Response]

FIELD = re.compile(r'name="([^"]+)" value="([^"]+)" data-option="(\w*)"')
LOADED = re.compile(
    r"""<(?:img|script|link|iframe|video|audio|source|object|embed)\b[^>]*?
    (?:src|href|data)=["']?(?!data:)([^"'\s>]+)""",
    re.VERBOSE | re.IGNORECASE,
)
PHONE = re.compile(r'href="tel:')


class Check(NamedTuple):
    """One check: the promise that it tests, and its failures (none if it passes)."""

    promise: str
    faults: list[str]


def checked(address: str) -> Iterator[Check]:
    """Run all checks against the copy at this address."""
    copy = Copy(address)
    languages = copy.languages()
    pages = {
        f"/{lang}/{page}": copy.ask("GET", f"/{lang}/{page}")
        for lang in languages
        for page in PAGES
    }
    failed = {name: copy.ask(*request) for name, request in _FAILURES.items()}
    everything = {**pages, **failed}
    yield Check("every page exists", [path for path, a in pages.items() if not a.is_success])
    yield Check("every response has the security headers", list(_lacking(everything)))
    yield Check("no response sets a cookie or identifies the reader", list(_marking(everything)))
    yield Check("no page loads external resources", list(_loading(pages)))
    yield Check("HEAD responses match GET responses", list(_unlike_head(copy, pages)))
    yield Check("every error page says who to call", list(_without_numbers(failed)))
    repeating = [name for name, answer in failed.items() if CANARY in answer.text]
    yield Check("no response repeats what was sent", repeating)
    yield Check("all results of a track have the same length", list(_uneven(copy, languages)))


def report(address: str, day: str, checks: list[Check]) -> str:
    """A report of the results as text that the operator can publish."""
    lines = [f"Self-check of {address} on {day}", ""]
    for check in checks:
        lines.append(f"{'FAIL' if check.faults else 'pass'}  {check.promise}")
        lines += [f"      {fault}" for fault in check.faults[:10]]
    lines += ["", "This check cannot see what the server or its proxy logs: see deploy/README.md."]
    return "\n".join(lines)


_FAILURES: dict[str, tuple[str, str, str, dict[str, str]]] = {
    "an unknown address": ("GET", f"/{CANARY}", "", {}),
    "an unknown page": ("GET", f"/en/{CANARY}?q={CANARY}", "", {}),
    "an unsupported method": ("PUT", "/en/help", "", {}),
    "a body that is not a form": ("POST", "/en/self", f'{{"a": "{CANARY}"}}', JSON),
    "a body that is too long": ("POST", "/en/self", CANARY * 2000, FORM),
}


def _lacking(answers: Answers) -> Iterator[str]:
    for name, answer in answers.items():
        for header, value in HEADERS.items():
            found = answer.headers.get(header)
            if found != value:
                yield f"{name}: {header} is {found or 'missing'}"
        # The hashes of inline code may differ, but there must be a policy.
        if "default-src 'none'" not in answer.headers.get("content-security-policy", ""):
            yield f"{name}: content-security-policy is missing"


def _marking(answers: Answers) -> Iterator[str]:
    for name, answer in answers.items():
        for header in ("set-cookie", "etag", "last-modified", "server", "x-powered-by"):
            found = answer.headers.get(header)
            # A proxy may send its name. Without a version, the name does not help an attacker.
            if found is not None and (header != "server" or "/" in found):
                yield f"{name}: {header}"


def _loading(pages: Answers) -> Iterator[str]:
    for path, page in pages.items():
        for found in LOADED.findall(page.text):
            yield f"{path}: {found}"


def _unlike_head(copy: Copy, pages: Answers) -> Iterator[str]:
    for path, page in pages.items():
        head = copy.ask("HEAD", path)
        same = head.status_code == page.status_code and not head.text
        if not same or head.headers.keys() ^ page.headers.keys() - {"transfer-encoding"}:
            yield path


def _without_numbers(failed: Answers) -> Iterator[str]:
    for name, answer in failed.items():
        if not PHONE.search(answer.text) or not answer.is_client_error:
            yield f"{name}: status {answer.status_code}"


def _uneven(copy: Copy, languages: list[str]) -> Iterator[str]:
    for lang in languages:
        for track in TRACKS:
            path = f"/{lang}/{track}"
            form = copy.ask("GET", path).text
            answers = [copy.ask("POST", path, body, FORM) for body in _filled(form)]
            lengths = {length(answer) for answer in answers}
            if len(lengths) != 1 or not all(answer.is_success for answer in answers):
                yield f"{path}: {len(lengths)} different lengths"


def _filled(form: str) -> Iterator[str]:
    """The form filled in at random, but in the same way on each run."""
    asked: dict[str, list[str]] = {}
    for name, value, _ in FIELD.findall(form):
        asked.setdefault(name, []).append(value)
    dice = random.Random(1)  # noqa: S311  (not a secret: every run must send the same answers)
    for _ in range(SETS):
        chosen = {name: dice.choice(values) for name, values in asked.items()}
        yield urlencode({**chosen, "do": "results"})
