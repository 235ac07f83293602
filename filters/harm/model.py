"""The model of harm and attacks as a file, and what it says of windows of text.

Four questions are asked of every window: does it *request* something harmful, is its
*content* harmful, does it *attack* the model, does it carry orders that were *planted* in a
document. Where an answer matters, a second table says which class of harm or attack it is.

A weight is one byte. A window's n-grams weigh the same each, one by the root of how many
there are: nothing grows by being repeated. A window of few counts as one of `FEW`, so that it
says little. What the sums mean as probabilities was measured on sources that the model had not
seen, for Japanese and for the rest apart.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from filters.harm.features import BITS, Windows

FILE = Path(__file__).with_name("harm.model")
QUESTIONS = ("request", "content", "attack", "planted")
CLASS_BITS = 16  # of a slot, in the table of classes
FEW = 64  # n-grams, as a line of text has; part of what is learnt: another number is another model
_MAGIC = b"sekisho harm 3\n"
_SLOT = np.uint32((1 << BITS) - 1)

# Larger products are shared out among threads, which on a busy machine wait for each other.
_ONES = np.ones(1 << 12, np.float32)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Curves:
    """From sums to probabilities: logistic, one for each question. No two sums become one."""

    slopes: Floats
    offsets: Floats

    def probabilities(self, sums: Floats) -> Floats:
        """Of [window, question]."""
        return 1 / (1 + np.exp(-(sums * self.slopes + self.offsets)))


@dataclass(frozen=True, slots=True)
class Table:
    """value[slot] has a signed byte for each column; times `scale`, plus `bias`."""

    value: NDArray[np.int8]
    scale: Floats
    bias: Floats


@dataclass(frozen=True, slots=True)
class Model:
    """names: the columns of `classes`. latin, japanese: the curves for windows of either script."""

    questions: Table
    classes: Table
    names: tuple[str, ...]
    latin: Curves
    japanese: Curves

    def sums(self, windows: Windows) -> Floats:
        """[window, question]."""
        keys, counts = windows.keys, windows.counts
        if not len(keys):
            return np.tile(self.questions.bias, (len(counts), 1))
        rows = self.questions.value.view("<i4").reshape(-1).take(keys & _SLOT)
        lanes = rows.view(np.int8).reshape(-1, len(QUESTIONS))
        if len(counts) == 1:
            total = _sum(lanes) * self.questions.scale / sqrt(max(len(keys), FEW))
            return (total + self.questions.bias)[None, :]
        some = counts.nonzero()[0]
        total = np.zeros((len(counts), len(QUESTIONS)), np.int32)
        # Column by column: half the time of row by row.
        total[some] = np.add.reduceat(lanes.T.astype(np.int32), windows.firsts.take(some), axis=1).T
        return total * self.questions.scale / np.sqrt(np.maximum(counts, FEW))[:, None] + self.questions.bias

    def given(self, windows: Windows, *places: int) -> Floats:
        """[place, class]: how likely each is in these windows, if there is harm (or an attack) at all."""
        firsts, counts = windows.firsts.tolist(), windows.counts.tolist()
        mine = [windows.keys[firsts[place] : firsts[place] + counts[place]] for place in places]
        slots = (np.concatenate(mine) & _SLOT) >> np.uint32(BITS - CLASS_BITS)
        rows, at = self.classes.value.take(slots, axis=0), 0
        total = np.empty((len(places), len(self.classes.bias)))
        for one, keys in zip(total, mine, strict=True):
            one[:] = _sum(rows[at : at + len(keys)])
            at += len(keys)
        roots = np.array([[sqrt(max(len(keys), FEW))] for keys in mine])
        return 1 / (1 + np.exp(-(total * self.classes.scale / roots + self.classes.bias)))


def _sum(rows: NDArray[np.int8]) -> NDArray[np.float32]:
    """Of each column: exact, as whole numbers below 2**24 are, and three times as fast as in integers."""
    most = len(_ONES)
    total = _ONES[: len(rows)] @ rows[:most].astype(np.float32)
    for at in range(most, len(rows), most):
        piece = rows[at : at + most].astype(np.float32)
        total += _ONES[: len(piece)] @ piece
    return total


def table(value: NDArray[np.float32], bias: NDArray[np.float32]) -> Table:
    """Of weights [column, slot] in full. Rounded, so that nearly all fit into a byte."""
    largest = np.array(
        [np.quantile(np.abs(column[column != 0]), 0.9995) if column.any() else 1.0 for column in value]
    )
    scale = largest / 127
    small = np.clip(np.rint(value / scale[:, None]), -127, 127).astype(np.int8)
    return Table(np.ascontiguousarray(small.T), scale, bias.astype(np.float64))


def dump(model: Model, card: Mapping[str, str]) -> bytes:
    """The model as a file. card: what it was made of, for readers of its head."""
    parts = [model.questions.value.tobytes(), model.classes.value.tobytes()]
    head = {
        "card": dict(card),
        "bits": [BITS, CLASS_BITS],
        "few": FEW,
        "questions": QUESTIONS,
        "names": model.names,
        "scales": [model.questions.scale.tolist(), model.classes.scale.tolist()],
        "biases": [model.questions.bias.tolist(), model.classes.bias.tolist()],
        "curves": [[one.slopes.tolist(), one.offsets.tolist()] for one in (model.latin, model.japanese)],
        "sizes": [len(part) for part in parts],
    }
    return _MAGIC + json.dumps(head).encode() + b"\n" + b"".join(parts)


def load(body: bytes) -> Model:
    """From a file. ValueError when it is of another version of the features."""
    first, head, rest = body.split(b"\n", 2)
    said = json.loads(head) if first + b"\n" == _MAGIC else {}
    version = [BITS, CLASS_BITS], FEW, list(QUESTIONS)
    if tuple(said.get(one) for one in ("bits", "few", "questions")) != version:
        raise ValueError("the model of harm was trained for another version: make train-harm")
    at, parts = 0, list[bytes]()
    for size in said["sizes"]:
        parts.append(rest[at : at + size])
        at += size
    value = np.frombuffer(parts[0], np.int8).reshape(1 << BITS, len(QUESTIONS))
    classes = np.frombuffer(parts[1], np.int8).reshape(1 << CLASS_BITS, -1)
    scales, biases = [[np.array(one) for one in said[name]] for name in ("scales", "biases")]
    latin, japanese = (Curves(np.array(slopes), np.array(offsets)) for slopes, offsets in said["curves"])
    tables = Table(value, scales[0], biases[0]), Table(classes, scales[1], biases[1])
    return Model(*tables, tuple(said["names"]), latin, japanese)


@cache
def shipped() -> Model:
    """The model beside this file, loaded once."""
    return load(FILE.read_bytes())
