"""A token classifier of your own, in ONNX form, as a detector.

You bring the folder that most tools write: `model.onnx`, `tokenizer.json` and `config.json`,
whose labels are read, and say which of its labels is which kind. It runs only where a
policy names it, in a process of its own, over stretches of text (`filters.stretches`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from threading import Lock

from pydantic import Field

import filters.detector
from config.errors import PolicyError
from filters.detector import DETECTORS, Confined, View, Window
from filters.model import Reading
from filters.onnx.engine import Bounds, Classifier, labels_of, lacking
from filters.onnx.labels import name_of, spans
from filters.stretches import Seen, read_stretches

_KINDS = {
    "pii.person": "What the model calls a person.",
    "pii.organization": "What the model calls an organisation.",
    "pii.location": "What the model calls a place.",
    "pii.address": "What the model calls an address.",
}
_CHUNK = 1 << 20


@DETECTORS.add
class Onnx:
    """A token classifier in ONNX form (extra `onnx`)."""

    name = "onnx"
    kinds: Mapping[str, str] = _KINDS
    reach = 0
    view: View = "raw"
    inline = False
    opt_in = True

    class Options(filters.detector.Options):
        """Where the model is, and what its labels mean."""

        model: Path = Field(description="The model, such as `models/ner/model.onnx`.")
        sha256: str = Field("", description="Of the model, in hexadecimal; another file is refused.")
        tokenizer: Path | None = Field(None, description="Without it, `tokenizer.json` beside the model.")
        names: tuple[str, ...] | None = Field(
            None, description="The model's labels by number; without them, those of `config.json` beside it."
        )
        labels: Mapping[str, str] = Field(
            {"PER": "pii.person", "ORG": "pii.organization", "LOC": "pii.location"},
            min_length=1,
            description="Kinds by label, without B- and I-; other labels are not reported.",
        )
        score: float = Field(0.5, ge=0, le=1, description="Only what the model is so certain of.")
        least: int = Field(
            80, ge=8, le=4000, description="Characters read together, where there are so many."
        )
        most: int = Field(2000, ge=64, le=20_000, description="No more are read together.")
        tokens: int = Field(512, ge=16, le=8192, description="Tokens that the model takes at once.")
        overlap: int = Field(64, ge=0, le=1024, description="Tokens that two windows of a longer text share.")
        batch: int = Field(8, ge=1, le=256, description="Windows at once.")
        threads: int = Field(1, ge=1, le=64, description="Threads of the runtime.")
        memory_mb: int = Field(4096, ge=512, description="Address space of its process.")
        timeout_s: float = Field(20.0, gt=0, le=600, description="After so long its process is ended.")

    def __init__(self, options: Options) -> None:
        if missing := lacking():
            raise PolicyError(missing)
        if options.overlap * 2 >= options.tokens:
            raise PolicyError("detector 'onnx', option 'overlap': is not less than half of 'tokens'")
        self.options = options
        self.confined = Confined(options.memory_mb << 20, options.timeout_s)
        self.kinds = {kind: _KINDS.get(kind, "What the model labels so.") for kind in options.labels.values()}
        folder = options.model.parent
        self._tokenizer = options.tokenizer or folder / "tokenizer.json"
        self._names = labels_of(folder / "config.json") if options.names is None else options.names
        if unknown := set(options.labels) - set(map(name_of, self._names)):
            raise PolicyError(f"detector 'onnx', option 'labels': no label {', '.join(sorted(unknown))}")
        check_file(options.model, options.sha256)
        self._model: Classifier | None = None
        self._loading = Lock()

    def load(self) -> None:
        """Load the model, once. PolicyError where it cannot be."""
        self._loaded()

    def read(self, window: Window) -> Reading:
        return read_stretches(window, self.options.least, self.options.most, self._look)

    def _look(self, texts: Sequence[str]) -> Iterator[list[Seen]]:
        for text, tokens in zip(texts, self._loaded().read(texts), strict=True):
            yield [
                Seen(one.start, one.end, kind, round(one.score, 4), {"label": one.name})
                for one in spans(text, tokens)
                if one.score >= self.options.score and (kind := self.options.labels.get(one.name))
            ]

    def _loaded(self) -> Classifier:
        options = self.options
        with self._loading:
            if self._model is None:
                bounds = Bounds(options.threads, options.batch, options.tokens, options.overlap)
                self._model = Classifier(options.model, self._tokenizer, self._names, bounds)
            return self._model


def check_file(file: Path, expected: str) -> None:
    """PolicyError where the file is not there, or not the one that was meant."""
    digest = hashlib.sha256()
    try:
        with file.open("rb") as opened:
            while expected and (piece := opened.read(_CHUNK)):
                digest.update(piece)
    except OSError as error:
        raise PolicyError(f"{file}: {error.strerror or 'cannot be read'}") from None
    if expected and digest.hexdigest() != expected.lower():
        raise PolicyError(f"{file}: is not the model whose SHA-256 is given")
