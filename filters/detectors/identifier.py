"""Numbers people are given: My Number, licences, accounts, cards, telephones and their kin.

What they look like is in the packs (`filters.entities`), and which one a number is, the
arbiter decides (`filters.arbiter`). This file only walks the text from one place where
something may begin to the next.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from filters.arbiter import REACH, Claim, arbiter
from filters.detector import DETECTORS, Options, View, Window
from filters.model import Finding, Reading


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

    def read(self, window: Window) -> Reading:
        claims, settled = self._arbiter.read(window.text, window.at, final=window.final)
        return Reading(tuple([_finding(window, claim) for claim in claims]), window.start + settled)


def _finding(window: Window, claim: Claim) -> Finding:
    entity = claim.entity
    attrs = {"cue": claim.cue, "check": claim.check}
    if entity.pattern:
        attrs["pattern"] = entity.pattern
    if entity.attrs:
        attrs |= entity.attrs(claim.value)
    return window.finding((claim.start, claim.end), entity.kind, claim.score, attrs)
