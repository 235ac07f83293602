"""Numbers people are given: My Number, licences, accounts, cards, telephones and their kin.

What they look like is in the packs (`filters.entities`), and which one a number is, the
arbiter decides (`filters.arbiter`). This file only walks the text from one place where
something may begin to the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from filters.arbiter import REACH, Claim, Open, arbiter
from filters.detector import DETECTORS, Options, View, Window
from filters.model import Finding, Reading
from filters.sieve import Absent, without_any


class _Kinds(Mapping[str, str]):
    """The kinds of all packs: known once they are imported."""

    def __getitem__(self, kind: str) -> str:
        return arbiter().kinds[kind]

    def __iter__(self) -> Iterator[str]:
        return iter(arbiter().kinds)

    def __len__(self) -> int:
        return len(arbiter().kinds)


@DETECTORS.add
class Identifier:
    """Identifiers told by form, check digit and the nearest word."""

    name = "identifier"
    kinds: Mapping[str, str] = _Kinds()
    reach = REACH
    view: View = "folded"
    inline = True

    def __init__(self, options: Options) -> None:
        del options
        self._arbiter = arbiter()
        self.sieve = self._arbiter.sieve
        self._absent: Absent = without_any(*self.sieve.traces)

    def read(self, window: Window) -> Reading:
        text, at = window.text, window.resume - window.start
        arbiter, final, found = self._arbiter, window.final, list[Finding]()
        if len(text) - at > self.sieve.cut and self._absent(text, at):
            at = len(text) - self.sieve.cut
        start = arbiter.starts.search(text, at)
        while start is not None:
            at = start.start()
            claim = arbiter.best(text, at, final=final)
            if isinstance(claim, Open):
                return Reading(tuple(found), window.start + at)
            at += 1
            if claim is not None:
                found.append(_finding(window, claim))
                at = claim.end
            start = arbiter.starts.search(text, at)
        return Reading(tuple(found), window.start + len(text))


def _finding(window: Window, claim: Claim) -> Finding:
    entity = claim.entity
    attrs = {"cue": claim.cue, "check": claim.check}
    if entity.pattern:
        attrs["pattern"] = entity.pattern
    if entity.attrs:
        attrs |= entity.attrs(claim.value)
    return window.finding((claim.start, claim.end), entity.kind, claim.score, attrs)
