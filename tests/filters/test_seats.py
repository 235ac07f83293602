"""A level row stands where its readers would stand had each been asked."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filters.detector import DETECTORS, Window
from filters.gate import Gate
from filters.measure import MEASURES
from filters.policy import Plan, Reader, Rule
from filters.seats import Seat, rows
from filters.vault import Vault
from filters.views import Raw
from tests.filters.gates import CHANNEL, Digits, pieces, run

DEFAULT = Rule("default", ("*",), MEASURES.build("allow"))
MASKING = (Rule("mask", ("*",), MEASURES.build("mask")),)
IDENTIFIER, SPELT, EMAIL = (DETECTORS.build(name) for name in ("identifier", "email_spelt", "email"))

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


def test_readers_of_a_view_sit_in_a_row() -> None:
    made = rows(plan(IDENTIFIER, SPELT, DETECTORS.build("private_key"), Digits()))
    assert [type(row.view).__name__ for row in made] == ["Folded"]


def test_who_has_a_sieve_is_asked_only_where_it_lets_something_through() -> None:
    (row,) = rows(plan(IDENTIFIER, SPELT, EMAIL))
    row.view.feed("a quiet line ")
    assert [seat.detector.name for seat in row.asking()] == ["email"]
    row.view.feed("and 4111")
    assert {seat.detector.name for seat in row.asking()} == {"identifier", "email"}
    assert {seat.pos for seat in row.apart if seat.detector.name != "email"} == {len("a quiet line ")}
    row.view.feed(" (at) ")
    assert {seat.detector.name for seat in row.asking()} == {"identifier", "email_spelt", "email"}


def test_who_is_final_to_where_the_others_are_is_level_again() -> None:
    (row,) = rows(plan(IDENTIFIER, SPELT))
    row.view.feed("12 ")
    (seat,) = row.asking()
    seat.asked_to = row.view.end
    seat.settle(row.view.end)
    row.view.feed("and on")
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
