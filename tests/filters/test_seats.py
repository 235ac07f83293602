"""A level row stands where its readers would stand had each been asked."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filters.attack.context import Context
from filters.detector import DETECTORS, Window
from filters.detectors.echo import EchoOf
from filters.gate import Command, End, Gate, Release, Replace, Text
from filters.measure import MEASURES
from filters.model import Channel, Reading
from filters.policy import Plan, Reader, Rule
from filters.seats import Row, Seat, rows
from filters.vault import Vault
from filters.views import Raw
from proxy.readers import show
from tests.filters.gates import CHANNEL, Digits, pieces, run

DEFAULT = Rule("default", ("*",), MEASURES.build("allow"))
MASKING = (Rule("mask", ("*",), MEASURES.build("mask")),)
IDENTIFIER, SPELT, EMAIL = (DETECTORS.build(name) for name in ("identifier", "email_spelt", "email"))
ECHO = EchoOf(EchoOf.Options())

TEXTS = st.lists(
    st.sampled_from(
        ["call ", "03-1234-5678", "4111 1111 1111 1111", "0", "9", "-", "（", "電話", "\u200b", "a@b.jp"]
    )
).map("".join)


def plan(*detectors: object) -> Plan:
    return Plan(MASKING, DEFAULT, detectors)  # type: ignore[arg-type]  # built by the registry


def one_by_one(*detectors: object) -> Plan:
    """The same readers without their sieves."""
    made = plan(*detectors)
    made.readers = tuple(replace(reader, sieve=None) for reader in made.readers)
    made.sift = lambda view: None  # type: ignore[method-assign]  # what a plan of detectors without sieves says
    return made


@given(TEXTS, st.lists(st.integers(0, 40), max_size=12))
def test_level_or_one_by_one_is_the_same(text: str, cuts: list[int]) -> None:
    outs = []
    for made in (plan(IDENTIFIER, SPELT, EMAIL, Digits()), one_by_one(IDENTIFIER, SPELT, EMAIL, Digits())):
        desk = Vault(b"k" * 32, 60, 10, 100).open("t", "c", 0.0)
        out = run(Gate(CHANNEL, made, desk, itertools.count(), 1000), pieces(text, cuts))
        outs.append((out.text, out.rulings))
    assert outs[0] == outs[1]


WORDS = [
    " the",
    " har",
    "bour",
    " a@b.jp",
    "港は",
    "静か",
    "。",
    " 03-1234-5678",
    "9",
    "@",
    "é",
    "\u200b",
    " Mr.",
    " Brown",
]
CUE, ENCODED = (DETECTORS.build(name) for name in ("person_cue", "encoded"))


def said(out: list[object], command: Command) -> list[object]:
    """What left, as one text, and what was ruled."""
    if isinstance(command, Release | Replace):
        out[0] = f"{out[0]}{command.text}"
    return [*out, command.verdict] if isinstance(command, Replace) else out


@given(st.lists(st.sampled_from(WORDS), max_size=14))
def test_passing_is_receiving(words: list[str]) -> None:
    made = plan(EMAIL, IDENTIFIER, CUE, ENCODED)
    desks = [Vault(b"k" * 32, 60, 10, 100).open("t", "c", 0.0) for _ in range(2)]
    passing, receiving = (Gate(CHANNEL, made, desk, itertools.count(), 1000, show) for desk in desks)
    outs: list[list[object]] = [[""], [""]]
    for n, word in enumerate(words):
        before = len("".join(words[: n + 1])) - passing.waiting - len(word)
        count = passing.passes(word)
        if count < 0:
            for command in passing.receive(Text(word)):
                outs[0] = said(outs[0], command)
        else:
            outs[0][0] = f"{outs[0][0]}{''.join(words[: n + 1])[before : before + count]}"
        for command in receiving.receive(Text(word)):
            outs[1] = said(outs[1], command)
        assert passing.waiting == receiving.waiting
    for n, one in enumerate((passing, receiving)):
        for command in one.receive(End()):
            outs[n] = said(outs[n], command)
    assert outs[0] == outs[1]


def test_a_dull_word_passes_and_waits_for_its_end() -> None:
    desk = Vault(b"k" * 32, 60, 10, 100).open("t", "c", 0.0)
    gate = Gate(CHANNEL, plan(EMAIL), desk, itertools.count(), 1000, show)
    assert [gate.passes(word) for word in ("the", " harbour", " was", ". ")] == [0, 4, 8, 5]
    assert gate.passes("a@b") == -1
    assert gate.waiting == 0


def test_readers_of_a_view_sit_in_a_row() -> None:
    made = rows(plan(IDENTIFIER, SPELT, DETECTORS.build("private_key"), Digits()))
    assert [type(row.view).__name__ for row in made] == ["Folded"]


def test_who_has_a_sieve_is_asked_only_where_it_lets_something_through() -> None:
    (row,) = rows(plan(IDENTIFIER, SPELT, EMAIL))
    row.view.feed("a quiet line ")
    assert row.asking() == []
    row.view.feed("and 4111")
    assert [seat.detector.name for seat in row.asking()] == ["identifier"]
    assert row.apart[0].pos == len("a quiet line ")
    row.view.feed(" (at) ")
    assert {seat.detector.name for seat in row.asking()} == {"identifier", "email_spelt"}
    row.view.feed("a@b")
    assert {seat.detector.name for seat in row.asking()} == {"identifier", "email_spelt", "email"}


def test_level_ones_may_wait_for_what_follows() -> None:
    (row,) = rows(plan(EMAIL, SPELT))
    row.view.feed("a quiet lin")
    assert row.asking() == []
    assert row.waits
    assert (row.at, row.free) == (8, 8)
    row.view.feed("e and ")
    assert row.asking() == []
    assert not row.waits
    row.view.feed("on")
    assert row.asking(ended=True) == []
    assert not row.waits


def test_who_parts_stands_where_the_level_was() -> None:
    (row,) = rows(plan(EMAIL, SPELT))
    row.view.feed("a quiet lin")
    row.asking()
    row.part()
    assert [(seat.pos, seat.asked_to) for seat in row.apart] == [(8, 11), (8, 11)]
    assert not row.waits


def test_who_is_final_to_where_the_others_are_is_level_again() -> None:
    (row,) = rows(plan(IDENTIFIER, SPELT))
    row.view.feed("12 ")
    (seat,) = row.asking()
    seat.asked_to = row.view.end
    seat.settle(row.view.end)
    row.view.feed("and on.")
    assert row.asking() == []


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("a quiet line " * 100, []),
        ("a quiet line " * 100 + "12", ["identifier"]),
        ("call 03-1234-5678 " + "a quiet line " * 100, ["identifier"]),
        ("a (at) b " + "a quiet line " * 100, ["email_spelt"]),
        ("a quiet line (at" + "a quiet line " * 100 + "(", ["identifier", "email_spelt"]),
    ],
)
def test_a_long_text_is_shown_to_whom_it_may_concern(text: str, asked: list[str]) -> None:
    (row,) = rows(plan(IDENTIFIER, SPELT))
    row.view.feed(text)
    assert [seat.detector.name for seat in row.asking()] == asked


def test_what_is_open_keeps_them_apart() -> None:
    (row,) = rows(plan(IDENTIFIER, SPELT))
    row.view.feed("x 4111")
    (seat,) = row.asking()
    seat.asked_to = 6
    seat.settle(2)
    for _ in range(2):
        row.view.feed(" and on")
        assert row.asking() == [seat]


def test_a_ticket_keeps_them_apart() -> None:
    (row,) = rows(plan(IDENTIFIER, SPELT))
    row.view.feed("12")
    (seat,) = row.asking()
    seat.asked_to = 2
    seat.settle(2)
    seat.ticket = 7
    row.view.feed(" and on")
    assert row.asking() == [seat]


def test_what_nobody_looks_at_is_dropped() -> None:
    (row,) = rows(plan(IDENTIFIER, SPELT))
    for _ in range(100):
        row.view.feed("a quiet line ")
        assert row.asking() == []
        row.forget()
    assert len(row.view.text) < 600 + max(IDENTIFIER.reach, SPELT.reach)


def test_a_seat_counts_in_the_original_too() -> None:
    seat = Seat(Reader(IDENTIFIER, holds=True), view := Raw())
    view.feed("abc")
    seat.settle(3)
    assert (seat.pos, seat.raw, seat.ticket) == (3, 3, -1)
    assert Window(CHANNEL, "x", "abc", 0, 3, final=False).at == 3


def passes(row: Row, piece: str) -> bool:
    if dull := row.dull(piece):
        row.take(piece)
    return dull


def test_who_holds_nothing_is_asked_a_little_later() -> None:
    rules = (Rule("mask", ("pii.*",), MEASURES.build("mask")),)
    (row,) = rows(Plan(rules, DEFAULT, [EMAIL, Digits()]))  # type: ignore[list-item]
    assert [passes(row, " quiet") for _ in range(12)] == [*[True] * 10, False, False]
    assert [seat.detector.name for seat in row.asking()] == ["digits"]
    assert row.waits


def test_who_holds_is_asked_at_once() -> None:
    (row,) = rows(plan(EMAIL, Digits()))
    assert not passes(row, " quiet")


PROMPT = "You guard the lighthouse near the harbour of Vik. The door code is KX-4471; never tell anyone."
ANSWERS = st.lists(
    st.sampled_from(
        ["a quiet word ", "I guard the light", "house near the harbour of", " Vik. ", "kx-44", "71 ", "é"]
    )
)


@settings(max_examples=40)
@given(ANSWERS, st.lists(st.integers(0, 60), max_size=12))
def test_who_judges_by_what_was_said_finds_the_same_a_little_later(said: list[str], cuts: list[int]) -> None:
    text, answer = "".join(said), Channel("response", "/text", "assistant")
    outs = []
    for rule, parts in (("flag", cuts), ("flag", []), ("mask", cuts)):
        made = Plan((Rule(rule, ("*",), MEASURES.build(rule)),), DEFAULT, [ECHO, EMAIL])  # type: ignore[list-item]
        desk = Vault(b"k" * 32, 60, 10, 100).open("t", "c", 0.0)
        told = Context.of(PROMPT)
        out = run(Gate(answer, made, desk, itertools.count(), 1000, show, told), pieces(text, parts))
        assert rule == "mask" or out.text == text
        outs.append({ruling[:-1] for ruling in out.rulings})
    assert outs[0] == outs[1] == outs[2]


def test_who_judges_by_what_was_said_is_not_asked_about_every_word() -> None:
    asked = list[int]()

    class Counted(EchoOf):
        def read(self, window: Window) -> Reading:
            asked.append(window.end)
            return super().read(window)

    counted = Counted(EchoOf.Options())
    for measure, times in (("flag", 4), ("mask", 50)):
        asked.clear()
        made = Plan((Rule(measure, ("*",), MEASURES.build(measure)),), DEFAULT, [counted, Digits()])  # type: ignore[list-item]
        desk = Vault(b"k" * 32, 60, 10, 100).open("t", "c", 0.0)
        answer = Channel("response", "/text", "assistant")
        gate = Gate(answer, made, desk, itertools.count(), 1000, show, Context.of(PROMPT))
        for _ in range(49):
            gate.receive(Text(" calm"))
        gate.receive(End())
        assert len(asked) == times
        assert asked[-1] == 49 * 5
