"""Which class of harm or attack it is, given that it is one: learnt from the rows that say so.

Sub-classes are columns too, named `class.sub`; the patterns of this project are nearly all
that is known of them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from filters.harm.features import BITS
from filters.harm.model import CLASS_BITS
from filters.harm.taxonomy import ATTACKS, HARMS
from training.harm.learn import Settings, Sparse, Weights, train
from training.harm.rows import YES, Row

SETTINGS = Settings(epochs=4, rate=0.3, decay=0.1, batch=1024)
_ATTACKS = frozenset(one.name for one in ATTACKS)


def columns(rows: Sequence[Row]) -> tuple[str, ...]:
    """The classes of the taxonomy, then the sub-classes that rows have."""
    known = [f"{one.name}.{sub.name}" for one in HARMS for sub in one.subclasses]
    there = {sub for row in rows for sub in row.subs}
    return (*(one.name for one in (*HARMS, *ATTACKS)), *(name for name in known if name in there))


def learn(data: Sparse, row: NDArray[np.int64], rows: Sequence[Row], names: Sequence[str]) -> Weights:
    """Of windows (`row[i]` is whose) of rows that are harmful or attacks and say of which class."""
    chosen = np.array([bool(one.classes) and YES in one.answers for one in rows])
    windows = np.flatnonzero(chosen[row])
    labels = np.zeros((len(rows), len(names)), np.float32)
    weights = np.zeros((len(rows), len(names)), np.float32)
    place = {name: number for number, name in enumerate(names)}
    for number in np.flatnonzero(chosen):
        one = rows[number]
        attack = bool(_ATTACKS.intersection(one.classes))
        harm = bool(set(one.classes) - _ATTACKS)
        for name in names:
            about = attack if name in _ATTACKS else harm
            if "." in name:  # of what was not made here nobody said which it is
                about = name.partition(".")[0] in one.classes and (bool(one.subs) or "act" in one.tags)
            weights[number, place[name]] = about
        for name in (*one.classes, *one.subs):
            labels[number, place[name]] = name in place
    # As many for a class as against it, up to a factor of eight.
    for column in range(len(names)):
        yes, known = labels[:, column] > 0, weights[:, column] > 0
        share = (known & ~yes).sum() / max(1, yes.sum())
        weights[yes, column] *= min(8.0, max(1.0, float(share)))
    slots = data.slots >> np.uint32(BITS - CLASS_BITS)
    some = Sparse(slots, data.firsts[windows], data.counts[windows])
    return train(some, labels[row[windows]], weights[row[windows]], 1 << CLASS_BITS, SETTINGS)
