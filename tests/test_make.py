"""`make` announces what it installs on the system, and installs nothing if INSTALL=no is set."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from assessment.resources import root
from tests.proving import needs

pytestmark = needs(shutil.which("make"), "make")
PACKAGES = str(root() / "tests" / "packages.sh")
RECORDED = '#!/bin/sh\necho "$(basename "$0") $*" >> "$RECORD"\n'
SUDO = RECORDED + '[ "$1" = -n ] && shift\nexec "$@"\n'


class Machine:
    """A fake machine with the given commands, which record how they were called."""

    def __init__(self, folder: Path) -> None:
        self.commands = folder / "bin"
        self.commands.mkdir()
        self.record = folder / "record"
        self.record.touch()
        for name in ("env", "basename", "true"):
            self.commands.joinpath(name).symlink_to(shutil.which(name) or "")
        self.has(id="#!/bin/sh\necho 0\n")

    def has(self, **programs: str) -> None:
        for name, program in programs.items():
            path = self.commands / name.replace("_", "-")
            path.write_text(program, encoding="ascii")
            path.chmod(0o755)

    def run(self, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
        env = {"PATH": str(self.commands), "RECORD": str(self.record), **variables}
        return subprocess.run(
            command, env=env, cwd=root(), capture_output=True, text=True, check=False
        )

    @property
    def called(self) -> str:
        return self.record.read_text(encoding="utf-8")


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_the_install_command_is_printed_first(machine: Machine) -> None:
    machine.has(apt_get="#!/bin/sh\necho called >&2\n")
    said = machine.run("/bin/sh", PACKAGES, "python3-venv").stderr
    assert said.index("apt-get install -y python3-venv") < said.index("called")


def test_missing_packages_that_the_tests_need_are_installed(machine: Machine) -> None:
    machine.has(apt_get=RECORDED, strace="")
    machine.run("/bin/sh", PACKAGES)
    assert "install -y -qq firefox-esr" in machine.called
    assert "strace" not in machine.called


def test_install_no_installs_nothing_and_lists_the_packages_and_tests(machine: Machine) -> None:
    machine.has(apt_get=RECORDED, sudo=SUDO)
    done = machine.run("/bin/sh", PACKAGES, INSTALL="no")
    assert done.returncode == 1
    assert machine.called == ""
    assert "firefox-esr" in done.stderr
    assert "Tests that will be skipped" in done.stderr


def test_sudo_is_used_only_without_root_and_is_printed(machine: Machine) -> None:
    machine.has(apt_get=RECORDED, sudo=SUDO)
    machine.run("/bin/sh", PACKAGES, "python3-venv")
    assert "sudo" not in machine.called
    machine.has(id="#!/bin/sh\necho 1000\n")
    done = machine.run("/bin/sh", PACKAGES, "python3-venv")
    assert "sudo -n apt-get install -y python3-venv" in done.stderr
    assert "sudo -n env" in machine.called


@pytest.mark.parametrize("sudo", ["", "#!/bin/sh\nexit 1\n"], ids=["none", "with-a-password"])
def test_without_permission_to_install_the_command_is_printed(machine: Machine, sudo: str) -> None:
    machine.has(apt_get=RECORDED, id="#!/bin/sh\necho 1000\n", **({"sudo": sudo} if sudo else {}))
    done = machine.run("/bin/sh", PACKAGES, "python3-venv")
    assert done.returncode == 1
    assert machine.called == ""
    assert "apt-get install python3-venv" in done.stderr


def test_an_unavailable_package_does_not_block_the_others(machine: Machine) -> None:
    machine.has(apt_get=RECORDED + 'case "$*" in *one*) exit 1;; esac\n')
    done = machine.run("/bin/sh", PACKAGES, "one", "two")
    assert done.returncode == 1
    assert "install -y -qq two" in machine.called
    assert "Missing packages: one." in done.stderr


def test_without_apt_get_the_missing_packages_are_listed(machine: Machine) -> None:
    done = machine.run("/bin/sh", PACKAGES, "python3-venv")
    assert done.returncode == 1
    assert "no apt-get" in done.stderr


TARGETS = "help run test bench prove coverage check fix docs lock build clean images"


def _made(*words: str) -> str:
    """The output of `make`."""
    command = [str(shutil.which("make")), *words]
    env = {k: v for k, v in os.environ.items() if not k.startswith("MAKE")}
    return subprocess.run(
        command, cwd=root(), env=env, capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.parametrize("target", ["run", "test", "prove", "coverage", "images"])
def test_targets_install_packages_only_with_the_script_and_pass_on_install_no(target: str) -> None:
    made = _made("--dry-run", "--always-make", target, "INSTALL=no")
    assert "apt-get" not in made
    assert "sudo" not in made
    calls = [line for line in made.splitlines() if "tests/packages.sh" in line]
    assert calls
    assert all("INSTALL=no tests/packages.sh" in call for call in calls)


def test_help_describes_every_target() -> None:
    described = {line.split()[0] for line in _made("help").splitlines() if line.startswith("  ")}
    assert described == set(TARGETS.split())
