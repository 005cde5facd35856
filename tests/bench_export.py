"""Measures the export for `make bench`.

In each round, wrk measures the questionnaire of an export on nginx, a file of the same size on the
same nginx, and the server.
"""

import os
import shutil
import time
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from assessment.publishing.export import Export
from assessment.publishing.folder import write
from assessment.settings import Settings
from assessment.web.app import read_inputs
from tests.bench import Rates, assessment, serving
from tests.promises.hosts import on_nginx


def exported(folder: Path) -> str:
    """Export the home area in one language, and return a line with the time and the size."""
    inputs, _ = read_inputs(Settings(), date.today())
    began = time.perf_counter()
    write(Export(inputs, date.today(), [inputs.area], ["en"]), folder, lambda: None)
    seconds = time.perf_counter() - began
    sizes = {end: _size(folder, end) for end in (".html", ".gz", ".br")}
    said = ", ".join(f"{size / 1000:.0f} KB {end}" for end, size in sizes.items())
    return f"{'export, one place':28} {seconds:8.1f} s, {said}"


def _size(folder: Path, end: str) -> int:
    return sum(file.stat().st_size for file in (folder / "en").rglob(f"*{end}"))


def main() -> None:
    """Print the table."""
    with TemporaryDirectory() as made:
        folder = Path(made)
        print(exported(folder))
        page = folder / "en" / "self" / "index.html.gz"
        (folder / "same.html").touch()
        (folder / "same.html.gz").write_bytes(os.urandom(page.stat().st_size))
        os.sched_setaffinity(0, {0})  # nginx uses this core too; wrk uses the other one
        with on_nginx(folder, log=False) as files, serving(assessment, 8813) as server:
            addresses = [f"{files.address}/same.html", f"{files.address}/en/self/"]
            rates = Rates.of([(each, "") for each in (*addresses, f"{server}/en/self")])
            for place, what in enumerate(
                ("file of that size on nginx", "export on nginx", "server")
            ):
                print(rates.line(what, place, 0))


if __name__ == "__main__":
    if not shutil.which("wrk"):
        raise SystemExit("bench requires wrk: apt-get install wrk")
    main()
