"""Tables: the first pattern that fits wins, and looking up is cheap for any shape."""

from __future__ import annotations

import base64
import os
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.jsonscan import strings
from proxy.table import (
    EXEMPT,
    FILE_ID,
    UNMAPPED,
    Slot,
    Table,
    address,
    encoded,
    leads_to,
    opaque,
    payload,
    unscanned,
)


def reference(rows: dict[str, Slot], shape: str) -> Slot:
    """The same by regular expressions, row after row."""
    for pattern, slot in rows.items():
        parts = (
            "(?:/.*)?" if word == "**" else "/[^/]*" if word == "*" else "/" + re.escape(word)
            for word in pattern.split("/")[1:]
        )
        if re.fullmatch("".join(parts), shape, re.DOTALL):
            return slot
    return UNMAPPED


_word = st.sampled_from(["a", "b", "*"])
_patterns = st.builds(
    lambda words, rest: "".join(f"/{word}" for word in [*words, *rest]),
    st.lists(_word, min_size=1, max_size=4),
    st.sampled_from([[], ["**"]]),
)
_shapes = st.lists(st.sampled_from(["a", "b", "*", "c", ""]), max_size=6).map(
    lambda words: "".join(f"/{word}" for word in words)
)


@given(st.lists(_patterns, unique=True, max_size=8), st.lists(_shapes, max_size=5))
def test_the_first_pattern_that_fits_wins(patterns: list[str], shapes: list[str]) -> None:
    rows = {pattern: Slot(f"row {n}") for n, pattern in enumerate(patterns)}
    table = Table(rows)
    assert [table.slot(shape) for shape in shapes] == [reference(rows, shape) for shape in shapes]


def test_shapes_deeper_than_every_pattern() -> None:
    table = Table({f"{'/*' * depth}/{word}": EXEMPT for depth in range(20) for word in "abcdef"})
    assert table.slot("/x" * 19 + "/f") is EXEMPT
    assert table.slot("/x" * 5000) is UNMAPPED


_BYTES = os.urandom(3000)


@pytest.mark.parametrize(
    "text",
    [
        base64.b64encode(_BYTES).decode(),
        base64.urlsafe_b64encode(_BYTES).decode(),
        base64.encodebytes(_BYTES).decode(),
        "data:image/png;base64," + base64.b64encode(_BYTES).decode(),
        "data:application/pdf;name=a.pdf;base64," + base64.b64encode(_BYTES).decode(),
    ],
    ids=["plain", "url-safe", "lines", "data url", "data url with a name"],
)
def test_base64_is_a_payload(text: str) -> None:
    assert encoded(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "short",
        "https://example.com/" + "a" * 100,
        "plain words " * 20,
        "\n".join(f"line{n}" for n in range(50)),
        "data:text/plain,my number is written out here, in the clear, in an address",
        "data:;base64,this is not base64 at all, whatever the address says, but a sentence",
        "あ" * 100,
    ],
)
def test_everything_else_is_text(text: str) -> None:
    assert not encoded(text)


def test_an_echo_is_read_after_the_pieces_beside_it() -> None:
    table = Table({"/a": Slot(echo=True), "/b": Slot(flow="delta"), "/c": Slot()})
    found = table.texts(strings(b'{"a": "1", "b": "2", "c": "3"}'))
    assert [leaf.pointer for leaf, _ in found] == ["/b", "/c", "/a"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("https://example.com/a.png", "remote image"),
        ("  HTTP://example.com", "remote image"),
        ("gs://bucket/a", "remote image"),
        ("s3://bucket/a", "remote image"),
        ("//example.com/a", "remote image"),
        ("x-amz+s3.v2://a", "remote image"),
        ("a picture at https://example.com", ""),
        ("data:image/png;base64,AAAA", ""),
        ("note: see //example", ""),
        ("a" * 40 + "://", ""),
        ("", ""),
    ],
)
def test_what_an_address_leads_to(text: str, why: str) -> None:
    assert leads_to(payload("user", "image"), text) == why
    assert leads_to(address(Slot("user"), "file id"), text) == "file id"


def test_what_is_opaque() -> None:
    picture = base64.b64encode(_BYTES).decode()
    slots = (payload("user", "image"), unscanned("image"), FILE_ID, address(Slot("user"), "x"))
    assert [opaque(slot, picture) for slot in slots] == [True, True, True, False]
    assert [opaque(slot, "words") for slot in slots] == [False, True, True, False]


def test_ids_of_what_is_kept_elsewhere_are_seen_in_requests_alone() -> None:
    table = Table({"/id": FILE_ID, "/text": Slot()})
    found = strings(b'{"id": "f", "text": "x"}')
    assert [leaf.shape for leaf, _ in table.texts(found, asked=True)] == ["/id", "/text"]
    assert [leaf.shape for leaf, _ in table.texts(found)] == ["/text"]
    assert [leaf.shape for leaf, _ in table.texts(found, asked=True)] == ["/id", "/text"]
