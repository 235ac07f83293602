"""Which channel a gram belongs to, by its own script; and how much a character weighs.

A passage of Japanese in an English page, or the other way round, is judged as what it is: not
the document has a language, the span has. An ideograph or a kana says as much as several letters,
so a run of mixed script is measured by weight: `LEAST` is 100 letters, or 40 kana, or some of both.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from filters.ip.channel import CODE, EN, JA, TOKENS, Channel, Stream
from filters.ip.folds import Codes, folds
from filters.ip.tokens import KEYWORD, NAME

LEAST: Mapping[Stream, int] = {"text": 2 * EN.least, "code": 2 * CODE.least, "tokens": 2 * TOKENS.least}
"""The weight of a run that is flagged. Weights are counted in halves of a letter."""
_DENSE: Mapping[Stream, int] = {
    "text": LEAST["text"] // JA.least,
    "code": LEAST["code"] // JA.least,
    "tokens": 2,
}


def dense(codes: Codes) -> NDArray[np.bool_]:
    """Whether each is an ideograph, kana or Hangul."""
    return folds().dense[codes]


def weights(codes: Codes, stream: Stream) -> NDArray[np.int64]:
    """What each code weighs."""
    if stream == "tokens" or not len(codes):
        return np.full(len(codes), 2, np.int64)
    return np.where(dense(codes), _DENSE[stream], 2).astype(np.int64)


def belonging(codes: Codes, channel: Channel) -> NDArray[np.bool_]:
    """Whether the gram that begins at each place belongs to the channel.

    Half of a gram decides for Japanese; tokens must say something more than a table does.
    """
    count = max(0, len(codes) - channel.k + 1)
    if channel is CODE or not count:
        return np.ones(count, np.bool_)
    if channel is TOKENS:
        named = _many(_named(codes), channel.k) * 4 >= channel.k
        return named & (_many(_fresh(codes), channel.k) * 3 >= channel.k)
    many = _many(dense(codes), channel.k)
    return many * 2 >= channel.k if channel is JA else many * 2 < channel.k


def _many(which: NDArray[np.bool_], k: int) -> NDArray[np.int32]:
    """How many of every `k` in a row."""
    sums = np.zeros(len(which) + 1, np.int32)
    np.cumsum(which, out=sums[1:])
    return sums[k:] - sums[: len(which) - k + 1]


def _named(codes: Codes) -> NDArray[np.bool_]:
    """Names and keywords; not numbers, strings and signs."""
    return (codes == NAME) | (codes >= KEYWORD)


def _fresh(codes: Codes) -> NDArray[np.bool_]:
    """Whether a token and the one before it did not stand so a few tokens ago, as they do in a list."""
    pairs = codes.astype(np.uint64)
    pairs[1:] += pairs[:-1] << np.uint64(32)
    fresh = np.ones(len(codes), np.bool_)
    for ago in range(1, _PERIOD + 1):
        fresh[ago:] &= pairs[ago:] != pairs[:-ago]
    return fresh


_PERIOD = 6
