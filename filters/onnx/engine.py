"""A classifier by onnxruntime: texts in, labelled tokens out, or (`filters.onnx.texts`) labelled texts.

A text of more tokens than the model takes is read in windows that overlap; a token that
two windows saw gets the label of the one in which it is farther from an edge. Windows of
all texts go through in batches. One thread or as many as asked for, never more.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from config.errors import PolicyError
from filters.onnx.labels import Token

MISSING = "'onnx' needs onnxruntime and tokenizers, which are not installed: pip install 'sekisho[onnx]'"
Library = Any  # onnxruntime, tokenizers, numpy: what comes out of them is narrowed at once
_KNOWN = ("input_ids", "attention_mask", "token_type_ids", "position_ids")


class Bounds(NamedTuple):
    """threads: of the runtime. batch: windows at once. tokens: of a window. overlap: of two."""

    threads: int
    batch: int
    tokens: int
    overlap: int


class Runtime:
    """A model with its tokenizer: texts in, numbers out. PolicyError where they do not go together."""

    def __init__(self, model: Path, tokenizer: Path, bounds: Bounds) -> None:
        if missing := lacking():
            raise PolicyError(missing)
        self.bounds = bounds
        self.numpy: Library = importlib.import_module("numpy")
        self._tokenizer = _tokenizer(tokenizer, bounds)
        self._session = _session(model, bounds.threads)
        self._inputs = [one.name for one in self._session.get_inputs()]
        if odd := [name for name in self._inputs if name not in _KNOWN]:
            raise PolicyError(f"{model}: has inputs that are not known: {', '.join(odd)}")

    def windows(self, text: str) -> list[Library]:
        """The text in windows of tokens."""
        encoding = self._tokenizer.encode(text)
        return [encoding, *encoding.overflowing]

    def logits(self, encodings: Sequence[Library]) -> Library:
        """What the model says of one batch of windows."""
        numpy = self.numpy
        longest = max(len(one.ids) for one in encodings)
        shape = (len(encodings), longest)
        fed = {name: numpy.zeros(shape, dtype=numpy.int64) for name in self._inputs}
        for n, one in enumerate(encodings):
            length = len(one.ids)
            given: Mapping[str, Any] = {
                "input_ids": one.ids,
                "attention_mask": [1] * length,
                "token_type_ids": one.type_ids,
                "position_ids": range(length),
            }
            for name in self._inputs:
                fed[name][n, :length] = given[name]
        return self._session.run(None, fed)[0].astype(numpy.float64)


class Classifier:
    """A model that labels tokens. PolicyError where it and its labels do not go together."""

    def __init__(self, model: Path, tokenizer: Path, labels: Sequence[str], bounds: Bounds) -> None:
        self._labels, self._bounds = tuple(labels), bounds
        self._runtime = Runtime(model, tokenizer, bounds)

    def read(self, texts: Sequence[str]) -> list[list[Token]]:
        """The tokens of each text in order, with their likeliest labels."""
        windows = [(n, one) for n, text in enumerate(texts) for one in self._runtime.windows(text)]
        found: list[dict[tuple[int, int], tuple[int, Token]]] = [{} for _ in texts]
        for at in range(0, len(windows), self._bounds.batch):
            batch = windows[at : at + self._bounds.batch]
            for (n, encoding), scores in zip(batch, self._scores([e for _, e in batch]), strict=True):
                for place, token in self._tokens(encoding, scores):
                    key = (token.start, token.end)
                    if key not in found[n] or found[n][key][0] < place:
                        found[n][key] = (place, token)
        return [[token for _, token in (one[key] for key in sorted(one))] for one in found]

    def _scores(self, encodings: Sequence[Library]) -> Library:
        """How likely each label is: windows × tokens × labels."""
        logits = self._runtime.logits(encodings)
        if logits.ndim != 3 or logits.shape[2] != len(self._labels):
            raise PolicyError(
                f"the model gives {logits.shape[-1]} labels a token; {len(self._labels)} are named"
            )
        logits -= logits.max(axis=2, keepdims=True)
        exponents = self._runtime.numpy.exp(logits)
        return exponents / exponents.sum(axis=2, keepdims=True)

    def _tokens(self, encoding: Library, scores: Library) -> Iterator[tuple[int, Token]]:
        """Tokens that stand for text, each with how far from an edge of its window it is."""
        best = scores.argmax(axis=1)
        count = len(encoding.ids)
        rows = zip(encoding.offsets, encoding.special_tokens_mask, strict=True)
        for n, ((start, end), special) in enumerate(rows):
            if not special and start < end:
                label = int(best[n])
                yield min(n, count - 1 - n), Token(start, end, self._labels[label], float(scores[n][label]))


def lacking() -> str:
    """What has to be installed; empty: nothing."""
    there = all(importlib.util.find_spec(name) for name in ("onnxruntime", "tokenizers", "numpy"))
    return "" if there else MISSING


def labels_of(config: Path) -> tuple[str, ...]:
    """The labels that a model's config.json names, by number. PolicyError where it names none."""
    try:
        named = json.loads(config.read_text("utf-8"))["id2label"]
        return tuple(str(named[str(n)]) for n in range(len(named)))
    except OSError as error:
        raise PolicyError(f"{config}: {error.strerror or 'cannot be read'}; or give `names`") from None
    except (ValueError, LookupError, TypeError, RecursionError):
        raise PolicyError(f"{config}: has no 'id2label' by number; or give `names`") from None


def _tokenizer(file: Path, bounds: Bounds) -> Library:
    tokenizers: Library = importlib.import_module("tokenizers")
    try:
        made = tokenizers.Tokenizer.from_file(str(file))
        made.no_padding()
        made.enable_truncation(bounds.tokens, stride=bounds.overlap)
        return made
    except Exception as error:  # its errors have no class of their own
        raise PolicyError(f"{file}: is no tokenizer in the form of the `tokenizers` library") from error


def _session(file: Path, threads: int) -> Library:
    runtime: Library = importlib.import_module("onnxruntime")
    options = runtime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    options.log_severity_level = 4
    try:
        return runtime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
    except Exception as error:  # nor have those of the runtime
        raise PolicyError(f"{file}: is no model that onnxruntime can run") from error
