"""The prose of the page says what its tables mean."""

from __future__ import annotations

import pytest

from proxy import coverage
from proxy.coverage_guide import AFTER, BEFORE

PAGE = coverage.page()


@pytest.mark.parametrize(
    "word", ["inspected", "exempt", "unscanned", "streamed", "as one", "base64", "reported", "told"]
)
def test_every_word_of_the_tables_is_explained(word: str) -> None:
    assert f"*{word}*" in BEFORE
    assert word in PAGE.partition("## Summary")[2]


def test_the_page_begins_and_goes_on_with_it() -> None:
    assert PAGE.startswith(BEFORE)
    assert AFTER in PAGE
    assert "…" in AFTER
