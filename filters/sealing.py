"""Values under AES-GCM, with keys that are derived and never kept.

A key for each purpose comes from the vault's own key by HMAC over names that say their
lengths, so that no two lists of names are ever one. What is sealed is bound to what it is
about: under another name it does not open. The cipher is imported where a first value is
sealed, and not before: most processes that read this file never do.
"""

from __future__ import annotations

import hmac
import secrets
from functools import lru_cache
from typing import Protocol

_NONCE = 12


class SealBroken(Exception):
    """Not sealed with this key, or about something else, or changed since."""


class _Cipher(Protocol):
    def encrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes: ...

    def decrypt(self, nonce: bytes, data: bytes, associated_data: bytes | None) -> bytes: ...


def framed(*parts: str | bytes) -> bytes:
    """These names as one, in which each says where it ends: different names are different bytes."""
    said = list[bytes]()
    for part in parts:
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        said.append(b"%d:%b" % (len(raw), raw))
    return b"".join(said)


def keyed(key: bytes, *parts: str | bytes) -> bytes:
    """A digest of 32 bytes that says nothing without the key; also a key for what these parts name."""
    return hmac.digest(key, framed(*parts), "sha256")


# A cipher takes 2.5 KB, and there are as many as conversations: only those in use are kept.
@lru_cache(maxsize=256)
def _cipher(key: bytes) -> _Cipher:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415  # see above

    return AESGCM(key)


class Sealer:
    """Seals and opens under one key of 32 bytes. Two to five microseconds a value."""

    __slots__ = ("_key",)

    def __init__(self, key: bytes) -> None:
        self._key = key

    def seal(self, value: bytes, about: bytes) -> bytes:
        """The value as nobody else can read it; another result every time."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + _cipher(self._key).encrypt(nonce, value, about)

    def open(self, sealed: bytes, about: bytes) -> bytes:
        """What was sealed. SealBroken."""
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415  # see above

        try:
            return _cipher(self._key).decrypt(sealed[:_NONCE], sealed[_NONCE:], about)
        except (InvalidTag, ValueError) as error:
            raise SealBroken("a sealed value does not open") from error
