"""Writes docs/proof.md from the results of `make prove`: every promise in every browser."""

import re
import subprocess
import sys
import xml.etree.ElementTree as xml
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import NamedTuple

from assessment.resources import root
from tests.promises import chromium, firefox, test_nginx, webkit

PROVING = re.compile(
    r"tests\.promises\.|tests\.web\.test_bad_input|tests\.journeys\.test_(in_webkit|text_browsers)"
)
BROWSERS = ("chromium", "firefox", "webkit")
WAYS = [(browser, script) for browser in BROWSERS for script in ("on", "off")]
NO_BROWSER = ("", "")
TOLD = ("browser", "leaky copy")
"""Properties that describe a test; all others are measurements."""


class Run(NamedTuple):
    """One run of a test: where it ran, its outcome, and its properties."""

    test: str
    place: tuple[str, str]
    outcome: str
    told: dict[str, str]


def _run(case: xml.Element) -> Run:
    name, _, way = case.attrib["name"].partition("[")
    told = {p.attrib["name"]: p.attrib["value"] for p in case.iter("property")}
    words = f"{case.attrib['classname']} {name} {way}"
    browser = next((b for b in reversed(BROWSERS) if b in words), told.get("browser", ""))
    off = "script-off" in way or re.search(r"without_(the_script|javascript)|form_sent_again", name)
    script = ("off" if off else "on") if browser else ""
    return Run(name, (browser, script), _outcome(case), told)


def _outcome(case: xml.Element) -> str:
    for kind, word in (("failure", "FAILS"), ("error", "FAILS"), ("skipped", "not run")):
        if case.find(kind) is not None:
            return word
    return "holds"


def _ended(runs: Iterable[Run]) -> str:
    """The worst outcome of these runs, and the number of runs."""
    outcomes = [run.outcome for run in runs] or ["not run"]
    worst = next((word for word in ("FAILS", "not run") if word in outcomes), "holds")
    return f"{worst} ({len(outcomes)})" if len(outcomes) > 1 else worst


def _sentence(test: str) -> str:
    return test.removeprefix("test_").replace("_", " ")


def _promises(runs: dict[str, list[Run]]) -> Iterator[str]:
    yield (
        "| promise | "
        + " | ".join(f"{b}, JavaScript {s}" for b, s in WAYS)
        + " | no browser | leaky copy |"
    )
    yield "|" + "---|" * (len(WAYS) + 3)
    for test, all_ in runs.items():
        copy = next((run.told["leaky copy"] for run in all_ if "leaky copy" in run.told), None)
        if copy is None:
            continue
        cells = [_sentence(test)]
        for place in (*WAYS, NO_BROWSER):
            here = [run for run in all_ if run.place == place]
            cells.append(_ended(here) if here else "")
        caught = _ended(runs.get(copy, [])).replace("holds", "caught")
        yield f"| {' | '.join(cells)} | {caught}: {_sentence(copy)} |"


def _others(runs: dict[str, list[Run]]) -> Iterator[str]:
    yield "| test | runs | outcome |"
    yield "|---|---|---|"
    copies = {run.told.get("leaky copy") for all_ in runs.values() for run in all_}
    for test, all_ in runs.items():
        if test not in copies and not any("leaky copy" in run.told for run in all_):
            yield f"| {_sentence(test)} | {len(all_)} | {_ended(all_).partition(' (')[0]} |"


def _figures(runs: dict[str, list[Run]]) -> Iterator[str]:
    figures = defaultdict(list)
    for run in (run for all_ in runs.values() for run in all_):
        for name, value in run.told.items():
            if name not in TOLD:
                figures[run.place[0], name].append(value)
    for (browser, name), values in sorted(figures.items()):
        numbers = [float(value) for value in values if re.fullmatch(r"[\d.]+", value)]
        said = ", ".join(values)[:60]
        if numbers:
            said = f"{median(numbers):.0f}"
        if len(numbers) > 1:
            said += f" (median), {max(numbers):.0f} (maximum), while other tests ran"
        yield f"- {name}{f', {browser}' if browser else ''}: {said}"


def _said(command: list[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return (done.stdout.strip() or done.stderr.strip()).splitlines()[-1]


def _tested(suite: xml.Element) -> str:
    """The date of the run, and the commit that it tested."""
    day = suite.attrib["timestamp"].partition("T")[0]
    command = ["git", "-C", str(root()), "describe", "--always", "--abbrev=40", "--exclude=*"]
    return f"Run on {day} by `make prove` at commit {_said([*command, '--dirty'])}, on:"


def _versions() -> Iterator[str]:
    for program in (chromium.PATH, firefox.PATH):
        if program:
            yield f"- {_said([str(program), '--version'])}"
    if webkit.DRIVER and webkit.BINDINGS:
        yield f"- {_said(webkit.VERSION)}"
    if test_nginx.NGINX:
        yield f"- {_said([str(test_nginx.NGINX), '-v'])}"
    packages = ("fastapi", "starlette", "uvicorn", "h11")
    yield "- " + ", ".join(f"{name} {version(name)}" for name in packages)


def written(results: Path) -> str:
    """The report, as Markdown."""
    suite = next(xml.parse(results).iter("testsuite"))  # noqa: S314  (our own file)
    cases = suite.iter("testcase")
    found = [_run(case) for case in cases if PROVING.search(case.attrib["classname"])]
    found.sort(key=lambda run: run[:3])
    runs: dict[str, list[Run]] = defaultdict(list)
    for run in found:
        runs[run.test].append(run)
    held = sum(run.outcome == "holds" for run in found)
    lines = ["# Proof", ""]
    lines += [_tested(suite), "", *_versions(), ""]
    lines += [f"{held} of {len(found)} runs pass. Limitations: [threat-model.md](threat-model.md)."]
    lines += ["", "## Promises, each with a check that catches a leaky copy of the site", ""]
    lines += [
        "Numbers in parentheses count the runs: pages, languages, widths, or ways to leave.",
        "",
    ]
    lines += [*_promises(runs), "", "## Measurements", "", *_figures(runs), ""]
    lines += ["## Other tests", "", *_others(runs)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    results, report = map(Path, sys.argv[1:])
    report.write_text(written(results), encoding="utf-8")
