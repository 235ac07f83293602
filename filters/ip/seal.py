"""What a private segment is covered with: who has the file and not the salt learns nothing of a guess.

Hashes are salted one by one (`filters.ip.hashing.salted`). Blocks are bits of unsalted hashes, so a
key stream lies over them; the table of documents is sealed and bound to its format. Both keys are
of the salt and of the segment's own seed: no stream is used twice.
"""

from __future__ import annotations

from hashlib import blake2b, shake_256
from typing import NamedTuple

import numpy as np
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from numpy.typing import NDArray

from filters.ip.channel import Stream

SEED = 16
"""Bytes of a seed."""
_NONCE = bytes(12)  # a key seals one table
_BOUND = b"sekisho.ip.segment 1"


class Seal(NamedTuple):
    """What a salted segment is covered with; without a salt nothing is."""

    salt: bytes
    seed: bytes

    def _key(self, purpose: str) -> bytes:
        made = blake2b(
            self.seed + purpose.encode(), digest_size=32, key=self.salt[:64], person=b"sekisho.ip.pack"
        )
        return made.digest()

    def cover(self, blocks: NDArray[np.uint8], stream: Stream, number: int) -> NDArray[np.uint8]:
        """The blocks covered, or covered ones laid bare."""
        if not self.salt:
            return blocks
        key = self._key(f"{stream} {number}")
        return blocks ^ np.frombuffer(shake_256(key).digest(len(blocks)), np.uint8)

    def sealed(self, table: bytes) -> bytes:
        if not self.salt:
            return table
        return ChaCha20Poly1305(self._key("documents")).encrypt(_NONCE, table, _BOUND)

    def opened(self, table: bytes) -> bytes:
        """InvalidTag where the salt is another one."""
        if not self.salt:
            return table
        return ChaCha20Poly1305(self._key("documents")).decrypt(_NONCE, table, _BOUND)
