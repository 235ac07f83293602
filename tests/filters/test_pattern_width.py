r"""How long matches can be; RE2 itself is asked whether the bounded pattern still means the same."""

from __future__ import annotations

import pytest
import re2

from filters.pattern_width import ENDLESS, bounded


@pytest.mark.parametrize(
    ("source", "longest"),
    [
        ("abc", 3),
        ("EMP-[0-9]{6}", 10),
        ("a?b{2,5}", 6),
        ("(?:ab|c)d", 3),
        ("(?i)(?P<n>a)[]x]", 2),
        (r"\bfoo\b$", 3),
        (r"\pL\p{Greek}\x{1F600}\d\.", 5),
        ("[[:alpha:]-]{3}", 3),
        ("日本[0-9]{2}", 4),
        ("a{,3}", 5),
        ("a+", ENDLESS),
        ("(ab){2,}", ENDLESS),
        ("[*+]", 1),
        (r"\*\+", 2),
    ],
)
def test_longest(source: str, longest: int) -> None:
    assert bounded(source, None).longest == longest
    assert bounded(source, None).source == source


@pytest.mark.parametrize(
    ("source", "made", "longest"),
    [
        ("a+", "a{1,9}", 9),
        ("a*?b", "a{0,9}?b", 10),
        ("(ab){2,}", "(ab){2,9}", 18),
        ("x{20,}", "x{20,20}", 20),
        ("[*+]+", "[*+]{1,9}", 9),
        (r"\++", r"\+{1,9}", 9),
        (r"(\w+-)+", r"(\w{1,9}-){1,9}", 90),
    ],
)
def test_what_repeats_without_end_is_ended(source: str, made: str, longest: int) -> None:
    assert bounded(source, 9) == (made, longest)
    assert re2.compile(made)


@pytest.mark.parametrize("source", [r"\Qa+\E", "a\\", "(", "["])
def test_what_cannot_be_read_says_so(source: str) -> None:
    with pytest.raises(ValueError, match=r"character|pattern"):
        bounded(source, None)
