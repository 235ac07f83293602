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

from filters.attack.context import Context
from filters.detector import Detector, View, Window
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
    left: names of detectors that are not asked either. failures: `detector: why` and how often.
    """

    policy: Policy
    wanted: Callable[[str], object]
    left: frozenset[str] = frozenset()
    clock: Clock = field(default_factory=Clock)
    failures: dict[str, int] = field(default_factory=dict[str, int])
    _asking: dict[str, bool] = field(default_factory=dict[str, bool])  # by the detector's name

    def read(self, text: str) -> list[Found]:
        """What the policy would act on or flag in this text, in text order, each thing once."""
        plan = self.policy.plan(_CHANNEL)
        found = self.found(text, _CHANNEL)
        return _each_once(one for one in found if plan.rule(one.kind, one.score).measure.name != "allow")

    def found(self, text: str, channel: Channel, context: Context | None = None) -> list[Found]:
        """What the detectors say of a text of this channel, whatever the policy makes of it."""
        plan = self.policy.plan(channel)
        every = plan.readers if context is None else (*plan.readers, *plan.contextual)
        readers = [one for one in every if self._asks(one.detector)]
        self.clock.bytes += len(text.encode("utf-8", "surrogatepass"))
        began = time.process_time_ns()
        cheap = [reader for reader in readers if reader.detector.inline]
        if plan.clear(text):
            cheap = [reader for reader in cheap if reader.sieve is None]
        shown = _Shown(text, channel, context)
        found = [one for reader in cheap for one in self._asked(reader, shown)]
        between = time.process_time_ns()
        slow = (reader for reader in readers if not reader.detector.inline)
        found += [one for reader in slow for one in self._asked(reader, shown)]
        self.clock.inline_ns += between - began
        self.clock.slow_ns += time.process_time_ns() - between
        return found

    def _asks(self, detector: Detector) -> bool:
        known = self._asking.get(detector.name)
        if known is None:
            known = detector.name not in self.left and any(map(self.wanted, detector.kinds))
            self._asking[detector.name] = known
        return known

    def _asked(self, reader: Reader, shown: _Shown) -> Iterator[Found]:
        detector = reader.detector
        view = shown.view(detector.view)
        reading = show(detector, shown.window(detector.name, view))
        if isinstance(reading, str):
            why = f"{detector.name}: {reading}"
            self.failures[why] = self.failures.get(why, 0) + 1
            return
        for finding in reading.findings:
            yield _found(view, finding)


class _Shown:
    """A whole text as detectors are shown it, folded where one wants it so."""

    def __init__(self, text: str, channel: Channel, context: Context | None) -> None:
        self._text, self._channel, self._context = text, channel, context
        self._views = dict[View, Raw]()

    def view(self, name: View) -> Raw:
        if name not in self._views:
            self._views[name] = Folded() if name == "folded" else Raw()
            self._views[name].feed(self._text)
        return self._views[name]

    def window(self, detector: str, view: Raw) -> Window:
        return Window(self._channel, detector, view.text, 0, 0, final=True, context=self._context)


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
