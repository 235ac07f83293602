"""Check digits: what tells a number someone was given from one that only looks like it."""

from __future__ import annotations

_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)  # twice the digit, its digits added


def luhn(digits: str) -> bool:
    """ISO/IEC 7812-1, annex B: payment cards and many others. One number in ten passes by chance.

    digits: ASCII digits only, the check digit last.
    """
    numbers = [ord(digit) - 48 for digit in reversed(digits)]
    return bool(numbers) and (sum(numbers[::2]) + sum(_DOUBLED[n] for n in numbers[1::2])) % 10 == 0


def ean13(digits: str) -> bool:
    """GS1 article numbers (JAN, EAN-13) and ISBN-13: weights 1 and 3 in turn."""
    if len(digits) != 13:
        return False
    numbers = [ord(digit) - 48 for digit in digits]
    return (sum(numbers[::2]) + 3 * sum(numbers[1::2])) % 10 == 0


def my_number(digits: str) -> bool:
    """個人番号, 12 digits: ministerial ordinance 85 of 2014, article 5. One in eleven passes by chance."""
    return len(digits) == 12 and _mod11(digits[:11], (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) == int(digits[11])


def _mod11(digits: str, weights: tuple[int, ...]) -> int:
    """11 less the weighted sum modulo 11, or 0 where that has two digits."""
    rest = sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11
    return 0 if rest <= 1 else 11 - rest


def corporate_number(digits: str) -> bool:
    """法人番号, 13 digits, the check digit first: ordinance 70 of 2014, article 2. One in nine passes."""
    if len(digits) != 13:
        return False
    numbers = [ord(digit) - 48 for digit in digits]
    return numbers[0] == 9 - (sum(numbers[2::2]) + 2 * sum(numbers[1::2])) % 9
