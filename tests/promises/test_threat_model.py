"""Every promise in the threat model names an existing test."""

import ast
import re

import pytest

from assessment.resources import root

TEXT = (root() / "docs" / "threat-model.md").read_text(encoding="utf-8")
PROMISES = re.findall(r"^- (.+(?:\n  .+)*)", TEXT, re.MULTILINE)
PROOF = re.compile(r"Proof: `([\w/.]+)::(\w+)`$")


def test_the_threat_model_lists_promises() -> None:
    assert len(PROMISES) > 10


@pytest.mark.parametrize("promise", PROMISES, ids=lambda text: text.splitlines()[0])
def test_every_promise_names_an_existing_test(promise: str) -> None:
    found = PROOF.search(promise)
    assert found, "no proof is named"
    source = (root() / "tests" / found[1]).read_text(encoding="utf-8")
    tests = [node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    assert found[2] in tests
