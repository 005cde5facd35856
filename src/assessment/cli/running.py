"""Commands that run the site or check a running site."""

import gc
import sys
from functools import partial

import click


@click.command()
@click.option("--host", help="Address to listen on.")
@click.option("--port", help="Port to listen on.")
@click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Number of processes.",
)
def serve(workers: int, **chosen: str | None) -> None:
    """Serve the site. Prints the server's address and any errors, but no requests."""
    # Startup creates no garbage, and searching for it would take a tenth of the startup time.
    gc.disable()
    from assessment.serving import serve as run
    from assessment.settings import read_settings

    settings = read_settings(**{k: v for k, v in chosen.items() if v is not None})
    run(settings, workers, click.echo, partial(click.echo, err=True))


@click.command()
@click.argument("url", default="http://127.0.0.1:8000")
def selfcheck(url: str) -> None:
    """Check a running site from the outside, and print a report that you can publish."""
    from datetime import UTC, datetime

    from assessment.selfcheck import checked, report

    checks = list(checked(url))
    click.echo(report(url, f"{datetime.now(UTC):%Y-%m-%d}", checks))
    sys.exit(any(check.faults for check in checks))
