"""One table names what leaves; what it does not name is ours by prefix."""

from typing import Any

import pytest

from audit import conventions
from audit.conventions import ATTRIBUTES, ERROR, INFO, WARN, exported, severity
from tests.audit.events import record


@pytest.mark.parametrize(
    ("ours", "outside"),
    [
        ("policy", "sekisho.policy.id"),
        ("caller", "sekisho.principal.id"),
        ("verdict", "sekisho.verdict"),
        ("anything.new", "sekisho.anything.new"),
        ("sekisho.already", "sekisho.already"),
    ],
)
def test_names(ours: str, outside: str) -> None:
    assert exported(ours) == outside


def test_two_of_our_names_never_become_one() -> None:
    fixed = {
        conventions.EVENT_ID, conventions.EXCHANGE_ID, conventions.SEQ, conventions.WRITER, conventions.N
    }  # fmt: skip
    plain = {
        f"sekisho.{name}"
        for name in ("model", "dialect", "verdict", "rule", "measure", "status", "writer", "n")
    }
    outside = [*ATTRIBUTES.values(), *fixed, *plain]
    assert len(set(outside)) == len(outside)
    assert all(name.startswith("sekisho.") for name in outside)


@pytest.mark.parametrize(
    ("attrs", "loud"),
    [
        ({}, INFO),
        ({"verdict": "allow"}, INFO),
        ({"verdict": "flag"}, INFO),
        ({"verdict": "mask"}, WARN),
        ({"verdict": "refuse"}, WARN),
        ({"verdict": "unscanned"}, WARN),
        ({"verdict": "interrupted"}, ERROR),
        ({"kind": "pii.phone"}, INFO),
        ({"kind": "pii.phone", "measure": "pseudonymise"}, WARN),
        ({"kind": "pii.phone", "measure": "flag"}, INFO),
        ({"kind": "sekisho.failed"}, ERROR),
        ({"verdict": ["refuse"], "kind": 7}, INFO),
    ],
)
def test_severity(attrs: dict[str, Any], loud: int) -> None:
    assert severity(record(**attrs)) == loud
