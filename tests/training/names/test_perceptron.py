"""The trainer learns what is there, and the same from the same."""

from __future__ import annotations

import numpy as np

from filters.names.lexicon import lexicon
from filters.names.model import dump, model
from training.names.made import Marked
from training.names.perceptron import Settings, train
from training.names.rows import units

KNOWN = lexicon([("anna", 4)])
SETTINGS = Settings(epochs=6, rare=1, drop_lists=0.0, drop_words=0.0)
TEXTS = (
    "call Anna now",
    "Anna met Boris",
    "tell Boris and Carla",
    "the garden is open",
    "佐藤です",
    "今日は雨です",
)
NAMES = ("Anna", "Boris", "Carla", "佐藤")


def rows() -> list[Marked]:
    return [
        Marked(
            text,
            tuple(
                (text.index(name), text.index(name) + len(name), "PERSON") for name in NAMES if name in text
            ),
        )
        for text in TEXTS
    ]


def learnt() -> bytes:
    weights = train(list(units(rows(), KNOWN)) * 4, SETTINGS)
    emit = np.clip(np.rint(weights.emit * 20), -127, 127).astype(np.int8)
    return dump(model(emit, np.rint(weights.move * 20).astype(np.int32), KNOWN, outside=0, scale=40.0), {})


def test_the_same_rows_give_the_same_bytes() -> None:
    assert learnt() == learnt()


def test_what_it_was_shown_it_finds() -> None:
    weights = train(list(units(rows(), KNOWN)) * 4, SETTINGS)
    emit = np.clip(np.rint(weights.emit * 20), -127, 127).astype(np.int8)
    made = model(emit, np.rint(weights.move * 20).astype(np.int32), KNOWN, outside=0, scale=40.0)
    for row in rows():
        (found,) = made.find([("", row.text)])
        assert tuple((one.start, one.end, one.kind) for one in found) == row.spans
