"""What is read of PDF files, and what of hostile ones."""

from __future__ import annotations

import pytest

from proxy.extraction.found import Bounds, Found, Unreadable
from proxy.extraction.pdf import read
from tests.proxy.extraction.papers import many, pdf

BOUNDS = Bounds(200, 1 << 20)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (pdf("Hello"), "Hello"),
        (pdf("港の山田太郎\n03-1234-5678", "二ページ"), "港の山田太郎\n03-1234-5678\n二ページ"),
        (pdf("a", note="付箋の言葉"), "a\n付箋の言葉"),
    ],
)
def test_the_text_of_every_page(data: bytes, text: str) -> None:
    assert read(data, BOUNDS) == Found(text)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (pdf("a", image=True), ("image in document",)),
        (pdf("", image=True), ("image in document",)),
        (pdf("a", file=True), ("file in document",)),
        (pdf(""), ("no text in document",)),
        (pdf("\x01\x02"), ("font in document",)),
        (pdf("a", named=False), ("font in document",)),
    ],
)
def test_what_else_is_in_a_document_is_told(data: bytes, why: tuple[str, ...]) -> None:
    assert read(data, BOUNDS).unread == why


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (pdf("a", password="secret"), "encrypted"),
        (many(201), "too many pages"),
        (many(10_000), "too many pages"),
        (pdf("a" * 30_000, *["b" * 30_000] * 9), "expands"),
        (b"%PDF-1.7\nnothing", "broken"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable) as unreadable:
        read(data, BOUNDS)
    assert unreadable.value.why == why
