"""Headers that repeat the body are true before it is edited, and afterwards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mcp.shared.inbound import decode_header_value, encode_header_value

from proxy.dialect import Headers
from proxy.surfaces.mcp_mirrors import belied, decoded, encoded, mirrored
from tests.proxy.surfaces.sessions import dumps

CALL = {
    "jsonrpc": "2.0",
    "id": 1,
    "method": "tools/call",
    "params": {"name": "find", "arguments": {"ship": "海鷹丸", "pier": 4, "fast": True, "at": {"x": "a b"}}},
}


@pytest.mark.parametrize(
    ("headers", "found"),
    [
        ([], ""),
        ([(b"accept", b"whatever"), (b"mcp-session-id", b"whatever")], ""),
        ([(b"mcp-method", b"tools/call"), (b"mcp-name", b"find")], ""),
        ([(b"mcp-param-ship", b"=?base64?5rW36be55Li4?=")], ""),
        ([(b"mcp-param-pier", b"4"), (b"mcp-param-fast", b"true"), (b"mcp-param-x", b"a b")], ""),
        ([(b"mcp-method", b"tools/list")], "mcp-method"),
        ([(b"mcp-name", b"find"), (b"mcp-name", b"lose")], "mcp-name"),
        ([(b"mcp-param-ship", b"Kaiyo")], "mcp-param-ship"),
        ([(b"mcp-param-ship", b"=?base64?5rW?=")], "mcp-param-ship"),
        ([(b"mcp-param-ship", b"=?base64?/////w==?=")], "mcp-param-ship"),
    ],
)
def test_a_header_repeats_what_the_message_says(headers: Headers, found: str) -> None:
    assert belied(headers, CALL) == found


@pytest.mark.parametrize("doc", [None, [CALL], {"jsonrpc": "2.0", "id": 1, "result": {}}, {"params": [1]}])
def test_where_nothing_is_repeated_a_header_belies(doc: object) -> None:
    assert belied([(b"mcp-name", b"find")], doc) == "mcp-name"
    assert belied([(b"mcp-method", b"tools/call")], doc) == "mcp-method"
    assert belied([(b"authorization", b"x")], doc) == ""


def test_what_was_edited_is_repeated_as_it_is_now() -> None:
    edited = {
        **CALL,
        "params": {"name": "find", "arguments": {**CALL["params"]["arguments"], "ship": "NAME_1", "pier": 4}},
    }
    came = [
        (b"host", b"h"),
        (b"mcp-name", b"find"),
        (b"mcp-param-ship", encoded("海鷹丸")),
        (b"mcp-param-pier", b"4"),
    ]
    assert mirrored(came, CALL, dumps(edited)) == [
        (b"host", b"h"),
        (b"mcp-name", b"find"),
        (b"mcp-param-ship", b"NAME_1"),
        (b"mcp-param-pier", b"4"),
    ]


def test_what_is_no_longer_said_is_not_repeated() -> None:
    edited = {**CALL, "params": {"name": "find", "arguments": {"NAME_2": "NAME_1"}}}
    came = [(b"mcp-name", b"find"), (b"mcp-param-ship", encoded("海鷹丸")), (b"mcp-param-pier", b"4")]
    assert mirrored(came, CALL, dumps(edited)) == [(b"mcp-name", b"find")]


def test_headers_that_repeat_nothing_are_left_alone() -> None:
    came = [(b"host", b"h"), (b"mcp-method", b"tools/call")]
    assert mirrored(came, CALL, b"no json at all") is came


@given(st.text(st.characters(codec="utf-8")))
def test_values_are_spelled_as_the_official_library_spells_them(text: str) -> None:
    assert encoded(text) == encode_header_value(text).encode()
    assert decoded(encoded(text)) == text


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=60))
def test_values_are_read_as_the_official_library_reads_them(value: str) -> None:
    theirs = decode_header_value(value)
    assert decoded(value.encode()) == theirs or theirs is None
