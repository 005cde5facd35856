"""Valid settings are applied; invalid ones are rejected at once with a one-line message."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from assessment.cli import main
from assessment.errors import SettingsError
from assessment.settings import Settings, read_settings
from assessment.web.app import create_app
from tests.promises.servers import INSTALLED
from tests.proving import left_to_prove
from tests.small import CONTACTS, DAY, QUESTIONS, VARIABLES, folder_with


def test_command_line_options_override_environment_variables() -> None:
    variables = {"ASSESSMENT_PORT": "1", "ASSESSMENT_HOST": "::1", "PATH": "/bin"}
    settings = read_settings(variables, port=2)
    assert (settings.host, settings.port) == ("::1", 2)


def test_an_empty_variable_is_ignored() -> None:
    empty = {f"ASSESSMENT_{name.upper()}": "" for name in Settings.model_fields}
    assert read_settings(empty) == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "a"),
        ("PORT", "65536"),
        ("ROOT_PATH", "screen"),
        ("TOKEN_HOURS", "0"),
        ("TOKEN_HOURS", "25"),
        ("TOKEN_HOUR", "1"),
        ("AREA", "atlantis"),
    ],
)
def test_an_invalid_setting_is_reported_in_one_line(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"^ASSESSMENT_{name}: [^\n]+$"):
        create_app(read_settings({**VARIABLES, f"ASSESSMENT_{name}": value}), lambda: DAY)


def _started(**variables: str) -> subprocess.CompletedProcess[str]:
    """A server in its own process, because a server changes settings of the process that it runs
    in."""
    environment = {**os.environ, **variables}
    return subprocess.run(
        INSTALLED[:-2], env=environment, capture_output=True, text=True, check=False
    )


class Run(NamedTuple):
    """How a command ended."""

    code: int | str | None
    out: str
    err: str


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """Runs a command in this process."""

    def ran(*words: str) -> Run:
        monkeypatch.setattr(sys, "argv", ["assessment", *words])
        with pytest.raises(SystemExit) as ended:
            main()
        return Run(ended.value.code, *capfd.readouterr())

    return ran


@pytest.mark.parametrize(
    "wrong", [("--port", "http"), ("--workers", "0"), ("--workers", "two"), ("--prot", "8000")]
)
def test_an_invalid_option_is_reported_in_one_line_with_exit_code_1(
    run: Callable[..., Run], wrong: tuple[str, str]
) -> None:
    done = run("serve", *wrong)
    assert done.code == 1
    assert done.out == ""
    assert len(done.err.splitlines()) == 1
    assert wrong[0].strip("-").upper() in done.err.upper()


@pytest.mark.parametrize("where", ["", "/inside"])
def test_a_path_that_is_not_a_folder_is_reported_in_one_line(
    run: Callable[..., Run], where: str, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.touch()
    done = run("schema", "--to", f"{file}{where}")
    assert done.code == 1
    assert len(done.err.splitlines()) == 1
    assert str(file) in done.err


@pytest.mark.parametrize("wait", [0.02, left_to_prove(0), left_to_prove(0.5)])
def test_ctrl_c_stops_a_server_silently(wait: float) -> None:
    """The exit code tells a shell that Ctrl+C ended the program."""
    with subprocess.Popen(INSTALLED, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        time.sleep(wait)
        process.send_signal(signal.SIGINT)
        _, told = process.communicate(timeout=20)
    assert told.strip() == b""
    assert process.returncode in (-signal.SIGINT, 128 + signal.SIGINT)


@pytest.mark.parametrize("name", ["questions.yaml", left_to_prove("contacts.yaml")])
def test_an_incomplete_content_file_is_reported_with_its_position(
    name: str, tmp_path: Path
) -> None:
    (tmp_path / name).write_text("inherit: false\n", encoding="utf-8")
    done = _started(ASSESSMENT_CONTENT=str(tmp_path), ASSESSMENT_PORT="0")
    assert done.returncode == 1
    assert f"{tmp_path / name}:1:1: E102" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_in_use_is_reported_in_one_line_with_exit_code_1() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = _started(ASSESSMENT_PORT=port)
    assert done.returncode == 1
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert port in done.stderr


def test_a_server_does_not_start_with_a_mistake_in_its_content(tmp_path: Path) -> None:
    text = QUESTIONS.read_text(encoding="utf-8")
    folder_with(tmp_path, questions=text.replace("\noutcomes:", "\noutcoms:", 1))
    line = text[: text.index("\noutcomes:")].count("\n") + 2
    done = _started(ASSESSMENT_CONTENT=str(tmp_path), ASSESSMENT_PORT="0")
    assert done.returncode == 1
    assert f"questions.yaml:{line}:1: E101" in done.stderr
    assert "fix: Did you mean `outcomes`?" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("due", "listed"), [left_to_prove(0, 0), left_to_prove(2, 2), (7, 6)])
def test_the_first_due_contacts_are_listed_at_startup_and_the_rest_counted(
    due: int, listed: int, tmp_path: Path
) -> None:
    text = CONTACTS.read_text(encoding="utf-8")
    aged = text.replace("expires_on: 2099-12-31", "expires_on: 2020-01-01", due)
    variables = {"ASSESSMENT_CONTENT": str(folder_with(tmp_path, contacts=aged))}
    with subprocess.Popen(
        INSTALLED,
        env={**os.environ, **variables},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as server:
        assert server.stdout
        assert server.stderr
        assert "Serving on" in server.stdout.readline()
        said = [server.stderr.readline() for _ in range(listed)]
        server.terminate()
        assert server.stderr.read() == ""
    assert all("contacts.yaml:" in line for line in said[:5])
    assert [
        line for line in said[5:] if not line.startswith(f"Warnings not shown: {due - 5}.")
    ] == []
