"""What our attributes are called outside: one table, so that a new convention is one change.

Conventions for guardrails are still moving (OpenTelemetry's GenAI group has one under
discussion), so the ledger keeps our own words and only copies are renamed, here.
A name without a row is exported as `sekisho.<name>`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from audit.record import Record

SERVICE = "sekisho"
SCOPE = "sekisho.audit"
PREFIX = "sekisho."

ATTRIBUTES: Mapping[str, str] = {
    "caller": "sekisho.principal.id",
    "detector": "sekisho.detector.name",
    "detectors": "sekisho.finding.detectors",
    "direction": "sekisho.finding.direction",
    "end": "sekisho.finding.end",
    "kind": "sekisho.finding.kind",
    "kinds": "sekisho.finding.kinds",
    "path": "sekisho.finding.path",
    "policy": "sekisho.policy.id",
    "policy_digest": "sekisho.policy.digest",
    "role": "sekisho.finding.role",
    "route": "sekisho.route.id",
    "score": "sekisho.risk.score",
    "start": "sekisho.finding.start",
    "system": "sekisho.app.id",
    "trust": "sekisho.finding.trust",
}
# Where a log record has a field of its own for it.
TRACE_ID = "trace_id"
SPAN_ID = "span_id"

EVENT_ID = "sekisho.event.id"
"""What receivers drop duplicates by."""
EXCHANGE_ID = "sekisho.exchange.id"
SEQ = "sekisho.event.seq"
WRITER = "sekisho.log.writer"
N = "sekisho.log.n"

INFO, WARN, ERROR = 9, 13, 17
"""Severity numbers of OpenTelemetry logs."""
SEVERITY_TEXT: Mapping[int, str] = {INFO: "INFO", WARN: "WARN", ERROR: "ERROR"}

# Verdicts and measures after which something did not pass as it came, or passed unseen.
_ACTED = (
    *("label", "require_source", "mask", "pseudonymise", "hold", "hold_for_review"),
    *("refuse", "resources", "cut", "unscanned"),
)


@lru_cache(maxsize=1024)
def exported(name: str) -> str:
    """The exported name of an attribute of ours."""
    known = ATTRIBUTES.get(name)
    if known is not None:
        return known
    return name if name.startswith(PREFIX) else PREFIX + name


def severity(record: Record) -> int:
    """How loud a record is: interruptions and failures of our own 17, what was acted on 13, else 9."""
    attrs = record["attrs"]
    if attrs.get("verdict") == "interrupted" or str(attrs.get("kind", "")).startswith(PREFIX):
        return ERROR
    return WARN if attrs.get("verdict", attrs.get("measure")) in _ACTED else INFO
