"""Check digits of other countries and of international registers.

Each takes the identifier in capitals without separators and says whether it is right; a
wrong length or character is wrong. Sources and worked examples: docs/sources.md#identifiers-abroad.
"""

from __future__ import annotations

from collections.abc import Sequence

from filters.checks import luhn

_LETTERS = {char: value for value, char in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}


def _weighted(digits: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))


def _is(text: str, *lengths: int) -> bool:
    return len(text) in lengths and text.isascii() and text.isdecimal()


# -- registers of the world


def iban(text: str) -> bool:
    """ISO 13616: the first four to the end, letters as 10 to 35, modulo 97 is 1. Of any length of an IBAN."""
    if not (15 <= len(text) <= 34 and text.isascii() and text.isalnum()):
        return False
    return int("".join(str(_LETTERS[char]) for char in text[4:] + text[:4])) % 97 == 1


_VIN_VALUES = dict(
    zip("ABCDEFGHJKLMNPRSTUVWXYZ", (*range(1, 9), *range(1, 6), 7, 9, *range(2, 10)), strict=True)
)
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def vin(text: str) -> bool:
    """A vehicle's number, 49 CFR 565.15: the ninth is the weighted sum modulo 11, X for 10."""
    if len(text) != 17 or any(not c.isdecimal() and c not in _VIN_VALUES for c in text):
        return False
    values = (int(char) if char.isdecimal() else _VIN_VALUES[char] for char in text)
    rest = sum(value * weight for value, weight in zip(values, _VIN_WEIGHTS, strict=True)) % 11
    return text[8] == ("X" if rest == 10 else str(rest))


# -- America


def aba_routing(text: str) -> bool:
    """A routing number of the American Bankers Association: weights 3, 7, 1, modulo 10."""
    return _is(text, 9) and _weighted(text, (3, 7, 1) * 3) % 10 == 0


def npi(text: str) -> bool:
    """A provider's number in the United States: Luhn with 80840 in front."""
    return _is(text, 10) and text[0] in "12" and luhn("80840" + text)


def dea(text: str) -> bool:
    """A prescriber's number: two letters, six digits, and the last of their sum, every other doubled."""
    digits = text[2:]
    return _is(digits, 7) and _weighted(digits[:6], (1, 2, 1, 2, 1, 2)) % 10 == int(digits[6])


def cpf(text: str) -> bool:
    """Brazil, 11 digits, the last two check digits. Eleven of one digit are none."""
    if not _is(text, 11) or len(set(text)) == 1:
        return False
    first = _weighted(text[:9], range(10, 1, -1)) * 10 % 11 % 10
    second = _weighted(text[:10], range(11, 1, -1)) * 10 % 11 % 10
    return text[9:] == f"{first}{second}"


def rut(text: str) -> bool:
    """Chile: weights 2 to 7 from the right, modulo 11; K for 10."""
    digits, last = text[:-1], text[-1:]
    if not _is(digits, 7, 8):
        return False
    rest = 11 - sum(int(digit) * (2 + n % 6) for n, digit in enumerate(reversed(digits))) % 11
    return last == {10: "K", 11: "0"}.get(rest, str(rest))


# -- Europe


def nhs(text: str) -> bool:
    """The National Health Service of England: weights 10 to 2, 11 less the rest modulo 11."""
    if not _is(text, 10):
        return False
    check = 11 - _weighted(text[:9], range(10, 1, -1)) % 11
    return check != 10 and int(text[9]) == check % 11


def german_tax(text: str) -> bool:
    """Steuerliche Identifikationsnummer: ISO/IEC 7064, MOD 11,10."""
    if not _is(text, 11) or text[0] == "0":
        return False
    product = 10
    for digit in text[:10]:
        product = ((int(digit) + product) % 10 or 10) * 2 % 11
    return (11 - product) % 10 == int(text[10])


def french_nir(text: str) -> bool:
    """Numéro de sécurité sociale: 97 less the number modulo 97; Corsica's 2A and 2B count as 19 and 18."""
    body = text[:13].replace("2A", "19").replace("2B", "18")
    return len(text) == 15 and _is(body + text[13:], 15) and int(text[13:]) == 97 - int(body) % 97


_SPANISH = "TRWAGMYFPDXBNJZSQVHLCKE"


def spanish_nif(text: str) -> bool:
    """NIF and NIE: the number modulo 23 says the letter; X, Y, Z in front count as 0, 1, 2."""
    digits = {"X": "0", "Y": "1", "Z": "2"}.get(text[:1], text[:1]) + text[1:-1]
    return _is(digits, 8) and text[-1] == _SPANISH[int(digits) % 23]


_ITALIAN_ODD = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)


def italian_fiscal(text: str) -> bool:
    """Codice fiscale: tables for odd and even places, modulo 26 a letter."""
    if len(text) != 16 or not text.isascii() or not text.isalnum():
        return False
    total = 0
    for place, char in enumerate(text[:15]):
        value = int(char) if char.isdecimal() else ord(char) - 65
        total += value if place % 2 else _ITALIAN_ODD[value]
    return chr(65 + total % 26) == text[15]


def pesel(text: str) -> bool:
    """Poland: weights 1, 3, 7, 9, modulo 10."""
    return _is(text, 11) and _weighted(text, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)) % 10 == 0


def personnummer(text: str) -> bool:
    """Sweden: Luhn over the last ten digits."""
    return _is(text, 10, 12) and luhn(text[-10:])


_FINNISH = "0123456789ABCDEFHJKLMNPRSTUVWXY"


def finnish_hetu(text: str) -> bool:
    """Finland, without the sign of the century: nine digits modulo 31 say the last character."""
    digits = text[:6] + text[-4:-1]
    return _is(digits, 9) and text[-1] == _FINNISH[int(digits) % 31]


def bsn(text: str) -> bool:
    """The Netherlands: weights 9 to 2 and −1, modulo 11."""
    return _is(text, 9) and text != "0" * 9 and _weighted(text, (9, 8, 7, 6, 5, 4, 3, 2, -1)) % 11 == 0


def belgian(text: str) -> bool:
    """Belgium: 97 less the first nine modulo 97, with a 2 in front for those born since 2000."""
    return _is(text, 11) and int(text[9:]) in (97 - int(text[:9]) % 97, 97 - int("2" + text[:9]) % 97)


def portuguese_nif(text: str) -> bool:
    """Portugal: weights 9 to 2, 11 less the rest modulo 11, 0 for 10 and 11."""
    if not _is(text, 9):
        return False
    check = 11 - _weighted(text[:8], range(9, 1, -1)) % 11
    return int(text[8]) == (0 if check > 9 else check)


def norwegian(text: str) -> bool:
    """Fødselsnummer: two check digits, both modulo 11."""
    return (
        _is(text, 11)
        and _weighted(text[:10], (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)) % 11 == 0
        and _weighted(text, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11 == 0
    )


def austrian(text: str) -> bool:
    """Sozialversicherungsnummer: the fourth digit is the weighted sum of the others modulo 11."""
    return _is(text, 10) and _weighted(text, (3, 7, 9, 0, 5, 8, 4, 2, 1, 6)) % 11 == int(text[3])


_IRISH = "WABCDEFGHIJKLMNOPQRSTUV"


def irish_pps(text: str) -> bool:
    """Ireland: weights 8 to 2, a second letter nine times its place, modulo 23 a letter."""
    digits, letters = text[:7], text[7:]
    if not _is(digits, 7) or not letters.isalpha() or len(letters) > 2:
        return False
    extra = (ord(letters[1]) - 64) * 9 if letters[1:] and letters[1] != "W" else 0
    return letters[0] == _IRISH[(_weighted(digits, range(8, 1, -1)) + extra) % 23]


def turkish(text: str) -> bool:
    """T.C. Kimlik No: two check digits modulo 10."""
    if not _is(text, 11) or text[0] == "0":
        return False
    digits = list(map(int, text))
    tenth = (7 * sum(digits[0:9:2]) - sum(digits[1:8:2])) % 10
    return digits[9] == tenth and digits[10] == sum(digits[:10]) % 10


# -- Asia, Africa, Oceania


def tfn(text: str) -> bool:
    """An Australian tax file number: weights 1, 4, 3, 7, 5, 8, 6, 9, 10, modulo 11."""
    return _is(text, 9) and _weighted(text, (1, 4, 3, 7, 5, 8, 6, 9, 10)) % 11 == 0


def abn(text: str) -> bool:
    """An Australian business number: one off the first digit, weighted, modulo 89."""
    weights = (10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19)
    return _is(text, 11) and (_weighted(text, weights) - weights[0]) % 89 == 0


def australian_medicare(text: str) -> bool:
    """Weights 1, 3, 7, 9 over eight digits, modulo 10, are the ninth."""
    return (
        _is(text, 10, 11)
        and text[0] in "23456"
        and _weighted(text[:8], (1, 3, 7, 9) * 2) % 10 == int(text[8])
    )


_VERHOEFF = (
    *("0123456789", "1234067895", "2340178956", "3401289567", "4012395678"),
    *("5987604321", "6598710432", "7659821043", "8765932104", "9876543210"),
)
_TURNS = (
    *("0123456789", "1576283094", "5803796142", "8916043527"),
    *("9453126870", "4286573901", "2793806415", "7046913258"),
)


def verhoeff(text: str) -> bool:
    """Verhoeff's check digit, as India's Aadhaar has it."""
    if not text.isascii() or not text.isdecimal():
        return False
    state = 0
    for place, digit in enumerate(reversed(text)):
        state = int(_VERHOEFF[state][int(_TURNS[place % 8][int(digit)])])
    return state == 0


def aadhaar(text: str) -> bool:
    """Twelve digits, not beginning with 0 or 1."""
    return len(text) == 12 and text[0] not in "01" and verhoeff(text)


_NRIC = {
    "S": ("JZIHGFEDCBA", 0),
    "T": ("JZIHGFEDCBA", 4),
    "F": ("XWUTRQPNMLK", 0),
    "G": ("XWUTRQPNMLK", 4),
    "M": ("XWUTRQPNJLK", 3),
}


def nric(text: str) -> bool:
    """Singapore: weights 2, 7, 6, 5, 4, 3, 2, an offset by the first letter, modulo 11 a letter."""
    if len(text) != 9 or text[0] not in _NRIC or not _is(text[1:8], 7):
        return False
    letters, offset = _NRIC[text[0]]
    return text[8] == letters[(_weighted(text[1:8], (2, 7, 6, 5, 4, 3, 2)) + offset) % 11]


def korean_rrn(text: str) -> bool:
    """Weights 2 to 9 and 2 to 5, 11 less the rest; numbers given since October 2020 have none."""
    if not _is(text, 13):
        return False
    return (11 - _weighted(text[:12], (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)) % 11) % 10 == int(text[12])


_CHINESE = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def chinese_resident(text: str) -> bool:
    """GB 11643-1999: ISO/IEC 7064, MOD 11-2; X for 10."""
    return (
        _is(text[:17], 17)
        and len(text) == 18
        and text[17] == "10X98765432"[_weighted(text[:17], _CHINESE) % 11]
    )


def taiwanese(text: str) -> bool:
    """A letter as two digits, then weights 1, 9 to 1, 1, modulo 10."""
    if len(text) != 10 or not _is(text[1:], 9) or not "A" <= text[0] <= "Z":
        return False
    number = 10 + "ABCDEFGHJKLMNPQRSTUVXYWZIO".index(text[0])
    return (number // 10 + number % 10 * 9 + _weighted(text[1:], (8, 7, 6, 5, 4, 3, 2, 1, 1))) % 10 == 0


def hong_kong(text: str) -> bool:
    """One or two letters, six digits and a check digit, modulo 11; A for 10."""
    body, last = text[:-1], text[-1:]
    if len(body) not in (7, 8) or not _is(body[-6:], 6) or not body[:-6].isalpha():
        return False
    values = [36, *(_LETTERS[char] for char in body)] if len(body) == 7 else [_LETTERS[char] for char in body]
    total = sum(value * weight for value, weight in zip(values, range(9, 1, -1), strict=True))
    check = (11 - total % 11) % 11
    return last == ("A" if check == 10 else str(check))


def thai(text: str) -> bool:
    """Weights 13 to 2, 11 less the rest modulo 11, its last digit."""
    return _is(text, 13) and (11 - _weighted(text[:12], range(13, 1, -1)) % 11) % 10 == int(text[12])


def south_african(text: str) -> bool:
    """Thirteen digits with Luhn, beginning with a date of birth."""
    return _is(text, 13) and 1 <= int(text[2:4]) <= 12 and 1 <= int(text[4:6]) <= 31 and luhn(text)
