"""Measure the figures in the README: `make bench`.

wrk measures one worker and, in the same run with the same server software, a FastAPI route that
returns fixed bytes. A single figure would say more about the machine than about the program.
"""

import gc
import multiprocessing
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

import httpx
import uvicorn
from fastapi import FastAPI, Response

from assessment.serving.server import configured
from assessment.settings import Settings
from assessment.web.app import create_app
from tests.formposts import fields

SECONDS, ROUNDS = 1, 15
ANSWERS = {
    "danger_now": "no",
    "under_18": "no",
    "when": "now",
    "say_no": "yes",
    "trade": "yes",
    "profit": "yes",
    "debt_owed": "yes",
    "papers_held": "no",
    "immigration_threat": "no",
    "family_threat": "no",
    "drugs_given": "no",
    "hurt": "unsure",
    "need": "legal",
}
FORM = "application/x-www-form-urlencoded"


ENCODINGS = "gzip, deflate, br"


def fixed(page: bytes, results: bytes) -> FastAPI:
    """A minimal FastAPI application: two routes that return fixed bytes."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/")
    async def get() -> Response:
        return Response(page, media_type="text/html")

    @app.post("/")
    async def post() -> Response:
        return Response(results, media_type="text/html")

    return app


def assessment() -> FastAPI:
    """The shipped application, with its pages compressed as they are soon after startup."""
    app = create_app(Settings())
    for page in app.state.editions.current.home_pages():
        page.compress_best()
    return app


def run(make: Callable[[], FastAPI], port: int) -> None:
    """Serve one application on one core."""
    os.sched_setaffinity(0, {0})
    config = configured(make(), port=port)
    gc.freeze()  # as `assessment serve` does
    uvicorn.Server(config).run()


@contextmanager
def serving(make: Callable[[], FastAPI], port: int) -> Iterator[str]:
    """The address of an application that runs in its own process."""
    process = multiprocessing.get_context("fork").Process(target=run, args=(make, port))
    process.start()
    address = f"http://127.0.0.1:{port}"
    while True:
        try:
            httpx.get(address, follow_redirects=True)
            break
        except httpx.TransportError:
            time.sleep(0.05)
    try:
        yield address
    finally:
        process.terminate()
        process.join()


class Rates(NamedTuple):
    """Requests per second for each address in each round, measured by wrk on the other core.

    The speed of a shared machine varies. Each rate is therefore compared with another rate from the
    same round, and the median of these ratios is reported.
    """

    rounds: list[list[float]]

    @classmethod
    def of(cls, wanted: list[tuple[str, str]]) -> "Rates":
        """Measure each address in turn, with the body to post to it, if any."""
        return cls([[_rate(address, body) for address, body in wanted] for _ in range(ROUNDS)])

    def line(self, what: str, which: int, beside: int) -> str:
        """The median rate of an address, and its ratio to the rate of another address."""
        rate = statistics.median(rates[which] for rates in self.rounds)
        share = statistics.median(rates[which] / rates[beside] for rates in self.rounds)
        return f"{what:28} {rate:8.0f} per second   ratio {share:.2f}"


def _rate(address: str, body: str) -> float:
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        if body:
            script.write(f'wrk.method = "POST"\nwrk.body = "{body}"\n')
            script.write(f'wrk.headers["Content-Type"] = "{FORM}"\n')
        script.write(f'wrk.headers["Accept-Encoding"] = "{ENCODINGS}"\n')
        script.flush()
        command = ["taskset", "-c", "1", "wrk", "-t1", "-c16", f"-d{SECONDS}s"]
        done = subprocess.run(
            [*command, "-s", script.name, address], capture_output=True, text=True, check=True
        )
    assert "Non-2xx" not in done.stdout, done.stdout
    return float(re.findall(r"Requests/sec:\s+([\d.]+)", done.stdout)[0])


def form(address: str, track: str) -> str:
    """The body that a browser posts without JavaScript."""
    page = httpx.get(f"{address}/en/{track}").text
    return urlencode([*fields(page, ANSWERS), ("do", "results"), ("area", "")])


class Sent(NamedTuple):
    """A response as a browser receives it."""

    body: bytes
    headers: int

    @property
    def size(self) -> int:
        """The number of bytes, including headers."""
        return len(self.body) + self.headers

    @classmethod
    def by(cls, address: str, body: str = "") -> "Sent":
        """The response to a GET request, or to a POST request if there is a body."""
        headers = {"accept-encoding": ENCODINGS, "content-type": FORM}
        method = "POST" if body else "GET"
        with httpx.stream(method, address, content=body, headers=headers) as response:
            raw = b"".join(response.iter_raw())
            head = sum(len(name) + len(value) + 4 for name, value in response.headers.raw)
        return cls(raw, head + len("HTTP/1.1 200 OK\r\n\r\n"))


def elsewhere() -> list[float]:
    """CPU milliseconds to render the questionnaire of each area that has not been requested yet."""
    edition = create_app(Settings()).state.editions.current
    home, took = edition.inputs.area, []
    for language in edition.inputs.languages:
        edition.pages(language, home).questionnaire("self")  # once a language is in use
        for area in edition.content.directory.areas:
            began = time.process_time()
            edition.pages(language, area.id).questionnaire("self").body(ENCODINGS)
            took.append(1000 * (time.process_time() - began))
    return took


@contextmanager
def started(compiled: str) -> Iterator[tuple[int, str]]:
    """The process and the address of `assessment serve`.

    It reads compiled modules from a folder, as an installed copy does on every start except the
    first.
    """
    command = [sys.executable, "-m", "assessment", "serve", "--port", "0"]
    env = {**os.environ, "PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": compiled}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as process:
        assert process.stdout
        yield process.pid, process.stdout.readline().split()[2].rstrip("/")
        process.terminate()


def start_up() -> tuple[float, float]:
    """Seconds to the first response (best of five), and MB of memory once all pages are ready."""
    took = []
    with tempfile.TemporaryDirectory() as compiled:
        for _ in range(5):
            began = time.perf_counter()
            with started(compiled) as (_, address):
                httpx.get(f"{address}/en/")
                took.append(time.perf_counter() - began)
        with started(compiled) as (process, address):
            memory = _memory(process, address)
    return min(took), memory


def _memory(process: int, address: str) -> float:
    """MB of memory once the server has rendered all pages and has nothing left to compress."""
    for path in ("", "self", "bystander", "help", "learn", "privacy"):
        for lang in ("en", "es"):
            httpx.get(f"{address}/{lang}/{path}")
    folder, before = Path(f"/proc/{process}"), ""
    while before != (used := (folder / "stat").read_text().split()[13]):  # CPU time
        before = used
        time.sleep(2)
    return float(re.findall(r"VmRSS:\s+(\d+)", (folder / "status").read_text())[0]) / 1024


def main() -> None:
    """Print the table."""
    if not shutil.which("wrk"):
        raise SystemExit("bench requires wrk: apt-get install wrk")
    resource.setrlimit(resource.RLIMIT_NOFILE, (4096, 4096))
    seconds, memory = start_up()
    took = elsewhere()
    with serving(assessment, 8812) as ours:
        pages = {path: Sent.by(f"{ours}/en/{path}") for path in ("", "self", "bystander")}
        body, address = form(ours, "self"), f"{ours}/en/self"
        results = Sent.by(address, body)
        with serving(partial(fixed, pages["self"].body, results.body), 8811) as plain:
            rates = Rates.of([(plain, ""), (plain, body), (address, ""), (address, body)])
    print(rates.line("fixed bytes, GET", 0, 0))
    print(rates.line("questionnaire, GET", 2, 0))
    print(rates.line("fixed bytes, POST", 1, 1))
    print(rates.line("results, POST", 3, 1))
    for path, page in pages.items():
        print(f"{'/en/' + path:28} {page.size:8} bytes, brotli")
    with_script = pages[""].size + pages["self"].size
    print(f"{'results without JavaScript':28} {results.size:8} bytes, gzip, always the same")
    print(f"{'visit with JavaScript':28} {with_script:8} bytes, 2 requests")
    print(f"{'visit without JavaScript':28} {with_script + results.size:8} bytes, 3 requests")
    print(f"{'page of another area':28} {statistics.median(took):8.0f} ms of CPU")
    print(f"{'startup to first response':28} {seconds:8.2f} s")
    print(f"{'memory, all pages ready':28} {memory:8.0f} MB")


if __name__ == "__main__":
    main()
