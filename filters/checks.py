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
