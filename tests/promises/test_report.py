"""The report of `make prove` gives the date, the commit, and the browsers."""

import subprocess
from pathlib import Path

from assessment.resources import root
from tests.promises.proof import written

RESULTS = """<testsuites><testsuite name="pytest" timestamp="2001-02-03T04:05:06+00:00">
<testcase classname="tests.promises.test_device" name="test_it_forgets[webkit-script-off-kill]">
<properties><property name="leaky copy" value="test_the_leak_is_caught"/></properties></testcase>
<testcase classname="tests.promises.test_device" name="test_the_leak_is_caught[webkit-script-on]">
<failure message="not caught"/></testcase>
</testsuite></testsuites>"""


def test_the_report_names_the_date_and_commit_of_the_run_and_each_browser(tmp_path: Path) -> None:
    results = tmp_path / "results.xml"
    results.write_text(RESULTS, encoding="utf-8")
    report = written(results)
    head = ["git", "-C", str(root()), "rev-parse", "HEAD"]
    commit = subprocess.run(head, capture_output=True, text=True, check=True).stdout.strip()
    assert f"2001-02-03 by `make prove` at commit {commit}" in report
    rows = [line.split(" | ") for line in report.splitlines() if line.startswith("| ")]
    header, row = rows[0], next(row for row in rows if row[0] == "| it forgets")
    assert dict(zip(header, row, strict=True))["webkit, JavaScript off"] == "holds"
    assert row[-1].startswith("FAILS")
