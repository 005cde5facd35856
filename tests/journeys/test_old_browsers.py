"""The scripts use only syntax and functions that browsers from 2016 support."""

import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.journeys.states import device
from tests.journeys.walking import choose, step, walk

ROOT = Path(__file__).parents[2]
NODE = shutil.which("node")
ESLINT = ROOT / "node_modules" / ".bin" / "eslint"

pytestmark = [
    pytest.mark.skipif(not NODE, reason="eslint needs Node.js"),
    pytest.mark.skipif(not ESLINT.exists(), reason="eslint needs `npm ci`"),
]

LATER = """
const known = require("@mdn/browser-compat-data").api;
const first = { chrome: 49, edge: 14, safari_ios: 9.3 };
function lacks(feature) {
  const support = feature.__compat && feature.__compat.support;
  return !!support && Object.keys(first).some(function (browser) {
    const all = [].concat(support[browser] || []).filter(function (one) {
      return !one.prefix && !one.alternative_name && !one.flags;
    });
    return !all.some(function (one) {
      return parseFloat(String(one.version_added).replace(/[^0-9.]/g, "")) <= first[browser];
    });
  });
}
const names = [];
Object.keys(known).forEach(function (owner) {
  if (lacks(known[owner])) names.push([owner]);
  else Object.keys(known[owner]).forEach(function (name) {
    if (/^[a-z]\\w*$/.test(name) && !/_/.test(name) && lacks(known[owner][name])) {
      names.push([owner, name]);
    }
  });
});
console.log(JSON.stringify(names));
"""
TAKEN = """names => names.forEach(([owner, name]) => {
  try {
    if (!name) delete window[owner];
    else if (owner === "Window") delete window[name];
    else delete window[owner].prototype[name];
  } catch (error) {}
})"""


def faults(*asked: str, code: str | None = None) -> str:
    """The errors that eslint reports for files or code; empty if there are none."""
    command = [str(ESLINT), "--config", str(ROOT / "eslint.config.mjs"), *asked]
    ran = subprocess.run(command, input=code, capture_output=True, text=True, check=False, cwd=ROOT)
    return ran.stdout + ran.stderr


def test_scripts_use_only_functions_that_old_browsers_have() -> None:
    assert not faults("static")


@pytest.mark.parametrize(
    "code", ['fetch("/x");', "Object.entries({});", "new IntersectionObserver(f);"]
)
def test_a_newer_function_is_reported(code: str) -> None:
    assert "compat/compat" in faults("--stdin", code=code)


def test_both_tracks_work_without_newer_functions(chromium: Browser, server: str) -> None:
    ran = subprocess.run(
        [str(NODE), "-e", LATER], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert '["Element","closest"]' in ran.stdout
    assert '["NodeList","forEach"]' in ran.stdout
    assert '"fetch"]' in ran.stdout
    context = device(chromium, server)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(f"({TAKEN})({ran.stdout})")
    page.goto("/en/self")
    walk(page, {"danger_now": "no", "say_no": "yes"})
    step(page, "edit")
    choose(page, {"danger_now": "yes"})
    page.locator("[data-language]").first.press("Enter")
    page.locator('html[lang="es"]').wait_for()
    step(page, "results")
    assert page.locator("#results .emergency").is_visible()
    assert errors == []
    with page.expect_request(lambda request: request.is_navigation_request()):
        for _ in range(3):
            page.keyboard.press("Shift")
    context.close()
