"""Check digits: what tells a number someone was given from one that only looks like it."""

from __future__ import annotations

from operator import mul

# Sums are of bytes, natively: "0" counts 48, which is taken off again.
_ZERO = ord("0")
_DOUBLED = bytes.maketrans(b"0123456789", bytes((0, 2, 4, 6, 8, 1, 3, 5, 7, 9)))  # its digits added


def luhn(digits: str) -> bool:
    """ISO/IEC 7812-1, annex B: payment cards and many others. One number in ten passes by chance.

    digits: ASCII digits only, the check digit last.
    """
    numbers = digits.encode()[::-1]
    single = numbers[::2]
    total = sum(single) - _ZERO * len(single) + sum(numbers[1::2].translate(_DOUBLED))
    return bool(numbers) and total % 10 == 0


def ean13(digits: str) -> bool:
    """GS1 article numbers (JAN, EAN-13) and ISBN-13: weights 1 and 3 in turn."""
    if len(digits) != 13:
        return False
    numbers = [ord(digit) - 48 for digit in digits]
    return (sum(numbers[::2]) + 3 * sum(numbers[1::2])) % 10 == 0


def my_number(digits: str) -> bool:
    """個人番号, 12 digits: ministerial ordinance 85 of 2014, article 5. One in eleven passes by chance."""
    if len(digits) != 12:
        return False
    check = _eleven(digits[:11], (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2))
    return digits[11] == ("0" if check > 9 else str(check))


def driver_license(digits: str) -> bool:
    """A driving licence, 12 digits, the eleventh a check digit; where 11 divides the sum, 0 or 1."""
    if len(digits) != 12:
        return False
    check = _eleven(digits[:10], (5, 4, 3, 2, 7, 6, 5, 4, 3, 2))
    return digits[10] == str(check % 10) or (check == 11 and digits[10] in "01")


def _eleven(digits: str, weights: tuple[int, ...]) -> int:
    """11 less the weighted sum modulo 11: 1 to 11."""
    return 11 - (sum(map(mul, digits.encode(), weights)) - _ZERO * sum(weights)) % 11


def corporate_number(digits: str) -> bool:
    """法人番号, 13 digits, the check digit first: ordinance 70 of 2014, article 2. One in nine passes."""
    if len(digits) != 13:
        return False
    numbers = [ord(digit) - 48 for digit in digits]
    return numbers[0] == 9 - (sum(numbers[2::2]) + 2 * sum(numbers[1::2])) % 9


_VALUES = {char: value for value, char in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")} | {"<": 0}


def mrz(text: str) -> bool:
    """A field of a machine-readable zone and its check digit: weights 7, 3, 1, modulo 10. ICAO 9303-3."""
    *field, last = text
    total = sum(_VALUES.get(char, 0) * (7, 3, 1)[n % 3] for n, char in enumerate(field))
    return last == str(total % 10)
