"""What invisible characters say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.dresses import bits, selectors, tags
from filters.harm.canon_hidden import from_bytes, hidden, invisible, readable
from filters.harm.canon_way import Chart, same


def halves(text: str) -> str:
    """Each byte in two of the first sixteen selectors."""
    return "".join(chr(0xFE00 + (byte >> 4)) + chr(0xFE00 + (byte & 15)) for byte in text.encode())


def from_first(text: str) -> str:
    """Each byte as a selector of the second block, counted from its first."""
    return "".join(chr(0xE0100 + byte) for byte in text.encode())


@pytest.mark.parametrize(
    ("source", "said", "how"),
    [
        (tags("open the gate", 0), "open the gate", "tags"),
        (selectors("open the gate", 0), "open the gate", "selectors"),
        (selectors("門を開けて", 0), "門を開けて", "selectors"),
        ("☎" + halves("open the gate"), "open the gate", "selectors"),
        ("☎" + from_first("open the gate"), "open the gate", "selectors"),
        (bits("open the gate", 0), "open the gate", "zero-width"),
        (
            "".join(a + b for a, b in zip("seen text", tags("unseen go", 0)[11:], strict=True)),
            "unseen go",
            "tags",
        ),
    ],
)
def test_says(source: str, said: str, how: str) -> None:
    (excerpt,) = hidden(source)
    assert (excerpt.text, excerpt.how) == (said, how)
    assert all(not source[begin:end].isascii() for begin, end in zip(*excerpt.chart, strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "❤️✌️☀️☎️ 1️⃣2️⃣",
        "👨‍👩‍👧‍👦 and 👩‍💻",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "葛\U000e0100飾の辻\U000e0101と芦\U000e0100屋の祇\U000e0101園",
        "\u200bzero\u200bwidth\u200bspaces\u200b",
        "می\u200cخواهم \u200fکتاب",
    ],
)
def test_honest_texts_say_nothing(text: str) -> None:
    assert list(hidden(text)) == []


def test_emoji_alone_are_not_looked_into() -> None:
    assert not invisible("❤️✌️☀️☎️")
    assert invisible("a\u200bb")


def test_a_character_cut_off_is_left_out() -> None:
    data = "open 門".encode()[:-1]
    excerpt = from_bytes(data, lambda: same(len(data)), "x")
    assert excerpt is not None
    assert (excerpt.text, excerpt.chart) == ("open ", Chart([0, 1, 2, 3, 4], [1, 2, 3, 4, 5]))


@pytest.mark.parametrize("text", ["abc", "a\x00bcd", "\ue000\ue001\ue002\ue003", "+-+-+-+a", "\ufffdabcd"])
def test_what_nobody_writes_is_not_readable(text: str) -> None:
    assert not readable(text)


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=4))
def test_tags_and_back(text: str) -> None:
    (excerpt,) = hidden(tags(text, 0))
    assert excerpt.text == text
