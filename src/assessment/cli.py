"""The installed command."""

import socket
from typing import Annotated

import typer

from assessment.errors import AssessmentError

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    help="An anonymous self-assessment that keeps nothing.",
)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
) -> None:
    """Serve the site. Nothing is logged but the address it is served on."""
    import uvicorn

    from assessment.settings import read_settings
    from assessment.web.app import create_app

    chosen = {"host": host, "port": port}
    settings = read_settings(**{k: v for k, v in chosen.items() if v is not None})
    application = create_app(settings)
    listening = _listen(settings.host, settings.port)
    address = f"http://{settings.host}:{listening.getsockname()[1]}{settings.root_path}/"
    typer.echo(f"Serving on {address} (Ctrl+C stops it)")
    config = uvicorn.Config(
        application,
        # h11 bounds the size of headers; httptools took 24 MB of one header (measured).
        http="h11",
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_keep_alive=5,
    )
    uvicorn.Server(config).run(sockets=[listening])


@app.command()
def translate() -> None:
    """Bring the catalogues in locales/ up to date with the questions, contacts and pages."""
    from assessment.content.extraction import source_messages, updated
    from assessment.content.loading import load
    from assessment.resources import root
    from assessment.settings import read_settings

    settings = read_settings()
    content = load(settings.questions, settings.contacts)
    found = list(source_messages(content, root() / "templates"))
    source, *others = (language.id for language in content.questionnaire.languages)
    for language in others:
        file = root() / "locales" / language / "LC_MESSAGES" / "messages.po"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(updated(file, language, found))
        typer.echo(f"{file}: {len(dict(found))} texts")


def _listen(host: str, port: int) -> socket.socket:
    from assessment.errors import SettingsError

    try:
        return socket.create_server((host, port), family=_family(host), backlog=2048)
    except OSError as error:
        message = f"cannot listen on {host}, port {port}: {error.strerror or error}"
        raise SettingsError(message) from None


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def main() -> None:
    """Run a command. What goes wrong on purpose is told in plain words, with exit code 1."""
    try:
        app()
    except AssessmentError as error:
        typer.echo(str(error), err=True)
        raise SystemExit(1) from None
