"""What is written in the characters of another alphabet."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.dresses import MORE, in_base64, in_hex
from filters.harm.canon_hidden import from_bytes
from filters.harm.canon_packed import bare_hex, packed
from filters.harm.canon_way import Chart

SAID = "where does the ferry land"


def urlsafe(text: str) -> str:
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def wrapped(text: str) -> str:
    return base64.encodebytes(text.encode() * 4).decode()


def wide(text: str) -> str:
    return base64.b64encode(text.encode("utf-16-le")).decode()


@pytest.mark.parametrize(
    ("source", "said", "how"),
    [
        (in_base64(SAID, 0), SAID, "base64"),
        (urlsafe("門はどこですか？船はまだですか"), "門はどこですか？船はまだですか", "base64"),
        (wrapped(SAID), SAID * 4, "base64"),
        (wide(SAID), SAID, "base64"),
        (in_hex(SAID, 0), SAID, "hex"),
        (in_hex("門はどこ", 0), "門はどこ", "hex"),
        (MORE["hex, apart"](SAID, 0), SAID, "hex"),
        (SAID.encode().hex(" "), SAID, "hex"),
        (MORE["base32"](SAID, 0), SAID, "base32"),
        (MORE["binary"](SAID, 0), SAID, "binary"),
        (MORE["binary"](SAID, 0).replace(" ", ""), SAID, "binary"),
        (MORE["codes"](SAID, 0), SAID, "codes"),
        (MORE["codes"](SAID, 0).replace(" ", ", "), SAID, "codes"),
        (".-- .... . .-. . / .. ... / .. -", "where is it", "morse"),
        (f"{in_base64(SAID, 0)}\nThank you very much", SAID, "base64"),
        ("b3BlbiBpdA== ", "open it", "base64"),
    ],
)
def test_unpacks(source: str, said: str, how: str) -> None:
    for text in (source, f"Read: {source}", f"(「{source}」)"):
        excerpt = packed(text)
        assert excerpt is not None
        assert (excerpt.text, excerpt.how) == (said, how)
        begin, end = excerpt.chart.begins[0], excerpt.chart.ends[-1]
        assert source.strip().startswith(text[begin : begin + 5])
        assert text[begin:end] in source


@pytest.mark.parametrize(
    "text",
    [
        "da39a3ee5e6b4b0d3255bfef95601890afd80709 is the digest of nothing",
        "request 550e8400-e29b-41d4-a716-446655440000 of 2024-01-02",
        "const thisIsAnUnusuallyLongCamelCaseName = useRelativeFormatter42;",
        "https://example.com/a/path/that/goes/on/and/on/index.html?with=query#and-anchor",
        "10 20 30 40 50 60 70 80 90 100, and 1, 2, 3, 4, 5, 6, 7, 8, 9",
        "| --- | --- | --- | --- | --- |\n------------------------------",
        "0000000000000000000000000000000000000000 1111111 0000000 1111111",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA == bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk",
    ],
)
def test_what_is_no_text_says_nothing(text: str) -> None:
    assert packed(text) is None


def test_pieces_are_put_together_in_order() -> None:
    text = f"one: {in_base64('where does the ferry', 0)} two: {in_hex('land in the fog', 0)}"
    excerpt = packed(text)
    assert excerpt is not None
    assert excerpt.text == "where does the ferry land in the fog"
    assert list(excerpt.chart.begins) == sorted(excerpt.chart.begins)


def test_only_alphabets_there_are_signs_of() -> None:
    assert packed(in_base64(SAID, 0), {"codes"}) is None
    assert packed(in_base64(SAID, 0), {"runs"}) is not None


READABLE = st.text("abcdefghijklmnopqrstuvwxyz ", min_size=30)


@pytest.mark.parametrize("pack", [in_base64, in_hex, MORE["base32"], MORE["binary"]])
@given(text=READABLE)
def test_packed_and_back(pack: Callable[[str, int], str], text: str) -> None:
    excerpt = packed(pack(text, 0))
    assert excerpt is not None
    assert excerpt.text == text


@given(st.text(min_size=4) | st.binary(min_size=4), st.booleans(), st.booleans())
def test_hex_without_gaps_is_read_byte_by_byte(said: str | bytes, cut: bool, begins: bool) -> None:
    data = said.encode("utf-8", "replace") if isinstance(said, str) else said
    digits = data.hex()[cut:]
    made = bare_hex(digits, begins)
    for skipped in (0, 1) if begins else (0,):
        pairs = [(at, at + 2) for at in range(skipped, len(digits) - 1, 2)]
        places = Chart([begin for begin, _ in pairs], [end for _, end in pairs])
        there = bytes(int(digits[begin:end], 16) for begin, end in pairs)
        if slowly := from_bytes(there, partial(Chart, *places), "hex"):
            assert made
            assert (made.text, made.how) == (slowly.text, "hex")
            assert [*map(list, made.chart)] == [*map(list, slowly.chart)]
            return
    assert made is None
