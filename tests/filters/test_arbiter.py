"""The nearest word decides what a number is; a better claim inside wins."""

from __future__ import annotations

import pytest

from filters.arbiter import OPEN, Arbiter, Claim, arbiter
from filters.entity import Entity, Pack
from tests.filters.reading import unmark

BADGE = Entity("pii.badge", "A badge.", ("badge",), groups=((8,), (4, 4)), alone=0.3)
LOCKER = Entity("pii.locker", "A locker.", ("locker",), groups=((8,),), vetoed=0.2)
SHORT = Entity("pii.short", "Four fours.", ("short",), groups=((4, 4, 4),), alone=0.6)
MADE = Arbiter([Pack("a", (BADGE, LOCKER, SHORT), ("parcel",))])


def read(text: str) -> list[tuple[str, int, int]]:
    claims, settled = MADE.read(text, 0, final=True)
    assert settled == len(text)
    return [(claim.entity.kind, claim.start, claim.end) for claim in claims]


@pytest.mark.parametrize(
    "marked",
    [
        "[[pii.badge:12345678]] [[pii.badge:1234-5678]]",
        "badge [[pii.badge:12345678]], locker [[pii.locker:12345678]]",
        "badge: locker: [[pii.locker:12345678]]",
        "[[pii.locker:12345678]] (locker)",
        "parcel [[pii.locker:12345678]]",
        "parcel 1234-5678",
        "parcel: badge [[pii.badge:12345678]]",
        "(badge) [[pii.locker:12345678]] locker",
        # Three groups are worth more than the two that begin with them.
        "x [[pii.short:1234 5678 1234]]",
        "x [[pii.badge:1 2 3 4 5 6 7 8]]",
        # A name, a path, an assignment.
        "n-12345678 a/12345678 x=12345678 x12345678 12345678x",
        "badge-[[pii.badge:12345678]] badge[[pii.badge:12345678]] badge=[[pii.badge:12345678]]",
    ],
)
def test_the_nearest_word_decides(marked: str) -> None:
    text, spans = unmark(marked)
    assert read(text) == [tuple(span) for span in spans]


def test_a_better_claim_inside_wins() -> None:
    """Two groups of four would do, but two and two more are worth less than what begins at the second."""
    first, second = (
        Entity("pii.first", "First.", ("f",), groups=((4, 4),), alone=0.3),
        Entity("pii.second", "Second.", ("s",), groups=((4, 3, 3),), alone=0.6),
    )
    made = Arbiter([Pack("a", (first, second))])
    assert made.best("1234 5678 123 456.", 0, final=True) is None
    found = made.best("1234 5678 123 456.", 5, final=True)
    assert isinstance(found, Claim)
    assert (found.entity, found.end) == (second, 17)
    alone = made.best("1234 5678 123.", 0, final=True)
    assert isinstance(alone, Claim)
    assert alone.entity == first


@pytest.mark.parametrize("text", ["12345678", "12345678 is", "1234", "1234-"])
def test_waits_while_more_may_say_otherwise(text: str) -> None:
    assert MADE.best(text, 0, final=False) is OPEN


@pytest.mark.parametrize("text", ["12345678, ", "12345678 and so on, then", "123456789"])
def test_does_not_wait_for_long(text: str) -> None:
    assert MADE.best(text + "\n", 0, final=False) is not OPEN


def test_the_trace_lists_what_was_rejected() -> None:
    claims = list(MADE.trace("parcel 12345678"))
    assert [(claim.entity.kind, claim.cue, claim.score) for claim in claims] == [
        ("pii.badge", "veto", 0.0),
        ("pii.locker", "veto", 0.2),
    ]


def test_the_arbiter_of_all_packs_is_made_once() -> None:
    assert arbiter() is arbiter()
