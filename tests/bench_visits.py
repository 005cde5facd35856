"""Simulates visits to an export and to the server.

    python -m tests.bench_visits SECONDS VISITS_PER_SECOND…

A visit opens a connection and three pages. wrk, on the other core, makes as many visits as wanted;
if the host is saturated, it makes fewer.
"""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from assessment.publishing.export import Export
from assessment.publishing.folder import write
from assessment.settings import Settings
from assessment.web.app import read_inputs
from tests.bench import assessment, form, serving
from tests.promises.hosts import on_nginx

PAGES = 3
READERS = 400
"""Connections open at a time; nginx has room for 512 by default."""
SCRIPT = Path(__file__).with_name("visits.lua")


def visits(host: str, wanted: int, seconds: int, pages: list[str], *posted: str) -> str:
    """A line with the visits per second that were made, the errors, and the times per request."""
    pause = 1000 * READERS / (wanted * PAGES)
    command = ["taskset", "-c", "1", "wrk", "-t1", f"-c{READERS}", f"-d{seconds}s", "--timeout=5s"]
    arguments = ["-s", str(SCRIPT), host, "--", f"{pause:.0f}", ",".join(pages), *posted]
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, check=True)
    return f"{wanted:5} wanted: {done.stdout.splitlines()[-1]}"


def on_export(seconds: int, rates: list[int]) -> None:
    """Visits to an export on nginx."""
    with TemporaryDirectory() as made:
        inputs, _ = read_inputs(Settings(), date.today())
        site = Export(inputs, date.today(), [inputs.area], ["en"])
        write(site, Path(made), lambda: None)
        with on_nginx(Path(made), log=False) as host:
            for wanted in rates:
                said = visits(host.address, wanted, seconds, ["/en/", "/en/self/", "/en/help/"])
                print("export on nginx", said, flush=True)


def on_server(seconds: int, rates: list[int]) -> None:
    """The same visits to the server. Every fiftieth reader has no JavaScript and posts the form."""
    with serving(assessment, 8814) as address, TemporaryDirectory() as made:
        body = Path(made, "body")
        body.write_text(form(address, "self"), encoding="utf-8")
        pages = ["/en/", "/en/self", "/en/help"]
        for wanted in rates:
            said = visits(address, wanted, seconds, pages, "/en/self", str(body))
            print("server         ", said, flush=True)


if __name__ == "__main__":
    os.sched_setaffinity(0, {0})  # nginx and the server use this core too; wrk uses the other one
    chosen, *per_second = map(int, sys.argv[1:])
    on_export(chosen, per_second)
    on_server(chosen, per_second)
