"""What an exchange brought in itself, in digests: text that an answer may repeat from there.

A passage that the user pasted, a document has or a tool returned was not reproduced from memory.
Of such texts every fourth gram is kept, by its hash, so it does not matter where one begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from filters.ip.channel import Stream
from filters.ip.forms import normal
from filters.ip.hashing import Hashes, grams

_GRAM = 10
_ONE_OF = 4
_MOST = 1 << 20  # characters of one text
_SHARE = 0.6


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Supplied:
    """Of one text. text, code: sorted hashes of grams of the two streams."""

    text: Hashes
    code: Hashes

    @classmethod
    def of(cls, text: str) -> Supplied:
        """Digests of a text; of one longer than a million characters, of its beginning."""
        return cls(np.unique(_sample(text[:_MOST], "text")), np.unique(_sample(text[:_MOST], "code")))


def from_there(passage: str, supplied: Sequence[Supplied], sort: Stream) -> bool:
    """Whether a passage is, by more than half of its grams, in one of these texts."""
    if not supplied:
        return False
    asked = _sample(passage, sort)
    if not len(asked):
        return False
    for one in supplied:
        known = one.text if sort == "text" else one.code
        if len(known):
            place = np.minimum(np.searchsorted(known, asked), len(known) - 1)
            if float((known[place] == asked).mean()) >= _SHARE:
                return True
    return False


def _sample(text: str, stream: Stream) -> Hashes:
    hashes = grams(normal(text, stream).codes, _GRAM)
    return hashes[hashes % np.uint64(_ONE_OF) == 0]
