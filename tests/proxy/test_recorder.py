"""Records are numbered in order, and a promise is one only where somebody sees another thing for it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from config.errors import AuditError
from proxy.commands import Record
from proxy.recorder import Recorder
from tests.proxy.raw import serving
from tests.station.stand import standing

FINDING, DECISION = "sekisho.finding", "sekisho.decision"


async def never(peer: object) -> None:
    del peer


@pytest.mark.parametrize(
    ("attrs", "promised"),
    [
        ({"measure": "flag"}, False),
        ({"verdict": "unscanned"}, False),
        ({"measure": "mask"}, True),
        ({"measure": "cut"}, True),
        ({"verdict": "refuse"}, True),
    ],
)
async def test_what_changes_an_answer_waits_for_the_disk(
    attrs: Mapping[str, object], promised: bool, tmp_path: Path
) -> None:
    async with serving(never) as server, standing(tmp_path, server.url) as stand:
        recorder = Recorder(stand.station.station, "x")
        waits = recorder.write([Record(FINDING, attrs), Record(DECISION, {"outcome": "completed"})])
        assert (waits is not None) is promised
        if waits is not None:
            waits.result(10)
        finding, decision = (one for one in stand.records() if one["exchange"] == "x")
        assert [(one["name"], one["seq"]) for one in (finding, decision)] == [(FINDING, 0), (DECISION, 1)]
        duration = decision["attrs"]["duration_us"]
        assert isinstance(duration, int)
        assert duration >= 0
        assert "duration_us" not in finding["attrs"]


async def test_a_record_that_is_not_fit_is_none(tmp_path: Path) -> None:
    async with serving(never) as server, standing(tmp_path, server.url) as stand:
        recorder = Recorder(stand.station.station, "x")
        with pytest.raises(AuditError):
            recorder.write([Record(FINDING, {"text": "a" * 1000})])
        recorder.owe([Record(DECISION, {"outcome": "audit_unavailable"})])
        assert recorder.write([Record(FINDING, {})]) is None
        names = [one["name"] for one in stand.records() if one["exchange"] == "x"]
        assert names == [DECISION, FINDING]
