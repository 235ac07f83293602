"""Decoded once, with the way back."""

from __future__ import annotations

import base64
import html
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.decoding import Decoded, unbase64, unescape

TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc", "Co", "Cn"), exclude_characters="\ufffd"), min_size=1
)


def whole(decoded: Decoded | None, source: str) -> Decoded:
    """Every character of the result stands somewhere, in order, and what is plain stands there as it is."""
    assert decoded is not None
    assert len(decoded.text) == len(decoded.begins) == len(decoded.ends) == len(decoded.plain)
    assert decoded.begins == sorted(decoded.begins)
    assert decoded.ends == sorted(decoded.ends)
    for char, begin, end, plain in zip(*decoded[:4], strict=True):
        assert 0 <= begin < end <= len(source)
        assert not plain or source[begin:end] == char
    return decoded


@pytest.mark.parametrize(
    ("source", "text", "how"),
    [
        ("taro%40example.jp", "taro@example.jp", "percent"),
        ("%E6%B8%A1辺", "渡辺", "percent"),
        ("a&#64;b &#x6E21;&amp;", "a@b 渡&", "reference"),
        (r"\u6e21\u8fba, \x41\xe6\xb8\xa1", "渡辺, A渡", "escape"),
        (r"\ud83d\ude00!", "😀!", "escape"),
        ("%2541", "%41", "percent"),  # once
        ("50%25 of %ff", "50% of %ff", "percent"),  # what is no text stays
    ],
)
def test_unescape(source: str, text: str, how: str) -> None:
    decoded = whole(unescape(source), source)
    assert (decoded.text, decoded.how) == (text, how)


@pytest.mark.parametrize(
    "source", ["", "100% sure", "%zz %4", r"\udc00", "&nosuch;", "%ff%fe", "&#0;", r"\x00"]
)
def test_what_means_nothing_stays(source: str) -> None:
    assert unescape(source) is None


@pytest.mark.parametrize("source", ["AAAAAAAAAAAAAAAAAAAAAAAAAAAA", "/9j/4AAQSkZJRgABAQAAAQABAAD", "QUJ$"])
def test_base64_that_is_no_text(source: str) -> None:
    assert unbase64(source) is None


@given(text=TEXTS)
def test_percent_and_back(text: str) -> None:
    source = quote(text, safe="") + "%41"
    decoded = whole(unescape(source), source)
    assert decoded.text == text + "A"


@given(text=TEXTS)
def test_references_and_back(text: str) -> None:
    source = "".join(f"&#{ord(char)};" for char in text)
    assert (decoded := unescape(source)) is None or whole(decoded, source).text == html.unescape(source)


@given(text=TEXTS, url=st.booleans(), padded=st.booleans())
def test_base64_and_back(text: str, url: bool, padded: bool) -> None:
    made = (base64.urlsafe_b64encode if url else base64.b64encode)(text.encode()).decode()
    source = made if padded else made.rstrip("=")
    decoded = whole(unbase64(source), source)
    assert decoded.text == text
    assert decoded.ends[-1] <= len(source)
    # What stands for a character holds all of its bits.
    for char, begin, end in zip(text, decoded.begins, decoded.ends, strict=True):
        assert (end - begin) * 6 >= len(char.encode()) * 8
