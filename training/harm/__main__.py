"""`python -m training.harm --data DIR`: train the model of harm and attacks, and say how good it is.

Four times a quarter of the sources is kept back: what the model says of them is what its
probabilities and the figures of `docs/models/harm.md` come from. The model that is written
has learnt from everything.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from filters.harm.features import BITS
from filters.harm.model import FILE, QUESTIONS, Model, dump, load, table
from training.harm import (
    calibrate,
    card,
    classes,
    made_asks,
    made_attack,
    made_en,
    made_ja,
    made_mixed,
    made_plain,
    made_short,
    measure,
    rows,
    weigh,
    windows,
)
from training.harm.learn import Settings, Sparse, Weights, scores, train
from training.harm.rows import FOLDS, NO, Row

SEED = 20261122
MADE_EN, MADE_JA, MADE_ATTACK, MIXED, PLAIN, SHORT, ASKS = 20_000, 12_000, 12_000, 9_000, 4_000, 6_000, 8_000
# What asks for harm is told by words that are rare; what attacks says much the same in many ways.
# Half of all content is harmful here, so its bias would say "perhaps" of anything never seen.
SETTINGS = Settings(epochs=6, rate=0.5, decay=(0.002, 0.01, 0.1, 0.1), bias=(None, -2.0, None, None))
_CARD = {"name": "sekisho harm", "licence": "Apache-2.0; data: see NOTICE", "see": "docs/models/harm.md"}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.harm", description=__doc__)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder of train_*.jsonl.gz and authored_*.jsonl"
    )
    parser.add_argument("--out", type=Path, default=FILE)
    parser.add_argument(
        "--sums", type=Path, help="write what was said of the rows kept back, for measuring anew"
    )
    chosen = parser.parse_args(arguments)
    given = gathered(chosen.data)
    print(f"{len(given):,} rows", flush=True)
    cut = windows.cut([row.text for row in given])
    print(f"{len(cut.row):,} windows, {len(cut.data.slots):,} n-grams", flush=True)
    sums = kept_back(given, cut)
    if chosen.sums:
        np.save(chosen.sums, sums)
    measure.report(given, sums)
    names = classes.columns(given)
    final = _learnt(cut, np.arange(len(cut.row)), given)
    kinds = classes.learn(cut.data, cut.row, given, names)
    latin, japanese = (calibrate.curves(given, sums, japanese=wide) for wide in (False, True))
    tables = table(final.value, final.bias), table(kinds.value, kinds.bias)
    made = Model(*tables, names, latin, japanese)
    body = dump(made, _CARD)
    load(body)
    chosen.out.write_bytes(body)
    if chosen.out == FILE:
        card.write(given, sums, made, body)
    print(f"{len(body):,} bytes, SHA-256 {hashlib.sha256(body).hexdigest()}")
    return 0


def gathered(folder: Path) -> list[Row]:
    """The rows of the folder, and those that are made here."""
    read = rows.read(folder)
    english, japanese = list(made_en.rows(MADE_EN, SEED)), list(made_ja.rows(MADE_JA, SEED + 1))
    harmless = [  # and of no fold, so that nothing is learnt of what is kept back
        row
        for row in (*read, *english, *japanese)
        if row.kind == "prompt" and row.fold < 0 and row.answers[:3] == (NO, NO, NO)
    ]
    attacks = list(made_attack.rows(MADE_ATTACK, SEED + 2, harmless))
    every = [*read, *english, *japanese, *attacks, *made_plain.rows(PLAIN, SEED + 4)]
    every += made_asks.rows(ASKS, SEED + 6)
    mixed = made_mixed.rows(MIXED, SEED + 3, every)
    return [*every, *mixed, *made_short.rows(SHORT, SEED + 5)]


def kept_back(given: Sequence[Row], cut: windows.Cut) -> NDArray[np.float32]:
    """[row, question]: what models say that learnt without the row's fold; nan for rows of no fold."""
    folds = np.array([row.fold for row in given])
    sums = np.full((len(given), len(QUESTIONS)), np.nan, np.float32)
    for fold in range(FOLDS):
        held = (folds == fold)[cut.row]
        weights = _learnt(cut, np.flatnonzero(~held), given)
        asked = np.flatnonzero(held)
        said = scores(Sparse(cut.data.slots, cut.data.firsts[asked], cut.data.counts[asked]), weights)
        sums[np.unique(cut.row[asked])] = windows.worst(said, cut.row[asked])
        print(f"fold {fold}: {len(asked):,} windows kept back", flush=True)
    return sums


def _learnt(cut: windows.Cut, which: NDArray[np.int64], given: Sequence[Row]) -> Weights:
    labels, importance = weigh.weigh(given, cut.row[which])
    data = Sparse(cut.data.slots, cut.data.firsts[which], cut.data.counts[which])
    return train(data, labels, importance, 1 << BITS, SETTINGS)


if __name__ == "__main__":
    raise SystemExit(main())
