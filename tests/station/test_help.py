"""Help in the place of an answer, as official clients show it: an answer like any other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sdk.calls import Call
from tests.sdk.differential import seen
from tests.sdk.node_clients import needs_node, read_all
from tests.sdk.python_clients import PythonClients
from tests.sdk.result import Result
from tests.station.live import Live
from tests.station.readings import shown
from tests.station.talks import ASKED, CALLS, ENDINGS, STRICT, Ending, asked, leaked, patient, under
from tests.station.test_bedrock import ENDINGS as AMAZONS

pytestmark = pytest.mark.asyncio(loop_scope="module")

AMAZON = [asked(name) for one in AMAZONS for name in (one.plain, one.stream)]


@pytest.fixture(scope="module", params=[False, True], ids=["plain", "helper"])
def clients(request: pytest.FixtureRequest) -> Iterator[PythonClients]:
    with PythonClients(request.param, retries=True) as made:
        yield made


def check_help(result: Result) -> None:
    """The client shows whom to turn to, without any error, and nothing of what was asked."""
    text = shown(result)
    assert result.failure is None
    assert "988 Suicide" in text
    assert ASKED not in text


@under("help_request")
@pytest.mark.parametrize("wanted", CALLS, ids=lambda one: one.recording)
async def test_a_request_is_answered_with_help(station: Live, wanted: Call, clients: PythonClients) -> None:
    before = len(station.outcomes())
    got = await seen(station.fake, clients.read, wanted, station.through)
    assert got.requests == 0
    assert station.outcomes()[before:] == ["refuse"]  # asked once
    check_help(got.result)


@under("help_request")
@needs_node
async def test_javascript_libraries_show_it_too(station: Live, tmp_path: Path) -> None:
    wanted = [job for one in [*CALLS, *AMAZON] for job in patient(one)]
    got = await read_all(wanted, station.through, tmp_path)
    assert [job.name for job in wanted if got[job.name].failure] == []
    for job in wanted:
        check_help(got[job.name])


@under("help")
@pytest.mark.parametrize("ending", ENDINGS, ids=lambda ending: ending.plain)
async def test_a_whole_answer_that_is_stopped_says_it(
    station: Live, ending: Ending, clients: PythonClients
) -> None:
    got = await seen(station.fake, clients.read, asked(ending.plain), station.through)
    assert leaked(got.result) == []
    assert "988 Suicide" in shown(got.result)


@under("help")
@pytest.mark.parametrize("ending", ENDINGS, ids=lambda ending: ending.stream)
async def test_a_stream_that_is_stopped_says_it(
    station: Live, ending: Ending, clients: PythonClients
) -> None:
    wanted = asked(ending.stream)
    got = await seen(station.fake, clients.read, wanted, station.through)
    assert leaked(got.result) == []
    assert "988 Suicide" in shown(got.result)
    failure = got.result.failure
    assert failure is None or (clients.helper and failure.kind == STRICT[wanted.api])
