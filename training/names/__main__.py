"""`python -m training.names --data ROWS`: train the model of names, or say how good it is.

Without `--folds` the model is trained on all rows and written beside `filters/names/model.py`. With
`--folds 5` nothing is written: five models are trained, each without a fifth of the sources (rows
of one template or file are never apart), and each is asked about that fifth.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from filters.detector import DETECTORS
from filters.names.lexicon import Lexicon
from filters.names.model import FILE, Model, dump, load, model
from training.names import lists, made, perceptron, rows
from training.names.evaluate import Count, score, with_model
from training.names.made import Marked

MADE, SEED, REPEAT = 16_000, 20261122, 3
SETTINGS = perceptron.Settings(epochs=6)
OUTSIDE, SCALE = 40, 300.0  # in favour of recall; of the score
_CARD = {
    "name": "sekisho names",
    "licence": "CC-BY-SA-4.0",
    "see": "docs/models/names.md",
}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m training.names", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="annotated rows, one JSON object a line")
    parser.add_argument("--folds", type=int, default=0, help="measure by so many folds instead of writing")
    parser.add_argument("--out", type=Path, default=FILE)
    chosen = parser.parse_args(arguments)
    annotated, lexicon = rows.read(chosen.data), lists.build()
    invented = list(rows.units(made.rows(MADE, SEED), lexicon))
    if chosen.folds:
        measure(annotated, invented, lexicon, chosen.folds)
        return 0
    body = dump(trained(annotated, invented, lexicon), _CARD)
    load(body)
    chosen.out.write_bytes(body)
    print(f"{len(body):,} bytes, SHA-256 {hashlib.sha256(body).hexdigest()}")
    return 0


def trained(annotated: list[Marked], invented: list[rows.Unit], lexicon: Lexicon) -> Model:
    """A model of annotated rows, each several times, and of invented ones."""
    units = [*invented, *list(rows.units(annotated, lexicon)) * REPEAT]
    weights = perceptron.train(
        units, SETTINGS, lambda epoch, wrong: print(f"epoch {epoch}: {wrong} wrong", flush=True)
    )
    largest = np.sort(np.abs(weights.emit[weights.emit != 0]))
    unit = 127 / float(largest[int(0.999 * len(largest))])
    emit = np.clip(np.rint(weights.emit * unit), -127, 127).astype(np.int8)
    move = np.rint(weights.move * unit).astype(np.int32)
    return model(emit, move, lexicon, outside=OUTSIDE, scale=SCALE)


def measure(annotated: list[Marked], invented: list[rows.Unit], lexicon: Lexicon, folds: int) -> None:
    """Tables of all folds together: the model alone, and with the inline detectors of names and addresses."""
    inline = [DETECTORS.build(name) for name in ("person_cue", "person_honorific", "address")]
    counts: dict[tuple[str, str], Count] = {}
    for fold in range(folds):
        kept = [row for row in annotated if rows.fold_of(row, folds) != fold]
        asked = [row for row in annotated if rows.fold_of(row, folds) == fold]
        names = with_model(trained(kept, invented, lexicon))
        for who, detectors in (("inline", inline), ("names", [names]), ("all", [names, *inline])):
            for row in asked:
                for part in (row.lang, f"{row.lang} {row.source.split('/')[0]}"):
                    score([row], detectors, counts.setdefault((who, part), Count()))
    for (who, part), count in sorted(counts.items()):
        for line in count.lines():
            print(f"{who:7} {part:24} {line}")


if __name__ == "__main__":
    sys.exit(main())
