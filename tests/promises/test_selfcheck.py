"""`assessment selfcheck` tells a good copy from a leaky one."""

import subprocess
import sys

import pytest

from assessment.selfcheck import checked
from tests.promises.servers import LEAKY, served


def _report(address: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "assessment", "selfcheck", address]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_a_good_copy_passes_every_check(server: str) -> None:
    said = _report(server)
    assert said.returncode == 0, said.stdout
    assert "FAILS" not in said.stdout
    assert said.stdout.count("holds") == len(list(checked(server)))


def test_a_leaky_copy_fails_the_checks_of_what_it_leaks() -> None:
    with served(command=LEAKY) as twin:
        faults = {f.promise: f.faults for f in checked(twin.address)}
        assert _report(twin.address).returncode == 1
    for promise in ("headers", "loads anything", "names who to call", "repeated", "one length"):
        assert [found for name, found in faults.items() if promise in name and found], promise


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:9", "http://[::1", "http://a b", "http://x:99999", "ftp://x", "", "//"],
)
def test_a_copy_that_cannot_be_reached_is_told_in_one_line(address: str) -> None:
    said = _report(address)
    assert said.returncode == 1
    assert said.stderr.count("\n") == 1
    assert "Traceback" not in said.stderr
