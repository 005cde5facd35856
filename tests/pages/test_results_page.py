"""A results page is sent in full, however long its content is."""

import gzip
import random

import pytest

from assessment.pages.rendering import SLOT
from assessment.pages.results_page import ResultsPage

PAGE = "<main><!--results--><form><!--answers--></form></main>"


@pytest.mark.parametrize("size", [10, 60_000])
def test_a_short_result_is_padded_to_the_length_of_a_long_one(size: int) -> None:
    dice = random.Random(7)  # noqa: S311  (a fixed seed; random words compress badly)
    long = "".join(dice.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=size))
    fragments = {"results": f"<div>{SLOT}</div>", "outcome:long": long, "outcome:short": "short"}
    page = ResultsPage(PAGE, fragments, asked=1)
    lengths = set()
    for outcome in ("long", "short"):
        packed, encoding = page.body(("results", [f"outcome:{outcome}"]), "AAAAAAAA", "gzip")
        assert encoding == "gzip"
        plain = gzip.decompress(packed).decode()
        assert fragments[f"outcome:{outcome}"] in plain
        assert "AAAAAAAA" in plain
        lengths.add(len(packed))
    assert len(lengths) == 1
