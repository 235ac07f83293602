"""A token classifier small enough to be made here, and as real as any: a table of logits by token.

It is built with onnx, run by onnxruntime, and its tokenizer is one of the `tokenizers` library.
"""

from __future__ import annotations

import atexit
import json
import shutil
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

LABELS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC", "MISC")
WORDS: Mapping[str, str] = {
    "Hanako": "B-PER",
    "Sato": "I-PER",
    "##kawa": "I-PER",
    "花": "B-PER",
    "子": "I-PER",
    "Tokyo": "B-LOC",
    "鯖": "B-LOC",
    "江": "I-LOC",
    "Zen": "MISC",
    **dict.fromkeys(["to", "in", "and", "lives", ".", ",", "は", "に", "へ", "。", "X"], "O"),
}
_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")


def write(
    folder: Path, labels: int = len(LABELS), inputs: tuple[str, ...] = ("input_ids", "attention_mask")
) -> Path:
    """Write model.onnx, tokenizer.json and config.json; where the model is."""
    _tokenizer().save(str(folder / "tokenizer.json"))
    (folder / "config.json").write_text(
        json.dumps({"id2label": {str(n): one for n, one in enumerate(LABELS)}})
    )
    model = folder / "model.onnx"
    model.write_bytes(_model(labels, inputs))
    return model


@cache
def tiny() -> Path:
    """One for all tests, gone when they end."""
    folder = tempfile.mkdtemp(prefix="sekisho-onnx-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return write(Path(folder))


TEXTS = ("fine", "rude", "grim")  # labels of texts


def write_texts(folder: Path, labels: int = len(TEXTS)) -> Path:
    """The same for a classifier of texts: each token speaks for a label, and the loudest is heard."""
    _tokenizer().save(str(folder / "tokenizer.json"))
    named = {str(n): one for n, one in enumerate(TEXTS)}
    (folder / "config.json").write_text(json.dumps({"id2label": named}))
    model = folder / "model.onnx"
    model.write_bytes(_text_model(labels))
    return model


@cache
def tiny_texts() -> Path:
    """One for all tests, gone when they end."""
    folder = tempfile.mkdtemp(prefix="sekisho-onnx-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return write_texts(Path(folder))


def _text_model(labels: int) -> bytes:
    """logits[b] = max over t of table[input_ids[b, t]]: `Zen` is rude, `鯖` is grim, all else is fine."""
    import numpy as np
    from onnx import TensorProto, helper, numpy_helper

    table = np.full((len(_SPECIAL) + len(WORDS), labels), -4.0, dtype=np.float32)
    table[:, 0] = 0.0
    for word, label in (("Zen", 1), ("鯖", 2)):
        table[len(_SPECIAL) + list(WORDS).index(word), min(label, labels - 1)] = 4.0
    graph = helper.make_graph(
        [
            helper.make_node("Gather", ["table", "input_ids"], ["rows"]),
            helper.make_node("ReduceMax", ["rows"], ["logits"], axes=[1], keepdims=0),
        ],
        "tiny_texts",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch", "tokens"])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", labels])],
        [numpy_helper.from_array(table, "table")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    return model.SerializeToString()


def _tokenizer() -> Any:
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece
    from tokenizers.normalizers import BertNormalizer
    from tokenizers.pre_tokenizers import BertPreTokenizer
    from tokenizers.processors import TemplateProcessing

    vocabulary = {word: n for n, word in enumerate((*_SPECIAL, *WORDS))}
    made = Tokenizer(WordPiece(vocabulary, unk_token="[UNK]"))
    made.normalizer = BertNormalizer(lowercase=False)  # sets Chinese characters apart
    made.pre_tokenizer = BertPreTokenizer()
    made.post_processor = TemplateProcessing("[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    return made


def _model(labels: int, inputs: tuple[str, ...]) -> bytes:
    """logits[b, t] = table[input_ids[b, t]] · attention_mask[b, t]"""
    import numpy as np
    from onnx import TensorProto, helper, numpy_helper

    table = np.full((len(_SPECIAL) + len(WORDS), labels), -2.0, dtype=np.float32)
    table[: len(_SPECIAL), 0] = 4.0
    for n, label in enumerate(WORDS.values(), len(_SPECIAL)):
        table[n, min(LABELS.index(label), labels - 1)] = 4.0
    shape = ["batch", "tokens"]
    graph = helper.make_graph(
        [
            helper.make_node("Gather", ["table", "input_ids"], ["rows"]),
            helper.make_node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
            helper.make_node("Unsqueeze", ["mask", "last"], ["wide"]),
            helper.make_node("Mul", ["rows", "wide"], ["logits"]),
        ],
        "tiny",
        [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in inputs],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [*shape, labels])],
        [numpy_helper.from_array(table, "table"), numpy_helper.from_array(np.array([2]), "last")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    return model.SerializeToString()
