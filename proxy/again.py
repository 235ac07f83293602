"""Recognise an event that is the last one but for its text, without reading it anew.

The events of a stream differ in one string, and in what says nothing to us (padding, a
sequence number: `Surface.noise`). Once an event was read in full, its bytes around these
places are a *mould*: an event that fits it means the same, so its text goes straight to
the lane of the last one. Fitting costs a comparison for each stretch between two places.

What must stay true: a string fits only without an escape, a quote or a control character,
so the places are where the scanner would find them; whatever is not a place is compared
byte for byte, blanks behind the last place aside (some servers pad events with them). An
event that ended a channel, or held any other text, is no mould.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from proxy.jsonscan import Leaf
from proxy.lane import Lane

_STRING = re.compile(rb'[^"\\\x00-\x1f\x7f]*+')
_NUMBER = re.compile(rb"0|[1-9][0-9]*+")
_VALUE = re.compile(rb'[ ]?+:[ ]?+("?+)(?:[0-9]++|(?<=")[^"\\\x00-\x1f\x7f]*+)')
_MOST = 1 << 14  # bytes of an event


class Mould:
    """An event's bytes around its text. leaf, lane: its text's."""

    __slots__ = ("_last", "_steps", "_text_at", "lane", "leaf")

    def __init__(
        self, steps: list[tuple[bytes, re.Pattern[bytes]]], last: bytes, text_at: int, leaf: Leaf, lane: Lane
    ) -> None:
        self._steps = steps
        self._last = last
        self._text_at = text_at  # which step holds the text
        self.leaf = leaf
        self.lane = lane

    def fit(self, data: bytes) -> tuple[Leaf, str] | None:
        """The text of this event and where it lies, if the event is one of this mould."""
        at = start = stop = 0
        for step, (before, value) in enumerate(self._steps):
            if not data.startswith(before, at):
                return None
            begin = at + len(before)
            found = value.match(data, begin)
            if found is None:
                return None
            at = found.end()
            if step == self._text_at:
                start, stop = begin, at
        if data[at:].replace(b" ", b"") != self._last or start == stop:
            return None
        try:
            text = data[start:stop].decode()
        except UnicodeDecodeError:
            return None
        return Leaf(self.leaf.pointer, self.leaf.shape, start - 1, stop + 1, is_key=False), text


def mould(data: bytes, leaf: Leaf, noise: Iterable[Leaf], lane: Lane) -> Mould | None:
    """What `data`, whose one text is `leaf`, teaches about the next event; None: nothing.

    noise: the keys of members whose strings and numbers say nothing.
    """
    if len(data) > _MOST:
        return None
    places = [(leaf.start + 1, leaf.end - 1, _STRING)]
    for key in noise:
        found = _VALUE.match(data, key.end)
        if found is None:
            return None
        places.append((found.end(1), found.end(), _STRING if found[1] else _NUMBER))
    places.sort(key=lambda place: place[0])
    steps: list[tuple[bytes, re.Pattern[bytes]]] = []
    at = 0
    for start, stop, value in places:
        if start < at:  # a member named twice over
            return None
        steps.append((data[at:start], value))
        at = stop
    text_at = next(i for i, place in enumerate(places) if place[0] == leaf.start + 1)
    return Mould(steps, data[at:].replace(b" ", b""), text_at, leaf, lane)
