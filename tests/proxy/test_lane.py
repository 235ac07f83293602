"""Lanes: whatever is ruled, pieces and repeats say the same, and a stop lets nothing more out."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.framing import Frame
from proxy.jsonscan import Leaf
from proxy.lane import Entry, Lane, apply, digest_of, requoted
from proxy.offsets import Citation
from proxy.table import Slot
from tests.filters.gates import CHANNEL, gate, pieces

LEAF = Leaf("/text", "/text", 0, 0, False)  # a value, not a key


class Ruling(NamedTuple):
    """The next stretch of the text: released as it came, or replaced."""

    length: int
    text: str | None


_rulings = st.lists(st.builds(Ruling, st.integers(1, 4), st.none() | st.text("XY", max_size=3)), max_size=8)
_cuts = st.lists(st.integers(0, 40), max_size=6)


def said(entry: Entry, came: str) -> str:
    """What leaves in a frame that carries one text."""
    return entry.edits[-1][1] if entry.edits else came


class Played:
    """A lane after some rulings on a text that came in pieces and is repeated once."""

    def __init__(self, text: str, cuts: list[int], rulings: list[Ruling], *, ended: bool) -> None:
        self.lane = Lane(("f", ()), CHANNEL, Slot(), gate([]))
        self.came = pieces(text, cuts)
        self.entries = [Entry(Frame(b"", b""), None) for _ in self.came]
        for entry, piece in zip(self.entries, self.came, strict=True):
            self.lane.add(entry, LEAF, piece)
        self.lane.ended = ended
        self.repeat = Entry(Frame(b"", b""), None)
        self.lane.follow(self.repeat, LEAF, text)
        at = 0
        for ruling in rulings:
            at = self._rule(at, ruling)

    def _rule(self, at: int, ruling: Ruling) -> int:
        if ruling.text is None:
            self.lane.let_go(ruling.length)
        else:
            self.lane.edit(at, at + ruling.length, ruling.text)
        self.lane.settle()
        return at + ruling.length

    @property
    def pieces(self) -> str:
        return "".join(said(entry, piece) for entry, piece in zip(self.entries, self.came, strict=True))


def _text(rulings: list[Ruling]) -> str:
    return "".join(chr(ord("a") + n % 26) for n in range(sum(one.length for one in rulings)))


@given(_rulings, _cuts)
def test_pieces_and_repeat_say_what_was_ruled(rulings: list[Ruling], cuts: list[int]) -> None:
    text = _text(rulings)
    played = Played(text, cuts, rulings, ended=True)
    assert played.pieces == said(played.repeat, text) == apply(text, played.lane.edits)
    assert [entry.pending for entry in (*played.entries, played.repeat)] == [0] * (len(played.entries) + 1)


@given(_rulings, _cuts, st.integers(0, 8))
def test_after_a_stop_only_what_was_ruled_has_left(
    rulings: list[Ruling], cuts: list[int], ruled: int
) -> None:
    text = _text(rulings)
    played = Played(text, cuts, rulings[:ruled], ended=False)
    played.lane.truncate()
    expected = apply(text[: played.lane.released], played.lane.edits)
    assert played.pieces == expected
    assert (
        said(played.repeat, text) == expected
    )  # a repeat is edited from its beginning, not from where pieces are
    assert [entry.pending for entry in (*played.entries, played.repeat)] == [0] * (len(played.entries) + 1)


@given(_rulings, _cuts)
def test_what_was_said_so_far_leaves_as_its_pieces_do(rulings: list[Ruling], cuts: list[int]) -> None:
    text = _text(rulings)
    lane = Lane(("f", ()), CHANNEL, Slot(), gate([]))
    came = pieces(text, cuts)
    frames = [Entry(Frame(b"", b""), None) for _ in came]
    so_far = [Entry(Frame(b"", b""), None) for _ in came]
    told = ""
    for piece, frame, repeat in zip(came, frames, so_far, strict=True):
        told += piece
        lane.add(frame, LEAF, piece)
        lane.follow(repeat, LEAF, told)
    at = 0
    for ruling in rulings:
        if ruling.text is None:
            lane.let_go(ruling.length)
        else:
            lane.edit(at, at + ruling.length, ruling.text)
        at += ruling.length
        lane.settle()
        assert [frame.pending for frame in frames] == [repeat.pending for repeat in so_far]
    gone = told = ""
    for piece, frame, repeat in zip(came, frames, so_far, strict=True):
        gone += said(frame, piece)
        told += piece
        assert said(repeat, told) == gone


def test_a_text_has_one_digest() -> None:
    lane = Lane(("f", ()), CHANNEL, Slot(), gate([]))
    for piece in ("ab", "", "\ud800c"):
        lane.add(Entry(Frame(b"", b""), None), LEAF, piece)
    assert lane.mark() == digest_of("ab\ud800c") != digest_of("abc")


CITED = Citation("/start", "/end", "/text", quote="/quote")
SAID = "It is Taro Yamada."


@pytest.mark.parametrize(
    ("quote", "start", "own", "now"),
    [
        ("is Taro", 3, None, "is [X]"),  # half of what was replaced is never quoted
        ("It", 0, None, None),
        ("Taro Yamada", 6, "[X]", None),  # edited alike in its own right
        ("is Taro", 3, "is [Y]", ""),  # and otherwise
        ("is Taro", 4, None, None),  # not the words that stand there
        ("is Taro, they say", 3, None, None),
    ],
)
def test_a_citation_repeats_what_the_text_says(
    quote: str, start: int, own: str | None, now: str | None
) -> None:
    end = start + (7 if "," in quote else len(quote))
    doc = {"text": SAID, "quote": quote, "start": start, "end": end}
    entry = Entry(Frame(b"{}", b"{}"), doc)
    if own is not None:
        entry.edits.append((Leaf("/quote", "/quote", 0, 0, False), own))
    assert requoted(entry, CITED, [(6, 17, "[X]")]) == now
