from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.jsonend import JsonDepth, ValueEnd
from tests.proxy.cuts import CUTS, pieces
from tests.proxy.jsondocs import DOCUMENTS


@given(DOCUMENTS, st.sampled_from([b"", b" ", b",", b"]", b"}", b'"', b"{", b"\\"]), CUTS)
def test_a_value_ends_where_json_ends_it(raw: bytes, more: bytes, cuts: list[int]) -> None:
    text = raw.decode()
    start = len(text) - len(text.lstrip())
    end = len(text[: json.JSONDecoder().raw_decode(text, start)[1]].encode())
    bare = raw[end - 1 : end] not in (b'"', b"]", b"}")
    if bare and (end < len(raw) or more[:1] not in (b" ", b",", b"]", b"}")):
        more = b" "
    value, at = ValueEnd(), 0
    for piece in pieces(raw + more, cuts):
        found = value.feed(piece)
        if found >= 0:
            assert at + found == end
            return
        at += len(piece)
    assert bare
    assert end == len(raw) == at


@given(DOCUMENTS, CUTS)
def test_a_document_is_complete_with_its_last_byte(raw: bytes, cuts: list[int]) -> None:
    text = f"[{raw.decode()}]"
    depth = JsonDepth()
    fed = ""
    for piece in pieces(text, cuts):
        fed += piece
        assert depth.feed(piece) == (fed == text)
    assert depth.feed("{ what follows changes nothing")


@pytest.mark.parametrize(
    ("fragments", "complete"),
    [
        (["{", '"a":"\\u30', 'a2"}'], [False, False, True]),
        (['{"a":"\\', '"}', '"}'], [False, False, True]),
        (['{"a":"\\\\', '"}'], [False, True]),
        (['"top', 'level"'], [False, True]),
        (["17", "", " "], [False, False, True]),
        (["", " \n", "[]"], [False, False, True]),
        (["tr", "ue\n"], [False, True]),
        (['{"a":"\ud83d', '\ude00"}'], [False, True]),  # a pair cut into two fragments
        (['{"a":"}]', '"', "}"], [False, False, True]),
    ],
)
def test_fragments(fragments: list[str], complete: list[bool]) -> None:
    depth = JsonDepth()
    assert [depth.feed(fragment) for fragment in fragments] == complete


def test_a_value_may_begin_anywhere_in_a_piece() -> None:
    assert ValueEnd().feed(b'[ {"a":[1]} , 2', 1) == 11
    assert ValueEnd().feed(b"12,", 0) == 2
    assert ValueEnd().feed(b"}", 0) == -1  # no value, but never an end that is no progress
