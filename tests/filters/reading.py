"""Detectors read by tests: spans as marked text, and a gate in a dozen lines to compare with."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from filters.detector import Detector, Window
from filters.model import Channel, Finding, Reading
from filters.views import Folded, Raw

CHANNEL = Channel("request", "/text")
_MARK = re.compile(r"\[\[([a-z0-9_.]+):(.*?)\]\]", re.DOTALL)


class Seen(NamedTuple):
    """A kind, and where in the original text."""

    kind: str
    start: int
    end: int


def unmark(marked: str) -> tuple[str, list[Seen]]:
    """`call [[pii.phone:03-1234-5678]]` → the text without marks, and the spans they marked."""
    text, spans, at = "", list[Seen](), 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        spans.append(Seen(mark[1], len(text), len(text) + len(mark[2])))
        text += mark[2]
        at = mark.end()
    return text + marked[at:], spans


def view_of(detector: Detector) -> Raw:
    return Folded() if detector.view == "folded" else Raw()


def window(detector: Detector, text: str, resume: int = 0, *, start: int = 0, final: bool = False) -> Window:
    """A window over `text`, which is the view from position `start` on."""
    return Window(CHANNEL, detector.name, text, start, resume, final)


def read_whole(detector: Detector, text: str) -> Reading:
    """One reading of a view's whole text, nothing following."""
    return detector.read(window(detector, text, final=True))


def read_all(detector: Detector, text: str) -> list[Seen]:
    """What a detector finds in an original text, in its positions."""
    view = view_of(detector)
    view.feed(text)
    return [_seen(view, finding) for finding in read_whole(detector, view.text).findings]


def _seen(view: Raw, finding: Finding) -> Seen:
    return Seen(finding.kind, view.raw_start(finding.span.start), view.raw_end(finding.span.end))


class Stream:
    """What a gate does with one detector: show what is not settled, keep what is, forget the rest."""

    def __init__(self, detector: Detector) -> None:
        self.detector = detector
        self.view = view_of(detector)
        self.settled = 0
        self.found: list[Seen] = []

    def feed(self, piece: str, *, final: bool = False) -> None:
        self.view.feed(piece)
        view, detector = self.view, self.detector
        start = max(view.start, self.settled - detector.reach)
        shown = window(detector, view.text[start - view.start :], self.settled, start=start, final=final)
        reading = detector.read(shown)
        assert self.settled <= reading.settled <= view.end
        assert not final or reading.settled == view.end
        wanted = [one for one in reading.findings if self.settled <= one.span.start < reading.settled]
        self.found += [_seen(view, one) for one in wanted]
        self.settled = reading.settled
        view.forget(max(0, self.settled - detector.reach))

    @property
    def held(self) -> int:
        """Characters of the original that wait."""
        return self.view.raw_start(self.view.end) - self.view.raw_start(self.settled)


def read_pieces(detector: Detector, pieces: Iterable[str]) -> list[Seen]:
    """What is found when the text comes in these pieces, windows as narrow as a gate may show them."""
    stream = Stream(detector)
    for piece in pieces:
        stream.feed(piece)
    stream.feed("", final=True)
    return stream.found


def cuts(text: str, seed: int, most: int = 7) -> Iterator[str]:
    """The text in pieces of 1 to `most` characters."""
    rng, at = random.Random(seed), 0
    while at < len(text):
        size = rng.randint(1, most)
        yield text[at : at + size]
        at += size


def mean_held(detector: Detector, text: str) -> float:
    """Characters that wait, on average over every place where the text could pause."""
    stream, held = Stream(detector), 0
    for char in text:
        stream.feed(char)
        held += stream.held
    return held / len(text)
