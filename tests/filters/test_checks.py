"""Check digits, by the numbers their owners publish as examples."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.checks import corporate_number, ean13, luhn, my_number

digits = st.text(st.sampled_from("0123456789"), min_size=1, max_size=20)


@pytest.mark.parametrize(
    "number", ["4111111111111111", "378282246310005", "3530111333300000", "79927398713", "0"]
)
def test_luhn(number: str) -> None:
    assert luhn(number)


@pytest.mark.parametrize("number", ["4111111111111112", "79927398710", "1", ""])
def test_not_luhn(number: str) -> None:
    assert not luhn(number)


@pytest.mark.parametrize("number", ["4006381333931", "9780306406157", "4901234567894"])
def test_ean13(number: str) -> None:
    assert ean13(number)


@pytest.mark.parametrize("number", ["4006381333932", "400638133393", "40063813339310", ""])
def test_not_ean13(number: str) -> None:
    assert not ean13(number)


@given(digits)
def test_one_check_digit_fits(number: str) -> None:
    assert sum(luhn(f"{number}{digit}") for digit in range(10)) == 1


@given(digits, st.data())
def test_luhn_sees_any_one_wrong_digit(number: str, data: st.DataObject) -> None:
    good = next(f"{number}{digit}" for digit in range(10) if luhn(f"{number}{digit}"))
    at = data.draw(st.integers(0, len(good) - 1))
    wrong = data.draw(st.sampled_from("0123456789").filter(lambda digit: digit != good[at]))
    assert not luhn(good[:at] + wrong + good[at + 1 :])


def test_my_number() -> None:
    """Weighted sum 212, rest 3, so 11 - 3 = 8."""
    assert [my_number(f"12345678901{last}") for last in range(10)] == [last == 8 for last in range(10)]
    assert not my_number("1234567890")


def test_corporate_number() -> None:
    """Weighted sum 74, 74 mod 9 = 2, so 9 - 2 = 7, which stands in front."""
    assert [corporate_number(f"{first}123456789012") for first in range(10)] == [n == 7 for n in range(10)]
    assert not corporate_number("712345678901")
