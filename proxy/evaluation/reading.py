"""The detectors of a policy over whole texts, as its plan would ask them.

Cheap detectors are behind the policy's one native search, as in a station; slow ones run
too, here and now. What is counted is what the policy does not simply allow. Time is that
of the processor, for cheap and slow ones apart.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from filters.detector import Window
from filters.model import Channel, Finding
from filters.policy import Policy, Reader
from filters.views import Folded, Raw
from proxy.readers import show

_CHANNEL = Channel("request", "/text")


class Found(NamedTuple):
    """A finding in code points of its row's text, and whose it is."""

    kind: str
    start: int
    end: int
    score: float
    detector: str = ""


@dataclass(slots=True)
class Clock:
    """Nanoseconds of processor time, and the bytes read in it."""

    inline_ns: int = 0
    slow_ns: int = 0
    bytes: int = 0

    def as_json(self) -> dict[str, object]:
        """µs per KB (1,024 bytes of UTF-8)."""
        kb = max(self.bytes, 1) / 1024
        inline, slow = (round(ns / 1000 / kb, 2) for ns in (self.inline_ns, self.slow_ns))
        return {"bytes": self.bytes, "inline_us_per_kb": inline, "slow_us_per_kb": slow}


@dataclass(slots=True)
class PolicyReading:
    """One policy's way of looking.

    wanted: kinds of findings to look for; detectors that have none of them are not asked.
    failures: `detector: why` and how often.
    """

    policy: Policy
    wanted: Callable[[str], object]
    clock: Clock = field(default_factory=Clock)
    failures: dict[str, int] = field(default_factory=dict[str, int])

    def read(self, text: str) -> list[Found]:
        """What the policy would act on or flag in this text, in text order, each thing once."""
        plan = self.policy.plan(_CHANNEL)
        readers = [one for one in plan.readers if any(map(self.wanted, one.detector.kinds))]
        self.clock.bytes += len(text.encode("utf-8", "surrogatepass"))
        began = time.process_time_ns()
        cheap = [reader for reader in readers if reader.detector.inline]
        if plan.clear(text):
            cheap = [reader for reader in cheap if reader.sieve is None]
        views = dict[str, Raw]()
        found = [one for reader in cheap for one in self._asked(reader, text, views)]
        between = time.process_time_ns()
        slow = (reader for reader in readers if not reader.detector.inline)
        found += [one for reader in slow for one in self._asked(reader, text, views)]
        self.clock.inline_ns += between - began
        self.clock.slow_ns += time.process_time_ns() - between
        kept = (one for one in found if plan.rule(one.kind, one.score).measure.name != "allow")
        return _each_once(kept)

    def _asked(self, reader: Reader, text: str, views: dict[str, Raw]) -> Iterator[Found]:
        detector = reader.detector
        view = views.get(detector.view)
        if view is None:
            view = views[detector.view] = Folded() if detector.view == "folded" else Raw()
            view.feed(text)
        reading = show(detector, Window(_CHANNEL, detector.name, view.text, 0, 0, final=True))
        if isinstance(reading, str):
            why = f"{detector.name}: {reading}"
            self.failures[why] = self.failures.get(why, 0) + 1
            return
        for finding in reading.findings:
            yield _found(view, finding)


def _found(view: Raw, one: Finding) -> Found:
    start, end = view.raw_start(one.span.start), view.raw_end(one.span.end)
    return Found(one.kind, start, end, one.score, one.detector)


def _each_once(found: Iterator[Found]) -> list[Found]:
    """In text order; where two detectors say the same, the one that is surer."""
    best = dict[tuple[int, int, str], Found]()
    for one in found:
        key = (one.start, one.end, one.kind)
        if key not in best or best[key].score < one.score:
            best[key] = one
    return [best[key] for key in sorted(best)]
