"""Shapes of keys."""

from __future__ import annotations

import re

import pytest

from filters.keys.form import ALNUM, HEX, UUID, Key, exact, keys, of, padded, parts, some_of
from filters.shapes import Shape, some


@pytest.mark.parametrize(
    ("shape", "whole", "not_whole"),
    [
        (of(ALNUM, 4), ["abcd", "ab12"], ["abc", "abcde", "ab-d"]),
        (of(ALNUM, 4, 6), ["abcd", "abcdef"], ["abc"]),
        (exact("[a-z_]", 4), ["ab_d"], ["abc_e", "abc"]),
        (padded("[A-Z]", 4, 8), ["ABCD==", "ABCD"], ["ABC="]),
        (parts(some(HEX, 2, 2), "-", some(HEX, 3, 3)), ["0a-1b2"], ["0a1b2", "0a-1b2c"]),
        (some_of("live", "test"), ["live", "test"], ["prod"]),
        (UUID, ["01234567-89ab-CDEF-0123-456789abcdef"], ["0123456789abcdef0123456789abcdef"]),
    ],
)
def test_shapes(shape: Shape, whole: list[str], not_whole: list[str]) -> None:
    for text in whole:
        assert re.fullmatch(shape.whole, text)
    for text in not_whole:
        found = re.match(shape.whole, text)
        assert found is None or found.end() < len(text)


def test_a_row_for_each_prefix() -> None:
    rows = keys("a_key", "A", "a- b-", of(ALNUM, 4), bits=2.0)
    assert rows == (
        Key("a_key", "A", "a-", of(ALNUM, 4), bits=2.0),
        Key("a_key", "A", "b-", of(ALNUM, 4), bits=2.0),
    )
