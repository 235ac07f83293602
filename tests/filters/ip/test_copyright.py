from __future__ import annotations

import pytest

from filters.ip.copyright import AFTER, line_end, statement


@pytest.mark.parametrize(
    ("text", "holder", "years"),
    [
        ("Copyright (c) 2019-2021, Jane Doe.", "Jane Doe", "2019-2021"),
        ("copyright 2019 mr-x", "mr-x", "2019"),
        ("Copyright The Frob Authors", "The Frob Authors", ""),
        ("© 2019", "", "2019"),
    ],
)
def test_statement(text: str, holder: str, years: str) -> None:
    found = statement(text, 0, len(text))
    assert found is not None
    assert (text[slice(*found.holder)], found.years) == (holder, years)


@pytest.mark.parametrize("text", ["copyright law", "Copyright Office", "© symbols of all kinds", "copyright"])
def test_no_statement(text: str) -> None:
    assert statement(text, 0, len(text)) is None


def test_the_end_of_the_line() -> None:
    assert line_end("ab\ncd", 0) == 2
    assert line_end("ab", 0) == -1
    assert line_end("a" * (AFTER + 5), 1) == AFTER + 1
