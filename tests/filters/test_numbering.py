"""Telephone numbers in the forms people write them; whether one stands alone is the detector's to ask."""

from __future__ import annotations

import re

import pytest

from filters.numbering import ABROAD, JAPANESE, NORTH_AMERICAN, PARENTHESISED
from filters.shapes import Shape


def fits(shape: Shape, text: str) -> bool:
    """The whole text, and nothing of it left over."""
    match = re.match(shape.whole, text)
    return match is not None and match.end() == len(text)


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("(03)1234-5678", True),
        ("(045) 123-4567", True),
        ("(090)12345678", True),
        ("(03)の1234の5678", True),
        ("(03-1234-5678", False),
        ("(03)123-4567", False),
        ("(13)1234-5678", False),
        ("(03)1234-56789", False),
    ],
)
def test_with_the_area_in_brackets(text: str, there: bool) -> None:
    assert fits(PARENTHESISED, text) is there


@pytest.mark.parametrize(
    ("digits", "there"),
    [
        ("0312345678", True),
        ("0120123456", True),
        ("09012345678", True),
        ("06012345678", True),
        ("08001234567", True),
        ("02012345678", True),
        ("0012345678", False),
        ("0301234567", False),
        ("01012345678", False),
        ("09001234567", False),
        ("031234567", False),
        ("0312345678901", False),
    ],
)
def test_the_japanese_plan(digits: str, there: bool) -> None:
    assert bool(JAPANESE.match(digits)) is there


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("+81 3-1234-5678", True),
        ("+81 (0)3-1234-5678", True),
        ("+819012345678", True),
        ("+1 (202) 555-0143", True),
        ("+44 20 7946 0018", True),
        ("+4420", False),
        ("+0312345678", False),
        ("+1 202 555 01", False),
        ("+1234567890123456", False),
    ],
)
def test_with_a_country_code(text: str, there: bool) -> None:
    assert fits(ABROAD, text) is there


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("202-555-0143", True),
        ("(202) 555-0143", True),
        ("1-202-555-0143", True),
        ("2025550143", False),
        ("202.555.0143 ext. 12", True),
        ("202-555-0143x12345", True),
        ("102-555-0143", False),
        ("202-155-0143", False),
        ("(202 555-0143", False),
    ],
)
def test_north_american(text: str, there: bool) -> None:
    assert fits(NORTH_AMERICAN, text) is there
