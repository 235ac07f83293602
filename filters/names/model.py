"""The model as a file, and what it reads in a text.

One file holds everything that was learnt: the weights of the features (one row of a byte a
label, for those that have any), what steps between labels add, and the lexicon. It is loaded
when the first detector that needs it is built.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from filters.names.decode import Paths
from filters.names.features import BITS, COUNT
from filters.names.joined import Found, joined
from filters.names.labels import KINDS, LABELS, OUTSIDE, snapped, spans
from filters.names.lexicon import Lexicon
from filters.names.pieces import Cuts, cuts

FILE = Path(__file__).with_name("names.model")
_MAGIC = b"sekisho names 1\n"
_LANES = 16  # labels, filled up so that a row is one load


@dataclass(frozen=True, slots=True)
class Model:
    """rows[slot]: a signed byte a label. outside: taken from that label's score, in favour of recall."""

    rows: NDArray[np.void]
    move: NDArray[np.int32]
    lexicon: Lexicon
    outside: int
    scale: float
    paths: Paths

    def find(self, units: Sequence[tuple[str, str]]) -> Iterator[list[Found]]:
        """What is in each of these units, given what is before it. Some µs a character."""
        cut = cuts(units, self.lexicon)
        scores = self.scores(cut.slots)
        for (_, text), (first, last) in zip(units, cut.bounds, strict=True):
            labels = self.paths.best(scores[first:last])
            if not any(labels):
                yield []
                continue
            labels = snapped(labels, cut.coarse[first:last])
            found = (self._found(cut, scores, labels, first, span) for span in spans(labels))
            yield joined(found, text)

    def _found(
        self,
        cut: Cuts,
        scores: NDArray[np.int32],
        labels: list[int],
        unit: int,
        span: tuple[int, int, int],
    ) -> Found:
        first, last, kind = span
        part = scores[unit + first : unit + last]
        margin = (part[np.arange(last - first), labels[first:last]] - part[:, OUTSIDE]).mean()
        start, end = int(cut.start[unit + first]), int(cut.end[unit + last - 1])
        return Found(start, end, KINDS[kind], self._score(float(margin)))

    def scores(self, features: NDArray[np.uint32]) -> NDArray[np.int32]:
        """scores[i, label] of tokens with these features."""
        lanes = self.rows.take(features).view(np.int8).reshape(COUNT, -1, _LANES)
        # A signed byte each of fewer than 250: their sum has room in 16 bits.
        scores = lanes.sum(0, dtype=np.int16)[:, : len(LABELS)].astype(np.int32)
        scores[:, OUTSIDE] -= self.outside
        return scores

    def _score(self, margin: float) -> float:
        return round(min(0.99, 1 / (1 + math.exp(-margin / self.scale))), 2)


def model(
    rows: NDArray[np.int8], move: NDArray[np.int32], lexicon: Lexicon, *, outside: int, scale: float
) -> Model:
    """From rows of one byte a label."""
    wide = np.zeros((len(rows), _LANES), np.int8)
    wide[:, : rows.shape[1]] = rows
    return Model(wide.view(f"V{_LANES}").reshape(-1), move, lexicon, outside, scale, Paths(move))


def dump(made: Model, card: Mapping[str, str]) -> bytes:
    """The model as a file. card: what it was made of, for readers of its head."""
    table = made.rows.view(np.int8).reshape(-1, _LANES)[:, : len(LABELS)]
    used = np.flatnonzero(table.any(1)).astype("<u4")
    parts = [
        used,
        table[used],
        made.move.astype("<i4"),
        made.lexicon.keys.astype("<u4"),
        made.lexicon.classes,
    ]
    head = {
        "card": dict(card),
        "bits": BITS,
        "features": COUNT,
        "labels": LABELS,
        "outside": made.outside,
        "scale": made.scale,
        "sizes": [int(part.nbytes) for part in parts],
    }
    return _MAGIC + json.dumps(head).encode() + b"\n" + b"".join(part.tobytes() for part in parts)


def load(body: bytes) -> Model:
    """From a file. ValueError when it is of another version of the features."""
    first, head, rest = body.split(b"\n", 2)
    said = json.loads(head) if first + b"\n" == _MAGIC else {}
    if (said.get("bits"), said.get("features"), said.get("labels")) != (BITS, COUNT, list(LABELS)):
        raise ValueError("the model of names was trained for another version: make train-names")
    at, parts = 0, list[bytes]()
    for size in said["sizes"]:
        parts.append(rest[at : at + size])
        at += size
    rows = np.zeros((1 << BITS, len(LABELS)), np.int8)
    rows[np.frombuffer(parts[0], "<u4")] = np.frombuffer(parts[1], np.int8).reshape(-1, len(LABELS))
    lexicon = Lexicon(np.frombuffer(parts[3], "<u4"), np.frombuffer(parts[4], np.uint8))
    move = np.frombuffer(parts[2], "<i4").reshape(len(LABELS), len(LABELS))
    return model(rows, move, lexicon, outside=said["outside"], scale=said["scale"])


@cache
def shipped() -> Model:
    """The model beside this file, loaded once."""
    return load(FILE.read_bytes())
