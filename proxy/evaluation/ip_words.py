"""Notices of licences and requests for works, as the detectors of a policy see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from filters.detector import DETECTORS, Detector, Window
from filters.folding import fold
from filters.model import Channel, Finding
from proxy.evaluation.figures import share

_ANSWER = Channel("response", "/text", "assistant")
_ASKED = Channel("request", "/text")
_CLOSE = 400  # characters between what belongs together


class Notice(msgspec.Struct, frozen=True, omit_defaults=True):
    """A licence that is named, or who has the copyright and since when."""

    spdx: str = ""
    holder: str = ""
    year: str = ""


class Expected(msgspec.Struct, frozen=True):
    """The notice of a row."""

    spdx: str | None = None
    holder: str | None = None
    year: str | int | None = None

    def told(self, notices: Sequence[Notice]) -> Iterator[tuple[str, bool]]:
        """What of it was found: anything, and each thing that the row says."""
        yield "found", bool(notices)
        said = {"spdx": self.spdx, "holder": self.holder, "year": str(self.year or "")}
        for name, value in said.items():
            if value:
                yield name, any(value in getattr(one, name) for one in notices)


class Words:
    """The two detectors, with their own options."""

    def __init__(self) -> None:
        self._notice = DETECTORS.build("licence_notice", {})
        self._request = DETECTORS.build("ip_request", {})

    def notices(self, text: str) -> tuple[Notice, ...]:
        """In the order of the text; who and since when goes with the licence it stands beside."""
        shown, found = _read(self._notice, _ANSWER, text)
        return tuple(one for block in _blocks(found) for one in _whole([_notice(shown, it) for it in block]))

    def intent(self, prompt: str) -> str:
        """What the surest finding says that a prompt is after; `none` without one."""
        _, found = _read(self._request, _ASKED, prompt)
        best = max(found, key=lambda one: one.score, default=None)
        return str(best.attrs["intent"]) if best else "none"


def _read(detector: Detector, channel: Channel, text: str) -> tuple[str, Sequence[Finding]]:
    shown = fold(text) if detector.view == "folded" else text
    return shown, detector.read(Window(channel, detector.name, shown, 0, 0, final=True)).findings


def _blocks(found: Sequence[Finding]) -> Iterator[Sequence[Finding]]:
    """Findings that stand close together."""
    block = list[Finding]()
    for one in found:
        if block and one.span.start - block[-1].span.end > _CLOSE:
            yield block
            block = []
        block.append(one)
    if block:
        yield block


def _whole(block: Sequence[Notice]) -> Iterator[Notice]:
    """Each statement of a block with its first licence, and the other licences alone."""
    licences = [one for one in block if one.spdx]
    stated = [one for one in block if not one.spdx]
    first = licences[0].spdx if licences else ""
    yield from (Notice(first, one.holder, one.year) for one in stated)
    yield from licences[1 if stated and licences else 0 :]


def _notice(shown: str, one: Finding) -> Notice:
    attrs = one.attrs
    holder = ""
    if "holder_at" in attrs:
        begin = one.span.start + int(attrs["holder_at"])
        holder = shown[begin : begin + int(attrs["holder_len"])]
    return Notice(str(attrs.get("spdx", "")), holder, str(attrs.get("years", "")))


class Share(msgspec.Struct, frozen=True):
    """So many of so many."""

    some: int
    of: int

    def as_json(self) -> dict[str, object]:
        """With a 95 % interval (Wilson)."""
        return {"count": self.some, "n": self.of, **share(self.some, self.of).as_json()}


def shares(pairs: Iterable[tuple[str, bool]]) -> Mapping[str, Share]:
    """Of each name, how often it was so."""
    counts = defaultdict[str, list[bool]](list)
    for name, yes in pairs:
        counts[name].append(yes)
    return {name: Share(sum(counts[name]), len(counts[name])) for name in sorted(counts)}
