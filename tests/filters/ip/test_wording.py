from __future__ import annotations

import pytest

from filters.ip.wording import count, place, said


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# The GNU\n# General", "the gnu general"),
        ("GPLv2+ or C++", "gplv2+ or c+"),
        ("v. 2.0", "v 2 0"),
        ("本ソフトはMITライセンスの下で", "本 ソフト は mit ライセンス の下で"),
        ("-- * /", ""),
    ],
)
def test_said(text: str, expected: str) -> None:
    assert said(text, 0, len(text)) == expected
    assert count(expected) == len(expected.split())


def test_what_touches_an_open_end_is_left_out() -> None:
    assert said("one two thr", 0, 11, open=True) == "one two"
    assert said("one two ", 0, 8, open=True) == "one two"


def test_place() -> None:
    text = "x # one,\n# two three"
    assert text[: place(text, 2, 2)].endswith("two")
    assert place(text, 2, 9) == len(text)
