"""Where a stretch of text ends, and that it does not matter how the text came."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.detector import Window
from filters.model import Channel
from filters.stretches import Seen, Stretch, read_stretches, stretches


def cut(text: str, least: int = 8, most: int = 40, *, final: bool = True) -> list[str]:
    return [text[one.begin : one.end] for one in stretches(text, 0, final=final, least=least, most=most)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One two three. Four five six! Seven", ["One two three. ", "Four five six! ", "Seven"]),
        ("今日は晴れています。明日は雨でしょう。", ["今日は晴れています。", "明日は雨でしょう。"]),
        ("ask for Dr. Sato, Mr. J. Dover. He is in", ["ask for Dr. Sato, Mr. J. Dover. ", "He is in"]),
        ("version 3.11.7 of it is out\nnext", ["version 3.11.7 of it is out\n", "next"]),
        ("a.\nb.\nc.\nd.\n", ["a.\nb.\nc.\n", "d.\n"]),
        ("", []),
    ],
)
def test_a_stretch_ends_with_a_sentence_that_leaves_it_long_enough(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


def test_what_has_no_end_is_cut_at_a_space_and_read_beyond_it() -> None:
    text = "word " * 20
    first, *_ = stretches(text, 0, final=False, least=8, most=40)
    assert first == Stretch(0, 20, 40)
    assert [one.end for one in stretches("x" * 100, 0, final=True, least=8, most=40)] == [20, 40, 60, 80, 100]


def test_an_end_that_is_not_there_yet_is_waited_for() -> None:
    assert cut("One two three.", final=False) == []
    assert cut("One two three. Fo", final=False) == ["One two three. "]


PARTS = st.lists(
    st.sampled_from(["a", "Bc", ". ", "。", "\n", "! ", "Mr. ", "語", " ", "x" * 30]), max_size=40
)


@given(PARTS, st.integers(0, 400), st.integers(8, 20), st.integers(24, 90))
def test_complete_ones_stay_so_and_can_be_resumed_from(
    parts: list[str], end: int, least: int, most: int
) -> None:
    text = "".join(parts)
    whole = list(stretches(text, 0, final=True, least=least, most=most))
    early = list(stretches(text[:end], 0, final=False, least=least, most=most))
    assert early == whole[: len(early)]
    at = early[-1].end if early else 0
    assert list(stretches(text, at, final=True, least=least, most=most)) == whole[len(early) :]
    assert [one.begin for one in whole[1:]] == [one.end for one in whole[:-1]]
    assert not text or whole[-1].end == len(text)
    assert all(one.shown - one.begin <= most and one.end <= one.shown for one in whole)


def test_what_is_seen_counts_where_it_begins() -> None:
    text = "word " * 20
    window = Window(Channel("request", ""), "d", text, 100, 100, final=True)

    def look(texts: list[str]) -> list[list[Seen]]:
        assert texts[0] == text[:40]
        inside, beyond = Seen(18, 30, "k", 0.5, {}), Seen(20, 22, "k", 0.5, {})
        return [[inside, beyond, Seen(5, 5, "k", 1, {}), Seen(30, 41, "k", 1, {})], *([] for _ in texts[1:])]

    reading = read_stretches(window, 8, 40, look)  # type: ignore[arg-type]  # narrower than asked for
    assert [(one.span.start, one.span.end) for one in reading.findings] == [(118, 130)]
    assert reading.settled == 200


def test_half_a_pair_is_shown_as_a_question_mark() -> None:
    shown = list[str]()
    window = Window(Channel("request", ""), "d", "a\ud83db", 0, 0, final=True)
    read_stretches(window, 8, 40, lambda texts: [shown.append(one) or [] for one in texts])
    assert shown == ["a?b"]
