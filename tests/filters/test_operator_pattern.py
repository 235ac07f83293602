"""Patterns of operators: bounded, linear, and refused with a reason."""

from __future__ import annotations

import time

import pytest

from filters.operator_pattern import OperatorPattern, Refused


@pytest.mark.parametrize(
    ("source", "repeats", "text", "found"),
    [
        (r"\bEMP-[0-9]{4,6}\b", None, "EMP-12345 XEMP-1234 EMP-123", [(0, 9)]),
        (r"(?i)proj-\w+", 40, "see PROJ-alpha and proj-b", [(4, 14), (19, 25)]),
        ("案件[0-9]{3}", None, "この案件123と案件4", [(2, 7)]),
        ("^abc$", None, "abc", [(0, 3)]),
        ("aa", None, "aaaaa", [(0, 2), (2, 4)]),
    ],
)
def test_finds(source: str, repeats: int | None, text: str, found: list[tuple[int, int]]) -> None:
    assert OperatorPattern(source, repeats).find(text, 0, final=True) == (found, len(text))


def test_what_may_go_on_is_not_decided() -> None:
    pattern = OperatorPattern("EMP-[0-9]{4,6}")
    assert pattern.find("x EMP-1234", 0, final=False) == ([], 0)
    assert pattern.find("x EMP-1234 and more", 0, final=False) == ([(2, 10)], 10)


@pytest.mark.parametrize(
    ("source", "repeats", "why"),
    [
        ("(a", None, "no pattern of RE2: missing"),
        (r"(a)\1", None, "no pattern of RE2"),
        ("(?=a)b", None, "no pattern of RE2"),
        ("a+", None, "say `repeats: 40`"),
        ("(a+)+", 1000, "more than 2048"),
        ("a*", 5, "everywhere"),
        (r"\Qa\E", None, "cannot be read at character 1"),
        ("a" * 3000, None, "longer than"),
        ("((a{100}){100}){100}", None, "no pattern of RE2"),
    ],
)
def test_refused(source: str, repeats: int | None, why: str) -> None:
    with pytest.raises(Refused, match=why):
        OperatorPattern(source, repeats)


def test_a_hostile_pattern_and_text_take_linear_time() -> None:
    pattern = OperatorPattern("(?:a?){20}a{20}x|(?:a+)+b", 20)
    began = time.process_time()
    assert pattern.find("a" * 20_000, 0, final=True)[0] == []
    assert time.process_time() - began < 60
