"""Every value knows its line; settings do not depend on it."""

import pytest

from config.errors import Problem
from config.reading import read
from config.source import Loc, Source, dotted

TEXT = """\
a:
  b: [1,
    two]
c: &c
  d: x
e: *c
"""


@pytest.mark.parametrize(
    ("loc", "found", "line"),
    [
        ((), (), 1),
        (("a",), ("a",), 1),
        (("a", "b"), ("a", "b"), 2),
        (("a", "b", 1), ("a", "b", 1), 3),
        (("a", "b", 2), ("a", "b"), 2),
        (("a", "z", "y"), ("a",), 1),
        (("e",), ("e",), 6),
        (("e", "d"), ("e", "d"), 5),
        (("a", 0), ("a",), 1),
        (("a", "b", "b"), ("a", "b"), 2),
    ],
)
def test_a_value_or_what_is_around_it_has_a_line(loc: Loc, found: Loc, line: int) -> None:
    assert read(TEXT, "f").locate(loc) == (found, line)


def test_the_values_are_plain() -> None:
    assert read(TEXT, "f").data() == {"a": {"b": [1, "two"]}, "c": {"d": "x"}, "e": {"d": "x"}}


def test_a_problem_is_placed() -> None:
    assert read(TEXT, "f").problem(("e", "d", 0), "is odd", "say") == Problem("f", 5, "e.d", "is odd", "say")
    assert Source("f").problem(("e",), "is odd") == Problem("f", 0, "", "is odd")


def test_sources_compare_equal_whatever_they_hold() -> None:
    assert read("a: 1", "f") == read("b: 2", "g") == Source()


def test_a_place_is_written_with_dots_and_brackets() -> None:
    assert dotted(("policies", "x", "rules", 2, "measure")) == "policies.x.rules[2].measure"
    assert dotted((0, "a\nb")) == r"[0].a\nb"
