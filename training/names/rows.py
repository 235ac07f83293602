"""Annotated rows: read, split by source, cut into the units that the model will see."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from filters.names.labels import KINDS, OUTSIDE, first
from filters.names.lexicon import Lexicon
from filters.names.pieces import CONTEXT, cuts
from filters.names.units import unit_end
from filters.views import Folded
from training.names.made import Marked


@dataclass(frozen=True, slots=True)
class Unit:
    """slots[f, i]: features of the tokens; labels: of each token."""

    slots: NDArray[np.uint32]
    labels: NDArray[np.uint8]


def read(path: Path) -> list[Marked]:
    """Rows of the form of the development set: one JSON object a line."""
    found: list[Marked] = []
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        marks = tuple((span["start"], span["end"], span["type"]) for span in row["spans"])
        types = frozenset(row["labelled"]) if row.get("labelled") else None
        found.append(Marked(row["text"], marks, types, row["source"], row["lang"]))
    return found


def fold_of(row: Marked, folds: int) -> int:
    """Which part of the data a row belongs to: rows of one template or file are never apart.

    Where a source is a whole corpus (no template, no file), each sentence is a document of its own.
    """
    name = row.source.rpartition("#")[0] or row.source
    if name.startswith(("stockmark", "UNER")):
        name = row.text
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") % folds


def units(rows: Iterable[Marked], lexicon: Lexicon) -> Iterator[Unit]:
    """The units of rows, folded as detectors see them."""
    waiting = (piece for row in rows for piece in _pieces(row))
    while chunk := list(islice(waiting, 256)):
        made = cuts([(before, text) for before, text, _, _ in chunk], lexicon)
        for (_, _, places, row), (begin, end) in zip(chunk, made.bounds, strict=True):
            if begin < end:
                labels = _labels([places[int(one)] for one in made.start[begin:end]], row)
                yield Unit(made.slots[:, begin:end].copy(), labels)


def _pieces(row: Marked) -> Iterator[tuple[str, str, list[int], Marked]]:
    """(what is before, the unit, where each of its characters is in the row, the row)."""
    view = Folded()
    view.feed(row.text)
    text, at = view.text, 0
    while at < len(text):
        end = unit_end(text, at, final=True) or len(text)
        yield text[max(0, at - CONTEXT) : at], text[at:end], [view.raw_start(n) for n in range(at, end)], row
        at = end


def _labels(places: list[int], row: Marked) -> NDArray[np.uint8]:
    labels = np.full(len(places), OUTSIDE, np.uint8)
    for start, end, name in row.spans:
        if name not in KINDS:
            continue
        inside = [n for n, place in enumerate(places) if start <= place < end]
        for n in inside:
            begins = n == inside[0] and places[n] <= start + 1
            labels[n] = first(KINDS.index(name)) + (0 if begins else 1)
    return labels
