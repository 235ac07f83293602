"""A text classifier of your own, in ONNX form: a stage between the built-in filters and a guard.

You bring the folder that most tools write: `model.onnx`, `tokenizer.json` and `config.json`,
and say which of its labels is which kind. It runs only where a policy names it, in a process
of its own, over stretches of text (`filters.stretches`): a request up to `most` characters at
once, an answer sentence by sentence. Windows of a longer text count by their likeliest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from threading import Lock
from typing import Literal

from pydantic import Field

import filters.detector
from config.errors import PolicyError
from filters.detector import DETECTORS, Confined, View, Window
from filters.detectors.onnx import check_file
from filters.harm.taxonomy import BY_KIND, documented
from filters.model import Reading
from filters.onnx.engine import Bounds, labels_of, lacking
from filters.onnx.texts import TextClassifier
from filters.stretches import Seen, read_stretches


@DETECTORS.add
class OnnxText:
    """A text classifier in ONNX form (extra `onnx`)."""

    name = "onnx_text"
    kinds: Mapping[str, str] = documented()
    reach = 0
    view: View = "raw"
    inline = False
    opt_in = True

    class Options(filters.detector.Options):
        """Where the model is, and what its labels mean."""

        model: Path = Field(description="The model, such as `models/guard/model.onnx`.")
        sha256: str = Field("", description="Of the model, in hexadecimal; another file is refused.")
        tokenizer: Path | None = Field(None, description="Without it, `tokenizer.json` beside the model.")
        names: tuple[str, ...] | None = Field(
            None, description="The model's labels by number; without them, those of `config.json` beside it."
        )
        labels: Mapping[str, str] = Field(
            min_length=1, description="Kinds by label (`toxic: harm.harassment`); others are not reported."
        )
        head: Literal["softmax", "sigmoid"] = Field(
            "softmax", description="Whether one label holds of a text, or any number of them."
        )
        score: float = Field(0.5, ge=0, le=1, description="Only what the model is so certain of.")
        least: int = Field(400, ge=8, le=4000, description="Characters of an answer read together, at least.")
        most: int = Field(4000, ge=64, le=20_000, description="No more are read together.")
        tokens: int = Field(512, ge=16, le=8192, description="Tokens that the model takes at once.")
        overlap: int = Field(64, ge=0, le=1024, description="Tokens that two windows of a longer text share.")
        batch: int = Field(8, ge=1, le=256, description="Windows at once.")
        threads: int = Field(1, ge=1, le=64, description="Threads of the runtime.")
        memory_mb: int = Field(4096, ge=512, description="Address space of its process.")
        timeout_s: float = Field(20.0, gt=0, le=600, description="After so long its process is ended.")

    def __init__(self, options: Options) -> None:
        if missing := lacking():
            raise PolicyError(missing.replace("'onnx' needs", "'onnx_text' needs"))
        if options.overlap * 2 >= options.tokens:
            raise PolicyError("detector 'onnx_text', option 'overlap': is not less than half of 'tokens'")
        self.options = options
        self.confined = Confined(options.memory_mb << 20, options.timeout_s)
        self.kinds = {kind: _documentation(kind) for kind in options.labels.values()}
        folder = options.model.parent
        self._tokenizer = options.tokenizer or folder / "tokenizer.json"
        self._names = labels_of(folder / "config.json") if options.names is None else options.names
        if unknown := set(options.labels) - set(self._names):
            raise PolicyError(f"detector 'onnx_text', option 'labels': no label {', '.join(sorted(unknown))}")
        check_file(options.model, options.sha256)
        self._model: TextClassifier | None = None
        self._loading = Lock()

    def load(self) -> None:
        """Load the model, once. PolicyError where it cannot be."""
        self._loaded()

    def read(self, window: Window) -> Reading:
        most = self.options.most
        least = most if window.channel.direction == "request" else min(self.options.least, most)
        return read_stretches(window, least, most, self._look)

    def _look(self, texts: Sequence[str]) -> Iterator[list[Seen]]:
        for text, likely in zip(texts, self._loaded().read(texts), strict=True):
            best: dict[str, tuple[float, str]] = {}
            for label, kind in self.options.labels.items():
                best[kind] = max(best.get(kind, (0.0, "")), (likely[label], label))
            yield [
                Seen(0, len(text), kind, round(score, 4), {"label": label})
                for kind, (score, label) in best.items()
                if text.strip() and score >= self.options.score and score > 0
            ]

    def _loaded(self) -> TextClassifier:
        options = self.options
        with self._loading:
            if self._model is None:
                bounds = Bounds(options.threads, options.batch, options.tokens, options.overlap)
                alone = options.head == "sigmoid"
                self._model = TextClassifier(options.model, self._tokenizer, self._names, bounds, alone=alone)
            return self._model


def _documentation(kind: str) -> str:
    known = BY_KIND.get(kind)
    return known.documentation if known else "What the model labels so."
