"""An index tells where hashes are, and of those that are everywhere only that."""

from __future__ import annotations

import random

import numpy as np

from filters.ip.document import Document
from filters.ip.index import CAP, Memory
from filters.ip.prints import prints_of
from tests.filters.ip.making import english, works


def test_every_fingerprint_is_found_where_it_is() -> None:
    texts = works(random.Random(1), "en", 4, 3000)
    index = Memory(texts)
    for number, (document, text) in enumerate(texts):
        prints = prints_of(text, "text", "en")
        marks = prints.marks["en"]
        hits = index.hits("en", marks.hashes)
        mine = hits.doc == number
        assert (marks.pos[hits.at[mine]] == hits.pos[mine]).all()
        assert set(hits.at[mine].tolist()) == set(range(len(marks.hashes)))
        assert index.document(number) is document
        assert (index.blocks("text", number) == prints.blocks["text"]).all()
        assert len(index.blocks("code", number)) == 0
    assert index.size > 100


def test_what_is_not_there_is_not_found() -> None:
    index = Memory(works(random.Random(1), "en", 2, 2000))
    asked = np.random.default_rng(1).integers(0, 1 << 63, 5000, dtype=np.uint64)
    hits = index.hits("en", asked)
    assert len(hits.at) == len(hits.doc) == len(hits.pos) == len(hits.common) == 0
    assert len(Memory().hits("ja", asked).at) == 0


def test_what_too_many_documents_have_is_only_told() -> None:
    text = english(random.Random(2), 600)
    index = Memory((Document(f"d{n}"), text) for n in range(CAP + 1))
    asked = prints_of(text, "text", "en").marks["en"].hashes
    hits = index.hits("en", asked)
    assert len(hits.at) == 0
    assert hits.common.tolist() == list(range(len(asked)))
