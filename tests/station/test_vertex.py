"""Claude on Vertex AI through the station, as Anthropic's own client for it sees it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import anthropic
import pytest
import pytest_asyncio
from anthropic.lib.vertex import AnthropicVertex

from proxy.fake import Recording
from proxy.fake.match import PICK_HEADER
from tests.sdk.calls import Roots
from tests.station.exchanges import recordings
from tests.station.live import Live, live
from tests.station.talks import ASKED, POLICIES, TALKS

pytestmark = pytest.mark.asyncio(loop_scope="module")

MODEL = "claude-sonnet-4-5@20250929"
PATH = "/v1/projects/p/locations/global/publishers/anthropic/models/"


def on_vertex(talk: Recording, verb: str) -> Recording:
    """A talk with Claude as Vertex AI serves it: the same body on another path."""
    target = f"{PATH}{MODEL}:{verb}"
    asked = replace(talk.asked, target=target, path=target)
    return replace(talk, name=f"vertex/{talk.name}", provider="vertex", surface=verb, asked=asked)


OURS = [
    on_vertex(TALKS["messages"], "rawPredict"),
    on_vertex(TALKS["messages-stream"], "streamRawPredict"),
    on_vertex(TALKS["messages-error"], "rawPredict"),
]
RECORDED = [one for one in recordings() if one.provider == "vertex" and "awPredict" in one.asked.target]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def under(request: pytest.FixtureRequest, tmp_path_factory: Any) -> AsyncIterator[Live]:
    home = tmp_path_factory.mktemp(request.param)
    async with live([*OURS, *RECORDED], home, request.param, POLICIES) as one:
        yield one


def read(recording: Recording, roots: Roots) -> list[Any]:
    """What the client makes of the answer, event by event, or its exception."""
    stream = recording.stream is not None
    with AnthropicVertex(
        access_token="t",
        project_id="p",
        region="global",
        base_url=roots("vertex") + "/v1",
        default_headers={PICK_HEADER: recording.name},
    ) as client:
        asked: Any = [{"role": "user", "content": f"Write to {ASKED}."}]
        try:
            got = client.messages.create(model=MODEL, max_tokens=64, messages=asked, stream=stream)
            found: Any = list(got) if stream else [got]
            return [one.model_dump() for one in found]
        except anthropic.APIStatusError as error:
            return [type(error).__name__, error.status_code, error.body]


@pytest.mark.parametrize("under", ["observe", "standard"], indirect=True)
@pytest.mark.parametrize("recording", [*OURS, *RECORDED], ids=lambda one: one.name)
async def test_the_client_reads_the_same(recording: Recording, under: Live) -> None:
    direct = await asyncio.to_thread(read, recording, under.direct)
    before = len(under.fake.requests)
    through = await asyncio.to_thread(read, recording, under.through)
    assert len(under.fake.requests) == before + 1
    assert through == direct


@pytest.mark.parametrize("under", ["refuse_request"], indirect=True)
@pytest.mark.parametrize("recording", OURS[:2], ids=lambda one: one.name)
async def test_a_request_is_refused(recording: Recording, under: Live) -> None:
    before = len(under.outcomes())
    kind, status, body = await asyncio.to_thread(read, recording, under.through)
    assert (kind, status) == ("BadRequestError", 400)
    assert "This request was stopped by policy 'refuse_request'" in str(body)
    assert under.outcomes()[before:] == ["refuse"]  # asked once


@pytest.mark.parametrize("under", ["refuse", "cut", "hold_for_review"], indirect=True)
@pytest.mark.parametrize("recording", OURS[:2], ids=lambda one: one.name)
async def test_an_answer_is_stopped(recording: Recording, under: Live) -> None:
    before = len(under.fake.requests)
    said = str(await asyncio.to_thread(read, recording, under.through))
    assert len(under.fake.requests) == before + 1
    assert "'stop_reason': 'refusal'" in said
    assert "This answer was" in said
    assert "ueda@" not in said


@pytest.mark.parametrize("under", ["refuse"], indirect=True)
async def test_an_error_that_quotes_is_stopped(under: Live) -> None:
    kind, status, body = await asyncio.to_thread(read, OURS[2], under.through)
    assert (kind, status) == ("BadRequestError", 400)
    assert "This answer was stopped" in str(body)
    assert "ueda" not in str(body)
