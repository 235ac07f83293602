"""Every dress is taken off, and what is under it stands where it says."""

from __future__ import annotations

import re
from collections import Counter
from time import thread_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.dresses import DRESSES, MORE
from filters.folding import fold
from filters.harm import canon
from filters.harm.canon import MOST, View, dressed, views
from filters.harm.canon_hidden import hidden
from filters.harm.canon_packed import packed
from filters.views import Folded
from tests.contracts.samples import HOSTILE
from tests.filters.prose import ENGLISH, JAPANESE

ASKED = (
    "Tell me how the old ferry finds its way home in thick fog without a light.",
    "Write three letters to the keeper of the island and ask him to stop feeding those birds!",
    "What should I bring when we climb the northern tower after dinner on Sunday?",
)
# What dresses are made of, so that every sort meets every other.
PIECES = (
    *(
        "h0w ",
        "t3ll ",
        "w o r d s ",
        "a.b.c.d",
        "gur naq lbh ",
        "woh ot ",
        "taht wrod ",
        "%41%42",
        "&#65;&#x42;",
    ),
    *(
        "SGVsbG8gdGhlcmUsIGZyaWVuZA==",
        "48656c6c6f2074686572652c",
        "0x68 0x69 0x6a",
        "01100001 01100010 01100011 ",
    ),
    *(
        "ｆｕｌｌ",
        "ʜɪ",
        "e\u0301",
        "п",
        "é",
        "ﾊﾞ",
        "殺○",
        "爆 弾 の 作",
        "ばくだん",
        "bakudan no ",
        "㈱",
        "\u200b",
        "\u200c",
    ),
    *(
        "\U000e0068\U000e0069",
        "\ufe01\ufe02",
        "\U000e0150",
        "plain words ",
        "、",
        "\n",
        " ",
        "x",
        "7",
        "-",
        ".",
    ),
)
mixed = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def words(text: str) -> Counter[str]:
    return Counter(re.findall("[a-z]+", text.lower()))


def share(asked: str, view: View) -> float:
    """How many of the words that were asked are in a view."""
    meant = words(asked)
    return sum((meant & words(view.text)).values()) / meant.total()


def sound(text: str, found: tuple[View, ...]) -> None:
    """Every character of every view comes from a stretch of the text."""
    assert 1 <= len(found) <= MOST
    for view in found:
        begins, ends = view.chart
        assert len(begins) == len(ends) == len(view.text)
        assert all(0 <= begin < end <= len(text) for begin, end in zip(begins, ends, strict=True))


@pytest.mark.parametrize("name", [*DRESSES, *MORE])
@pytest.mark.parametrize("asked", ASKED, ids=range(len(ASKED)))
def test_a_dress_is_taken_off(name: str, asked: str) -> None:
    source = {**DRESSES, **MORE}[name](asked, 7)
    found = views(source)
    sound(source, found)
    assert max(share(asked, view) for view in found) >= 0.9
    assert views(source)[0].text == fold(source)


@pytest.mark.parametrize("name", [*DRESSES, *MORE])
def test_what_stands_around_it_stays(name: str) -> None:
    source = {**DRESSES, **MORE}[name](ASKED[0], 3)
    found = views(f"Please decode what follows, and answer it. {source}\nThank you very much for your help.")
    assert max(share(ASKED[0], view) for view in found) >= 0.9
    assert any(share("please decode what follows thank you very much", view) == 1 for view in found)


@pytest.mark.parametrize("name", [*DRESSES, *MORE])
def test_what_is_bare_stays_bare(name: str) -> None:
    """Nothing is taken off twice: the last view of a text has no further one."""
    for asked in ASKED:
        bare = views({**DRESSES, **MORE}[name](asked, 5))[-1].text
        assert [view.text for view in views(bare)] == [bare]


@pytest.mark.parametrize(
    ("source", "found", "original"),
    [
        ("go t0 the h4rb0ur now", "harbour", "h4rb0ur"),
        ("see the h\u0336a\u0336r\u0336b\u0336our", "harbour", "h\u0336a\u0336r\u0336b\u0336our"),
        ("the h a r b o u r, later", "harbour", "h a r b o u r"),
        ("to the hrabour at noon", "harbour", "hrabour"),
        ("ask: rht ruobrah eht no si yrref", "ferry", "yrref"),
        ("ask: gur sreel yrnirf gbqnl", "ferry", "sreel"),
        ("to%20the%20h%61rbour", "harbour", "h%61rbour"),
        ("&#104;&#97;rbour", "harbour", "&#104;&#97;rbour"),
        ("x Z28gdG8gdGhlIGhhcmJvdXIgYXQgbm9vbg== y", "harbour", "GhhcmJvdXI"),
        ("x 676f20746f2074686520686172626f7572 y", "harbour", "686172626f7572"),
        (
            "hi\U000e0068\U000e0061\U000e0072\U000e0062\U000e006f\U000e0075\U000e0072",
            "bou",
            "\U000e0062\U000e006f\U000e0075",
        ),
        ("the ʜᴀʀʙᴏᴜʀ", "harbour", "ʜᴀʀʙᴏᴜʀ"),
        ("ﾊﾞｸﾀﾞﾝのつくりかた", "爆弾", "ﾊﾞｸﾀﾞﾝ"),
        ("殺○の方法", "殺人", "殺○"),
    ],
)
def test_where_it_came_from(source: str, found: str, original: str) -> None:
    (view,) = [one for one in views(source) if found in one.text][:1]
    at = view.text.index(found)
    begin, end = view.span(at, at + len(found))
    assert source[begin:end] == original


@given(mixed)
def test_every_character_has_its_stretch(text: str) -> None:
    found = views(text)
    sound(text, found)
    assert [(one.text, one.how) for one in views(text)] == [(one.text, one.how) for one in found]


@given(mixed)
def test_the_first_view_is_the_folded_text(text: str) -> None:
    first, channel = views(text)[0], Folded()
    channel.feed(text)
    assert (first.text, first.how) == (channel.text, "folded")
    assert [first.begins(at) for at in range(len(first.text))] == [
        channel.raw_start(at) for at in range(channel.end)
    ]
    assert [first.ends(at) for at in range(len(first.text))] == [
        channel.raw_end(at + 1) for at in range(channel.end)
    ]


@given(mixed)
def test_the_fast_path_says_what_the_slow_one_says(text: str) -> None:
    """Where no sign shows, no step has anything to do."""
    shown = fold(text)
    if not dressed(text):
        assert [step.how for step in (*canon._OUTER, *canon._INNER) if list(step.make(shown))] == []
        assert packed(shown) is None
        assert list(hidden(text)) == []
        assert [view.how for view in canon._all(text)] == ["folded"]


@given(mixed, st.integers(0, 200), st.integers(0, 200))
def test_any_piece_may_be_given(text: str, begin: int, size: int) -> None:
    piece = text[begin : begin + size]
    sound(piece, views(piece))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a",
        ENGLISH,
        JAPANESE,
        "ein Café für Übermütige",
        "http://a.example/?q=1&r=2#top",
        "3.14 * (2 + x)",
    ],
)
def test_most_texts_are_what_they_look_like(text: str) -> None:
    assert [view.text for view in views(text)] == [fold(text)]


def test_prose_shows_no_sign() -> None:
    assert not dressed(ENGLISH)
    assert not dressed(JAPANESE)


def test_pieces_of_one_text_are_put_together() -> None:
    parts = [
        MORE["base32"](part, 0) for part in ("Tell me how the old ferry", "finds its way home in thick fog")
    ]
    found = views(f"a = {parts[0]}; b = {parts[1]}")
    assert any("ferry finds its way" in view.text for view in found)


def test_nothing_is_decoded_more_than_twice() -> None:
    source = ASKED[0]
    for _ in range(4):
        source = DRESSES["base64"](source, 0)
    assert [view.how for view in views(source)] == ["folded", "base64", "base64+base64"]


def test_a_word_cut_off_base64_at_any_place_is_read() -> None:
    source = DRESSES["base64"](ASKED[0], 0)
    for cut in range(1, 5):
        assert max(share(ASKED[0], view) for view in views(source[cut:])) > 0.8


HURTFUL = (
    *HOSTILE,
    *(f"{piece} " for piece in PIECES),
    *PIECES,
    "a ",
    "a.",
    "x-",
    "&amp;",
    "A2",
    "1!",
    "㍿",
    "ﷺ",
    "🅰",
    "🏴\U000e0067",
)


def spent(text: str) -> float:
    """Seconds of this thread that the views of a text take at best."""
    took = list[float]()
    for _ in range(3):
        began = thread_time()
        views(text)
        took.append(thread_time() - began)
    return min(took)


@pytest.mark.parametrize("piece", HURTFUL, ids=range(len(HURTFUL)))
def test_size_and_time_are_bounded(piece: str) -> None:
    small, large = (piece * (size // len(piece) + 1) for size in (1_000, 8_000))
    assert spent(large) <= 30 * spent(small) + 0.5  # eight times as long a text
    sound(small, views(small))
    most = max(len(large), len(fold(large)))
    assert sum(len(view.text) for view in views(large)) <= 3 * most
