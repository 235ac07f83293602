"""Grams of a text in an index, in the order in which they end; pieces put together are the whole."""

from __future__ import annotations

import random
from typing import NamedTuple

import numpy as np

from filters.ip.folds import Codes
from filters.ip.index import Memory
from filters.ip.scan import Found, joined, scan
from tests.filters.ip.making import works


class Piece(NamedTuple):
    codes: Codes
    raw: np.ndarray
    found: Found


def test_what_is_found_lies_where_the_index_has_it() -> None:
    texts = works(random.Random(1), "ja", 2, 2000)
    index = Memory(texts)
    read = scan("xx" + texts[1][1][500:900], "text", index, start=40, final=True)
    found = read.found
    assert len(found.at) > 5
    assert set(found.doc.tolist()) == {1}
    assert len(set((found.pos - found.at).tolist())) == 1
    assert (np.diff(found.last) >= 0).all()
    assert int(read.raw[0]) == 40
    assert read.sure == 40 + 402
    assert int(read.weight[-1]) == 2 * 2 + 5 * (len(read.codes) - 2)


def test_joined_pieces_are_the_whole() -> None:
    texts = works(random.Random(2), "en", 1, 1500)
    read = scan(texts[0][1][200:900], "text", Memory(texts), start=0, final=True)
    cut, found = 200, read.found
    early, late = found.last < cut, found.last >= cut
    first = Piece(read.codes[:cut], read.raw[:cut], found.some(early))
    rest = found.some(late)
    second = Piece(
        read.codes[cut:], read.raw[cut:], Found(rest.at - cut, rest.last - cut, rest.doc, rest.pos)
    )
    again = joined("text", [first, second], read.sure)
    assert (again.codes == read.codes).all()
    assert (again.weight == read.weight).all()
    assert all((a == b).all() for a, b in zip(again.found, found, strict=True))
