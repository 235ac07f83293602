"""Units end where the text says so, whatever came in which piece."""

from __future__ import annotations

import random

import pytest

from filters.names.units import LONGEST, unit_end


def units(text: str) -> list[str]:
    made, at = [], 0
    while at < len(text):
        end = unit_end(text, at, final=True)
        assert end
        made.append(text[at:end])
        at = end
    return made


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("はい。いいえ！ですか？", ["はい。", "いいえ！", "ですか？"]),
        ("It ended. Mr. Fox left.", ["It ended.", " Mr. Fox left."]),
        ("氏名\n山田\n\n住所", ["氏名\n山田\n", "\n住所"]),
        ("x", ["x"]),
    ],
)
def test_ends(text: str, parts: list[str]) -> None:
    assert units(text) == parts


def test_a_long_line_is_a_unit_and_short_lines_are_read_together() -> None:
    assert units("a" * 110 + "\nb\nc") == ["a" * 110 + "\n", "b\nc"]


def test_no_unit_is_longer_than_promised() -> None:
    assert [len(one) for one in units("a" * 1000)] == [LONGEST] * 4 + [40]
    assert all(len(one) <= LONGEST for one in units("word " * 300))
    assert units("word " * 300)[0].endswith(" ")


def test_what_a_beginning_says_holds_for_the_whole() -> None:
    rng = random.Random(5)
    for _ in range(300):
        text = "".join(rng.choice("ab。！.\n A、?") for _ in range(rng.randint(1, 400)))
        whole = unit_end(text, 0, final=True)
        for end in range(0, len(text), 7):
            early = unit_end(text[:end], 0, final=False)
            assert early is None or early == whole
