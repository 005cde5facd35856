"""Writes docs/proof.md from what `make prove` ran: one row per promise and way, none left out."""

import re
import subprocess
import sys
import xml.etree.ElementTree as xml
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from tests.promises import chromium, firefox, test_nginx

BROWSERS = ("chromium", "firefox")
PROVING = re.compile(r"tests\.promises\.|tests\.web\.test_bad_input")


def _outcome(case: xml.Element) -> str:
    for kind, word in (("failure", "FAILS"), ("error", "FAILS"), ("skipped", "not run")):
        if case.find(kind) is not None:
            return word
    return "holds"


def _row(case: xml.Element) -> tuple[str, ...]:
    name, _, way = case.attrib["name"].partition("[")
    way = way.rstrip("]")
    browser = next((b for b in BROWSERS if b in way), "")
    script = next((s for s in ("on", "off") if f"script-{s}" in way), "")
    rest = re.sub(rf"({'|'.join(BROWSERS)}|script-(on|off))-?", "", way)
    sentence = name.removeprefix("test_").replace("_", " ")
    readable = rest.encode("ascii", "backslashreplace").decode()[:60].replace("|", "/")
    return sentence, browser, script, readable, _outcome(case)


def _said(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.stdout.strip() or done.stderr.strip()).splitlines()[-1]


def _versions() -> list[str]:
    programs = [str(p) for p in (chromium.PATH, firefox.PATH) if p]
    lines = [_said([program, "--version"]) for program in programs]
    lines += [_said([str(test_nginx.NGINX), "-v"])] if test_nginx.NGINX else []
    packages = ("fastapi", "starlette", "uvicorn", "h11")
    return [*lines, ", ".join(f"{name} {version(name)}" for name in packages)]


def written(results: Path) -> str:
    """The report, as Markdown."""
    cases = xml.parse(results).iter("testcase")  # noqa: S314  (our own file)
    rows = sorted({_row(case) for case in cases if PROVING.search(case.attrib["classname"])})
    twins = [row for row in rows if "twin" in row[0]]
    lines = [
        "# What was proved",
        "",
        f"Run on {datetime.now(UTC):%Y-%m-%d} by `make prove`, on:",
        "",
    ]
    lines += [f"- {line}" for line in _versions()]
    held = sum(row[-1] == "holds" for row in rows)
    lines += [
        "",
        f"{held} of {len(rows)} rows hold. What can't be kept: [threat-model.md](threat-model.md).",
    ]
    head = ["| test | browser | script | way | outcome |", "|---|---|---|---|---|"]
    lines += ["", "## Promises", "", *head]
    lines += [f"| {' | '.join(row)} |" for row in rows if row not in twins]
    lines += ["", "## The leaky twins: the same look must catch a site that leaks", "", *head]
    lines += [f"| {' | '.join(row)} |" for row in twins]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    results, report = map(Path, sys.argv[1:])
    report.write_text(written(results), encoding="utf-8")
