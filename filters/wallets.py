"""Checksums of addresses in chains of blocks: base58check, bech32 and bech32m.

Each is a function from an address to whether it is right; an address mistyped in one
character is not. Ethereum's (EIP-55, in the capitals of an address) is not here: it needs
Keccak-256, a millisecond in Python, and tells little, for `0x` and forty hexadecimal
digits are seldom anything else. Sources: docs/sources.md#wallets.
"""

from __future__ import annotations

import hashlib

_BASE58 = {char: n for n, char in enumerate("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")}
_BECH32 = {char: n for n, char in enumerate("qpzry9x8gf2tvdw0s3jn54khce6mua7l")}
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_BECH32_CONST, _BECH32M_CONST = 1, 0x2BC830A3


def base58check(address: str) -> bool:
    """The last four bytes are the beginning of the double SHA-256 of the others."""
    number = 0
    for char in address:
        digit = _BASE58.get(char)
        if digit is None:
            return False
        number = number * 58 + digit
    zeros = len(address) - len(address.lstrip("1"))
    raw = bytes(zeros) + number.to_bytes((number.bit_length() + 7) // 8, "big")
    body, check = raw[:-4], raw[-4:]
    return len(raw) >= 25 and hashlib.sha256(hashlib.sha256(body).digest()).digest()[:4] == check


def bech32(address: str) -> bool:
    """BIP 173 and BIP 350. For Bitcoin and its kin the version decides which of the two it must be."""
    lower = address.lower()
    if address not in (lower, address.upper()):
        return False
    head, _, data = lower.rpartition("1")
    values = [_BECH32.get(char, -1) for char in data]
    if not head or len(values) < 7 or min(values) < 0:
        return False
    rest = _polymod([*(ord(c) >> 5 for c in head), 0, *(ord(c) & 31 for c in head), *values])
    if head in ("bc", "tb", "ltc", "bcrt"):
        return rest == (_BECH32_CONST if values[0] == 0 else _BECH32M_CONST)
    return rest in (_BECH32_CONST, _BECH32M_CONST)


def _polymod(values: list[int]) -> int:
    rest = 1
    for value in values:
        top = rest >> 25
        rest = (rest & 0x1FFFFFF) << 5 ^ value
        for n, generator in enumerate(_GENERATORS):
            if top >> n & 1:
                rest ^= generator
    return rest
