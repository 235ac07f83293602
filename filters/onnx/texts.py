"""A text classifier by onnxruntime: how likely each label is of a whole text.

A text of more tokens than the model takes is read in windows that overlap; each label is as
likely as in the window in which it is likeliest.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from config.errors import PolicyError
from filters.onnx.engine import Bounds, Library, Runtime


class TextClassifier:
    """A model that labels texts. PolicyError where it and its labels do not go together.

    alone: each label is a question of its own (sigmoid); else one of them holds (softmax).
    """

    def __init__(
        self, model: Path, tokenizer: Path, labels: Sequence[str], bounds: Bounds, *, alone: bool
    ) -> None:
        self._labels, self._alone = tuple(labels), alone
        self._runtime = Runtime(model, tokenizer, bounds)

    def read(self, texts: Sequence[str]) -> list[dict[str, float]]:
        """For each text, the probability of each label."""
        runtime, batch = self._runtime, self._runtime.bounds.batch
        windows = [(n, one) for n, text in enumerate(texts) for one in runtime.windows(text)]
        found = [dict.fromkeys(self._labels, 0.0) for _ in texts]
        for at in range(0, len(windows), batch):
            shown = windows[at : at + batch]
            for (n, _), row in zip(shown, self._scores([one for _, one in shown]), strict=True):
                for label, score in zip(self._labels, row, strict=True):
                    found[n][label] = max(found[n][label], float(score))
        return found

    def _scores(self, encodings: Sequence[Library]) -> Library:
        """Windows × labels."""
        numpy = self._runtime.numpy
        logits = self._runtime.logits(encodings)
        if logits.ndim != 2 or logits.shape[1] != len(self._labels):
            raise PolicyError(
                f"the model gives {logits.shape[-1]} labels a text; {len(self._labels)} are named"
            )
        if self._alone:
            return 1.0 / (1.0 + numpy.exp(-numpy.clip(logits, -60.0, 60.0)))
        logits -= logits.max(axis=1, keepdims=True)
        exponents = numpy.exp(logits)
        return exponents / exponents.sum(axis=1, keepdims=True)
