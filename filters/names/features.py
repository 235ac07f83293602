"""What the model looks at around each token, as places in its table of weights.

A feature is a row of up to four values (a word, its shape, how it lies in a list of names,
what stands before or behind its run), each of a token up to two places away. Its hash is
its place in the table; there is no dictionary of features, in training or in reading.

What must stay true: the order and form of `_FORMS` is part of the model.
"""

from __future__ import annotations

import numpy as np

from filters.names.lexicon import CLASSES, Lexicon
from filters.names.tokens import U32, Tokens, mixed

BITS = 18
_REACH = 2  # tokens to either side

# Streams: one value a token each.
_W, _T, _H2, _H3, _S2, _S3, _S4, _BEFORE, _BEFORE2, _AFTER, _AFTER2, _RUN, _WHOLE, _LAST, _LAST2, _MASK = (
    range(16)
)
_LEX = 16  # one stream for each class

_Form = tuple[tuple[int, int], ...]


def _forms() -> tuple[_Form, ...]:
    words = [((_W, n),) for n in range(-2, 3)]
    words += [((_W, n), (_W, n + 1)) for n in range(-2, 2)]
    words += [((_W, n), (_W, n + 1), (_W, n + 2)) for n in (-2, -1, 0)]
    shapes: list[_Form] = [((_T, n),) for n in (-1, 0, 1)]
    shapes += [((_T, n), (_T, n + 1)) for n in (-2, -1, 0, 1)]
    shapes += [((_T, n), (_T, n + 1), (_T, n + 2)) for n in (-2, -1, 0)]
    shapes += [
        ((_W, -1), (_T, 0)),
        ((_T, 0), (_W, 1)),
        ((_W, -1), (_T, 0), (_W, 1)),
        ((_W, -2), (_W, -1), (_T, 0)),
    ]
    affixes: list[_Form] = [((part, 0),) for part in (_H2, _H3, _S2, _S3, _S4)]
    affixes += [((_S3, 0), (_T, 0))]
    runs: list[_Form] = [((_RUN, 0),), ((_RUN, 0), (_BEFORE, 0)), ((_RUN, 0), (_AFTER, 0))]
    runs += [((_WHOLE, 0),), ((_LAST, 0), (_RUN, 0)), ((_LAST2, 0),), ((_LAST, 0), (_AFTER, 0))]
    runs += [((_BEFORE2, 0), (_T, 0)), ((_AFTER2, 0), (_T, 0)), ((_BEFORE, 0), (_AFTER, 0), (_T, 0))]
    lists: list[_Form] = [((_LEX + n, 0),) for n in range(len(CLASSES))]
    lists += [
        ((_MASK, 0),),
        ((_MASK, -1), (_MASK, 0)),
        ((_MASK, 0), (_MASK, 1)),
        ((_MASK, -1), (_MASK, 0), (_MASK, 1)),
    ]
    lists += [
        ((_MASK, 0), (_T, 0)),
        ((_MASK, 0), (_AFTER, 0)),
        ((_MASK, 0), (_BEFORE, 0)),
        ((_MASK, 0), (_W, 0)),
    ]
    lists += [
        ((_LEX, 0), (_LEX + 1, 0)),
        ((_LEX, 0), (_LEX + 1, 1)),
        ((_LEX + 4, 0), (_LEX + 5, 1)),
        ((_LEX + 4, -1), (_LEX + 5, 0)),
    ]
    return tuple(sorted((*words, *shapes, *affixes, *runs, *lists), key=len))


_FORMS = _forms()
COUNT = len(_FORMS)
LEXICAL = tuple(n for n, form in enumerate(_FORMS) if any(stream >= _MASK for stream, _ in form))
WORDY = tuple(
    n
    for n, form in enumerate(_FORMS)
    if any((stream == _W and at == 0) or stream == _WHOLE for stream, at in form)
)
_OPEN, _CLOSE = np.array([1, 2], np.uint32), np.array([3, 4], np.uint32)
_SEEDS = mixed(np.arange(1, COUNT + 1, dtype=np.uint32) * np.uint32(0x9E3779B9))
# For each place in a form: the first form that has it, and of that one and those behind, the streams
# and how far away they are read.
_PARTS = tuple(
    (
        COUNT - len(forms),
        np.array([one[n][0] for one in forms]),
        np.array([one[n][1] + _REACH for one in forms]),
    )
    for n in range(max(map(len, _FORMS)))
    if (forms := [form for form in _FORMS if len(form) > n])
)


def slots(tokens: Tokens, lexicon: Lexicon) -> U32:
    """slots[f, i]: the place of feature f of token i in the table. About 1 µs a token."""
    count = len(tokens.word)
    streams = _streams(tokens, lexicon.cover(tokens.word))
    width = count + 2 * _REACH
    flat, here = streams.reshape(-1), np.arange(count)
    made = np.broadcast_to(_SEEDS[:, None], (COUNT, count)).copy()
    for first, which, offset in _PARTS:
        part = made[first:]
        part ^= flat.take((which * width + offset)[:, None] + here)
        part *= np.uint32(0x9E3779B1)
        part ^= part >> np.uint32(15)
    made *= np.uint32(0x85EBCA6B)
    return made >> np.uint32(32 - BITS)


def _streams(tokens: Tokens, codes: U32) -> U32:
    count = len(tokens.word)
    made = np.zeros((_LEX + len(CLASSES), count + 2 * _REACH), np.uint32)
    inner = made[:, _REACH : _REACH + count]
    inner[_W], inner[_T] = tokens.word, tokens.shape
    inner[_H2 : _S4 + 1] = tokens.parts
    _runs(tokens, inner)
    inner[_LEX:] = codes
    powers = (1 << np.arange(len(CLASSES), dtype=np.uint32))[:, None]
    inner[_MASK] = ((codes > 0) * powers).sum(0, dtype=np.uint32)
    return made


def _runs(tokens: Tokens, inner: U32) -> None:
    """What stands before and behind the run of name-like tokens that each token is in."""
    count = len(tokens.word)
    if not count:
        return
    coarse = tokens.coarse
    breaks = np.ones(count, np.bool_)
    breaks[1:] = (coarse[1:] != coarse[:-1]) | (coarse[1:] == 0)
    first = np.flatnonzero(breaks)
    run = np.cumsum(breaks) - 1
    last = np.append(first[1:], count)
    words = np.concatenate((_OPEN, tokens.word, _CLOSE))
    before, after = words[first + 1], words[last + 2]
    before2 = before * np.uint32(31) + words[first]
    after2 = after * np.uint32(31) + words[np.minimum(last + 3, count + 3)]
    ends = words[last + 1]
    sums = np.add.reduceat(
        tokens.word * (2 * np.arange(count, dtype=np.uint32) - 2 * first[run].astype(np.uint32) + 1),
        first,
        dtype=np.uint32,
    )
    inner[_WHOLE], inner[_LAST] = sums[run], ends[run]
    inner[_LAST2] = (ends * np.uint32(31) + words[last])[run]
    size, place = np.minimum(last - first, 7)[run], np.minimum(np.arange(count) - first[run], 3)
    inner[_BEFORE], inner[_AFTER] = before[run], after[run]
    inner[_BEFORE2], inner[_AFTER2] = before2[run], after2[run]
    inner[_RUN] = (coarse * 64 + size * 4 + place).astype(np.uint32)
