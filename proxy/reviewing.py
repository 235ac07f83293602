"""What a person needs to judge a possible work of others in an answer, as part of the finding's record.

Similar, and so to be checked; nothing here says that a right is infringed. Two things are asked of a
similar passage: how similar it is, and whether it depends on the work. The first the detector says
(`filters.detectors.similar`); of the second the exchange has signs, for and against: that the work or
its author was named, that a work was asked for, that the passage was brought in. The record holds
no text of prompt or answer: numbers, places, and words of the operator's own corpus.

Source for the two tests: Agency for Cultural Affairs, "General Understanding on AI and Copyright in
Japan" (2024), see docs/sources.md#ip.
"""

from __future__ import annotations

from collections.abc import Mapping

from audit.guard import clip
from filters.ip.licences import obligation
from filters.ip.spdx import parts
from filters.model import Finding, Verdict

SIMILAR = frozenset({"ip.text", "ip.code"})
BROUGHT, NOTICE, REQUEST, NAMED = "ip.from_context", "ip.notice", "ip.request", "ip.named_work"
_OURS = frozenset({"similar", "licence_notice", "ip_request", "named_work"})  # words of others may be any
_LIKENESS = ("run", "of", "at", "edited", "names_aside", "works", "continues")
_SOURCE = ("source", "title", "author", "licence", "rights", "from", "year", "pack", "also", "passage")
_FREE = frozenset({"free", "notice", "notice_endorse", "apache", "credit"})


class IpReview:
    """What one exchange has shown so far."""

    def __init__(self) -> None:
        self._signs: dict[str, int] = {}
        self.similar = 0

    def saw(self, verdict: Verdict) -> None:
        """Learn of a verdict, before its record is asked for."""
        for one in verdict.findings:
            if one.detector in _OURS:
                self._learn(one)

    def _learn(self, one: Finding) -> None:
        if one.kind in SIMILAR and not one.attrs.get("continues"):
            self.similar += 1
        sign = {REQUEST: f"asked_{one.attrs.get('intent')}", NAMED: "named", BROUGHT: "brought_in"}.get(
            one.kind
        )
        if sign:
            self._signs[sign] = self._signs.get(sign, 0) + 1

    def attrs(self, verdict: Verdict) -> Mapping[str, object]:
        """The attribute `ip` of a finding's record; nothing where it is about something else."""
        ours = [one for one in verdict.findings if one.kind.startswith("ip.") and one.detector in _OURS]
        if not ours:
            return {}
        chief = max(ours, key=lambda one: (one.kind in SIMILAR, one.score))
        if chief.kind in SIMILAR or chief.kind == BROUGHT:
            return {"ip": self._similar(chief)}
        return {
            "ip": {
                "found": chief.kind,
                **_plain(chief, ("spdx", "years", "intent", "how", "by", "item", "use")),
            }
        }

    def _similar(self, one: Finding) -> dict[str, object]:
        licence = str(one.attrs.get("licence", ""))
        against = ["brought_in"] if one.kind == BROUGHT else []
        asked = {spdx: obligation(spdx).category for spdx in parts(licence)[:16]}
        return {
            "found": "similar passage, to be checked",
            **_plain(one, (*_LIKENESS, *_SOURCE)),
            "dependence_for": sorted(set(self._signs) - {"brought_in"}),
            "dependence_against": against,
            "obligations": asked,
            "exceptions": _exceptions(asked, one),
        }

    def header(self) -> str:
        """The value of `Sekisho-Ip`; empty where nothing similar was found."""
        return f"similar; n={self.similar}" if self.similar else ""


def _exceptions(asked: Mapping[str, str], one: Finding) -> list[str]:
    """What a reviewer should think of first."""
    found = ["quotation"]
    if asked and set(asked.values()) <= _FREE:
        found.append("licence allows, under its conditions")
    if "public-domain" in str(one.attrs.get("licence", "")) or "free" in asked.values():
        found.append("public domain")
    return found


def _plain(one: Finding, names: tuple[str, ...]) -> dict[str, object]:
    values = ((name, one.attrs[name]) for name in names if name in one.attrs)
    return {name: clip(value) if isinstance(value, str) else value for name, value in values}
