"""What one exchange will have on record: counts and kinds, never text.

The tally turns verdicts into the attributes of `sekisho.finding`, and the whole into
those of `sekisho.decision`. Every word in it is ours, a configuration name or a number.

That something passed unread is listed once for each reason and direction: sound and
pictures come in hundreds of pieces. `kinds` of the decision says how often.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from filters.harm.taxonomy import BY_KIND, ruled_as
from filters.model import Exchange, Verdict
from proxy.reviewing import IpReview

# What the client is told, by the severest measure taken.
_HEADER = {
    "allow": "allow",
    "restore": "allow",
    "flag": "flag",
    "label": "flag",
    "require_source": "mask",
    "pseudonymise": "mask",
    "mask": "mask",
    "hold_for_review": "hold",
    "cut": "refuse",
    "refuse": "refuse",
    "resources": "refuse",
}


# Who may say why: the gate and the station, about readers and documents; and who asks guards, about them.
_OURS = ("gate", "station", "guard")
_PASSING = ("allow", "flag")


def word_for(verdicts: Sequence[Verdict]) -> str:
    """The word for all of these verdicts together, as the `Sekisho-Verdict` header says it."""
    worst = max(verdicts, key=lambda v: v.severity, default=None)
    return "allow" if worst is None else _HEADER.get(worst.measure, "flag")


def _harm(verdict: Verdict) -> Mapping[str, object]:
    """What a finding of harm says beside its kind, in words of ours: how bad, which part of its class."""
    for found in verdict.findings:
        if found.kind == verdict.kind and found.kind in BY_KIND:
            level, whole = found.attrs.get("severity"), ruled_as(found.kind, found.attrs)
            said: dict[str, object] = {"severity": level} if type(level) is int and 0 <= level <= 3 else {}
            return said | ({"sub": whole.rpartition(".")[2]} if whole != found.kind else {})
    return {}


class Tally:
    """The running account of one exchange."""

    def __init__(self, exchange: Exchange, most: int = 10_000) -> None:
        self._exchange = exchange
        self._most = most
        self.kinds: dict[str, int] = {}
        self.measures: dict[str, int] = {}
        self._severity = -1
        self._measure = "allow"
        self._rule = ""
        self._unscanned = False
        self._unread: set[tuple[str, str]] = set()  # direction and reason of what passed unread
        self._listed = 0
        self.status = 0
        self.bytes_in = 0
        self._unlisted = 0
        self.ip = IpReview()

    def opened(self) -> Mapping[str, object]:
        """Attributes of `sekisho.opened`."""
        return self._who()

    def finding(self, verdict: Verdict, path: str) -> Mapping[str, object] | None:
        """Count a verdict; the attributes of its record, or None for a repeat and beyond the bound."""
        chief = verdict.findings[0]
        for found in verdict.findings:
            self.kinds[found.kind] = self.kinds.get(found.kind, 0) + 1
        self.measures[verdict.measure] = self.measures.get(verdict.measure, 0) + 1
        self._unscanned = self._unscanned or verdict.kind == "sekisho.unscanned"
        if verdict.severity > self._severity:
            self._severity, self._measure, self._rule = verdict.severity, verdict.measure, verdict.rule
        self.ip.saw(verdict)
        if self._repeated(verdict):
            return None
        if self._listed >= self._most:
            self._unlisted += 1
            return None
        self._listed += 1
        channel = verdict.channel
        attrs: dict[str, object] = {
            "kind": verdict.kind,
            "rule": verdict.rule,
            "measure": verdict.measure,
            "policy": self._exchange.policy,
            "policy_digest": self._exchange.policy_digest,
            "direction": channel.direction,
            "path": path,
            "role": channel.role,
            "trust": channel.trust,
            "start": verdict.span.start,
            "end": verdict.span.end,
            "score": round(max(f.score for f in verdict.findings), 4),
            "detectors": sorted({f.detector for f in verdict.findings}),
            "kinds": sorted({f.kind for f in verdict.findings}),
        }
        if verdict.review:
            attrs["review"] = verdict.review
        attrs |= _harm(verdict)
        attrs |= self.ip.attrs(verdict)
        if chief.detector in _OURS:  # words of others may be any
            attrs |= {key: str(chief.attrs[key])[:64] for key in ("why", "reader") if key in chief.attrs}
        return attrs

    def _repeated(self, verdict: Verdict) -> bool:
        """Whether it says again, without stopping anything, why something was not read."""
        chief = verdict.findings[0]
        if (
            chief.kind != "sekisho.unscanned"
            or chief.detector not in _OURS
            or verdict.measure not in _PASSING
        ):
            return False
        known = (verdict.channel.direction, str(chief.attrs.get("why", "")))
        fresh = known not in self._unread
        self._unread.add(known)
        return not fresh

    def header(self) -> str:
        """The verdict as the `Sekisho-Verdict` header says it, so far."""
        word = _HEADER.get(self._measure, "flag")
        return "unscanned" if self._unscanned and word in ("allow", "flag") else word

    def decision(self, outcome: str) -> Mapping[str, object]:
        """Attributes of `sekisho.decision`. outcome: completed, refuse, cut, hold, or what broke."""
        attrs: dict[str, object] = {
            **self._who(),
            "verdict": self.header(),
            "outcome": outcome,
            "rule": self._rule,
            "kinds": dict(sorted(self.kinds.items())),
            "measures": dict(sorted(self.measures.items())),
            "status": self.status,
            "answer_bytes": self.bytes_in,
        }
        if self._unlisted:
            attrs["findings_unlisted"] = self._unlisted
        return attrs

    def _who(self) -> dict[str, object]:
        x = self._exchange
        return {
            "route": x.route,
            "dialect": x.dialect,
            "model": x.model,
            "caller": x.caller,
            "system": x.system,
            "purpose": x.purpose,
            "policy": x.policy,
            "policy_digest": x.policy_digest,
            "streaming": x.streaming,
        }
