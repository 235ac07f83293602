"""Ways to cut a body in transit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from hypothesis import strategies as st

from proxy.framing import Frame, Framer

Body = TypeVar("Body", bytes, str)

CUTS = st.one_of(
    st.just(list[int]()),
    st.just([1] * 2000),
    st.lists(st.integers(0, 9), max_size=60),
)
"""Lengths of the pieces; what is left comes in one."""


def pieces(body: Body, lengths: Sequence[int]) -> Iterator[Body]:
    at = 0
    for length in lengths:
        if at + length >= len(body):
            break
        yield body[at : at + length]
        at += length
    yield body[at:]


def frames(framer: Framer, body: bytes, lengths: Sequence[int] = ()) -> list[Frame]:
    """All frames of a body that comes in such pieces."""
    found = [frame for piece in pieces(body, lengths) for frame in framer.feed(piece)]
    return found + framer.end()
