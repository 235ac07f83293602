"""The same endings, read by official JavaScript clients and the AI SDK, with their own default retries."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.sdk.calls import call
from tests.sdk.node_clients import Job, jobs, needs_node, read_all
from tests.sdk.result import Result
from tests.station.live import Live
from tests.station.readings import shown
from tests.station.talks import (
    BEFORE,
    CALLS,
    ENDINGS,
    FORMLESS,
    LONGER,
    PERSONAL,
    asked,
    check_kind,
    check_refused_request,
    check_stopped,
    patient,
    under,
)

pytestmark = [pytest.mark.asyncio(loop_scope="module"), needs_node]


@under("refuse_request")
async def test_requests_are_refused(station: Live, tmp_path: Path) -> None:
    wanted = [job for one in [*CALLS, asked("embeddings")] for job in patient(one)]
    before = len(station.outcomes())
    got = await read_all(wanted, station.through, tmp_path)
    assert station.fake.requests == []
    assert station.outcomes()[before:] == ["refuse"] * len(wanted)
    for job in wanted:
        if job.client == "ai" and job.call.api == "generate":
            assert '"finishReason": "content-filter"' in shown(got[job.name])
        else:
            check_refused_request(got[job.name], blocked=job.client == "genai")


@under("refuse", "cut", "hold_for_review")
async def test_answers_are_stopped(station: Live, tmp_path: Path) -> None:
    wanted = [job for one in CALLS for job in patient(one)]
    got = await reading(station, wanted, tmp_path)
    for job in wanted:
        ending = next(end for end in ENDINGS if job.call.recording in (end.plain, end.stream))
        if job.client == "ai":
            ending = replace(ending, field="finish_reason", mark="content-filter")
        assert got[job.name].failure is None, job.name
        check_stopped(ending, got[job.name], BEFORE if job.call.stream else ())


@under("refuse")
async def test_whatever_was_going_on_the_end_is_readable(station: Live, tmp_path: Path) -> None:
    wanted = [replace(job, retries=True) for recording in LONGER for job in jobs(call(recording))]
    direct = await read_all(wanted, station.direct, tmp_path)
    through = await reading(station, wanted, tmp_path)
    for job in wanted:
        assert PERSONAL.findall(shown(through[job.name])) == [], job.name
        check_kind(direct[job.name], through[job.name], FORMLESS.get(job.call.api))


async def reading(station: Live, wanted: list[Job], folder: Path) -> dict[str, Result]:
    """What the clients read through the station, each having asked the upstream once."""
    station.fake.requests.clear()
    got = await read_all(wanted, station.through, folder)
    assert [received.recording for received in station.fake.requests] == [
        job.call.recording for job in wanted
    ]
    return got
