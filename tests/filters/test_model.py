"""The nouns: positions half-open, values frozen, nothing that holds matched text."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import fields

from filters.model import AuditEvent, Channel, Exchange, Finding, Reading, TextSpan, Verdict

CHANNEL = Channel("request", "/text")
PLACES = st.integers(0, 12)
SPANS = st.tuples(PLACES, PLACES).map(lambda ends: TextSpan(min(ends), max(ends)))


@given(SPANS, SPANS)
def test_spans_that_are_not_empty_overlap_when_they_share_a_character(one: TextSpan, other: TextSpan) -> None:
    shared = set(range(one.start, one.end)) & set(range(other.start, other.end))
    if len(one) and len(other):
        assert one.overlaps(other) == other.overlaps(one) == bool(shared)


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        (TextSpan(0, 3), TextSpan(2, 4), True),
        (TextSpan(0, 3), TextSpan(3, 4), False),  # neighbours
        (TextSpan(0, 9), TextSpan(3, 4), True),
        (TextSpan(3, 3), TextSpan(3, 4), False),  # nothing, at the edge
        (TextSpan(3, 3), TextSpan(2, 4), True),  # nothing, inside
    ],
)
def test_half_open(one: TextSpan, other: TextSpan, overlap: bool) -> None:
    assert one.overlaps(other) is other.overlaps(one) is overlap


@pytest.mark.parametrize(("start", "end", "length"), [(0, 0, 0), (3, 4, 1), (2, 12, 10)])
def test_a_spans_length_is_its_characters(start: int, end: int, length: int) -> None:
    assert len(TextSpan(start, end)) == length


def test_spans_sort_in_text_order() -> None:
    spans = [TextSpan(3, 4), TextSpan(0, 9), TextSpan(0, 2)]
    assert sorted(spans) == [TextSpan(0, 2), TextSpan(0, 9), TextSpan(3, 4)]


@pytest.mark.parametrize("noun", [Exchange, Channel, TextSpan, Finding, Verdict, AuditEvent, Reading])
def test_nouns_have_no_room_for_more(noun: type) -> None:
    assert "__dict__" not in dir(noun)


@pytest.mark.parametrize(
    ("value", "name"),
    [(CHANNEL, "path"), (TextSpan(0, 1), "end"), (Reading((), 0), "settled")],
    ids=["channel", "span", "reading"],
)
def test_nouns_are_frozen(value: object, name: str) -> None:
    with pytest.raises((FrozenInstanceError, AttributeError)):
        setattr(value, name, 1)


def test_no_finding_or_verdict_has_a_field_for_text() -> None:
    assert {field.name for noun in (Finding, Verdict) for field in fields(noun)} == {
        *("channel", "span", "kind", "score", "detector", "attrs"),
        *("findings", "rule", "measure", "severity", "review"),
    }


def test_channels_are_equal_and_hashed_by_what_they_say() -> None:
    assert {CHANNEL, Channel("request", "/text", "user", "plain", "user")} == {CHANNEL}
    assert Channel("response", "/text") != CHANNEL


def test_findings_without_attributes_have_none() -> None:
    assert dict(Finding(CHANNEL, TextSpan(0, 1), "pii.email", 1.0, "test").attrs) == {}
