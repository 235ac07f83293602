"""A text classifier of one's own as a detector."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from config.errors import PolicyError
from filters.detector import Window
from filters.detectors.onnx_text import OnnxText
from filters.model import Channel
from tests.filters.onnx.models import tiny_texts
from tests.filters.reading import cuts, read_all, read_pieces, read_whole

LABELS = {"rude": "harm.harassment", "grim": "harm.violent_crime"}


def made(**options: Any) -> OnnxText:
    told = {"model": tiny_texts(), "labels": LABELS, **options}
    return OnnxText(OnnxText.Options(**told))


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Hanako lives in Tokyo.", []),
        ("Zen and Hanako.", ["harm.harassment"]),
        ("鯖江へ。", ["harm.violent_crime"]),
        ("", []),
        ("  ", []),
    ],
)
def test_reads(text: str, kinds: list[str]) -> None:
    found = read_whole(made(), text).findings
    assert [one.kind for one in found] == kinds
    assert all((one.span.start, one.span.end) == (0, len(text)) for one in found)


def test_findings_say_which_label_and_how_sure() -> None:
    (one,) = read_whole(made(), "Zen and Hanako.").findings
    assert (one.attrs, round(one.score, 3)) == ({"label": "rude"}, 0.982)
    assert read_all(made(score=0.99), "Zen and Hanako.") == []


def test_several_labels_of_one_kind_count_by_the_surest() -> None:
    both = {"rude": "harm.harassment", "grim": "harm.harassment"}
    (one,) = read_whole(made(labels=both, head="sigmoid"), "Zen 鯖").findings
    assert one.kind == "harm.harassment"
    assert len(read_whole(made(head="sigmoid"), "Zen 鯖").findings) == 2


def test_an_answer_is_read_in_stretches_and_a_request_whole() -> None:
    text = "Hanako lives in Tokyo. " * 3 + "Zen. " + "Hanako lives in Tokyo. " * 3
    one = made(least=16)
    asked = one.read(Window(Channel("request", "/t"), "onnx_text", text, 0, 0, final=True))
    told = one.read(Window(Channel("response", "/t", "assistant"), "onnx_text", text, 0, 0, final=True))
    assert [(found.span.start, found.span.end) for found in asked.findings] == [(0, len(text))]
    (found,) = told.findings
    assert 16 <= len(found.span) < 40


def test_any_cut_finds_the_same() -> None:
    text = "Hanako lives in Tokyo. Zen! " * 30
    one = made(most=64, least=16)
    assert read_pieces(one, cuts(text, 5, 90)) == read_all(one, text)


BAD = [
    ({"model": "nowhere.onnx"}, "nowhere|config.json"),
    ({"labels": {"angry": "harm.harassment"}}, "no label angry"),
    ({"names": ["fine", "rude"]}, "no label grim"),
    ({"overlap": 300}, "not less than half of 'tokens'"),
    ({"sha256": "0" * 64}, "is not the model whose SHA-256 is given"),
]


@pytest.mark.parametrize(("options", "message"), BAD, ids=range(len(BAD)))
def test_what_cannot_be_honoured_is_said_at_once(options: dict[str, Any], message: str) -> None:
    with pytest.raises(PolicyError, match=message):
        made(**options)


def test_the_model_that_was_meant_is_taken() -> None:
    digest = hashlib.sha256(tiny_texts().read_bytes()).hexdigest()
    one = made(sha256=digest)
    one.load()
    assert set(one.kinds) == set(LABELS.values())
    assert set(made(labels={"grim": "internal.topic"}).kinds) == {"internal.topic"}
