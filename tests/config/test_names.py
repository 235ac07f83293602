"""Hints and names in messages stay short, whatever is in the file."""

import pytest

from config.names import clipped, near


@pytest.mark.parametrize(
    ("name", "names", "hint"),
    [
        ("maks", ["mask", "flag"], "did you mean 'mask'?"),
        ("zzz", ["mask", "flag"], "there are: flag, mask"),
        ("zzz", [], ""),
        ("zzz", [f"n{n}" for n in range(25)], ""),
        ("n1", [f"n{n}" for n in range(501)], ""),
        ("m" * 100_000, ["mask"], "there are: mask"),
    ],
)
def test_a_hint_names_the_nearest_or_what_there_is(name: str, names: list[str], hint: str) -> None:
    assert near(name, names) == hint


@pytest.mark.parametrize(
    ("name", "shown"),
    [("mask", "mask"), ("a\nb", r"a\nb"), ("方針", "方針"), ("x" * 65, "x" * 63 + "…"), ("x" * 64, "x" * 64)],
)
def test_a_name_in_a_message_is_one_short_line(name: str, shown: str) -> None:
    assert clipped(name) == shown
