"""How an exchange that was stopped looks to official clients: native, final, and without the reason's text.

Before the upstream, in the place of an answer, in the middle of a stream; every library
with its own default retries, none of which may ask again.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import pytest_asyncio

from tests.sdk.calls import Call
from tests.sdk.differential import seen
from tests.sdk.node_clients import Job, jobs, needs_node, read_all
from tests.sdk.python_clients import PythonClients
from tests.sdk.result import Result
from tests.station.live import Live, live
from tests.station.talks import ASKED, BEFORE, ENDINGS, POLICIES, TALKS, Ending, asked, leaked, shown, values

pytestmark = pytest.mark.asyncio(loop_scope="module")

STOPPING = ("refuse", "cut", "hold_for_review")
# As the station's records name the outcome.
OUTCOMES = {"refuse": "refuse", "cut": "cut", "hold_for_review": "hold"}
CALLS = [asked(name) for one in ENDINGS for name in (one.plain, one.stream)]
# Helpers that call an answer which was stopped an error, also when the provider stopped it.
STRICT = {"chat-stream": "ContentFilterFinishReasonError", "responses-stream": "RuntimeError"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def one(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Live]:
    """A station under the policy a test names."""
    home = tmp_path_factory.mktemp(request.param)
    async with live(TALKS.values(), home, request.param, POLICIES) as running:
        yield running


@pytest.fixture(scope="module", params=[False, True], ids=["plain", "helper"])
def clients(request: pytest.FixtureRequest) -> Iterator[PythonClients]:
    with PythonClients(request.param, retries=True) as made:
        yield made


def under(*policies: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("one", policies, indirect=True)


# -- before the upstream


@under("refuse_request")
@pytest.mark.parametrize("call", [*CALLS, asked("embeddings")], ids=lambda call: call.recording)
async def test_a_request_is_refused(one: Live, call: Call, clients: PythonClients) -> None:
    before = len(one.outcomes())
    got = await seen(one.fake, clients.read, call, one.through)
    assert got.requests == 0
    assert one.outcomes()[before:] == ["refuse"]  # asked once
    check_refused_request(got.result, blocked=call.api == "generate")


@under("refuse_request")
async def test_a_request_for_an_array_is_refused(one: Live, clients: PythonClients) -> None:
    got = await seen(one.fake, clients.read, asked("generate-array"), one.through)
    assert got.requests == 0
    [chunk] = json.loads(raw_body(got.result))
    assert chunk["promptFeedback"]["blockReason"] == "PROHIBITED_CONTENT"


@needs_node
@under("refuse_request")
async def test_a_request_is_refused_to_javascript_clients(one: Live, tmp_path: Path) -> None:
    wanted = [job for call in [*CALLS, asked("embeddings")] for job in patient(call)]
    before, there = len(one.outcomes()), len(one.fake.requests)
    got = await read_all(wanted, one.through, tmp_path)
    assert len(one.fake.requests) == there
    assert one.outcomes()[before:] == ["refuse"] * len(wanted)
    for job in wanted:
        if job.client == "ai" and job.call.api == "generate":
            assert '"finishReason": "content-filter"' in shown(got[job.name])
        else:
            check_refused_request(got[job.name], blocked=job.client == "genai")


def check_refused_request(result: Result, blocked: bool) -> None:
    text = shown(result)
    assert "This request was stopped by policy 'refuse_request'" in text
    assert ASKED not in text
    if blocked:
        assert result.failure is None
        assert "PROHIBITED_CONTENT" in text
    elif result.failure:
        assert (result.failure.kind, result.failure.status) in {
            ("BadRequestError", 400),
            ("APICallError", 400),
        }
    else:  # the AI SDK reports errors as parts of the stream
        *_, last = result.events
        assert isinstance(last, dict)
        assert isinstance(last["error"], dict)
        assert (last["type"], last["error"]["status"]) == ("error", 400)


# -- in the place of an answer


@under(*STOPPING)
@pytest.mark.parametrize("ending", ENDINGS, ids=lambda ending: ending.plain)
async def test_a_whole_answer_is_stopped(one: Live, ending: Ending, clients: PythonClients) -> None:
    before = len(one.outcomes())
    got = await seen(one.fake, clients.read, asked(ending.plain), one.through)
    assert got.requests == 1
    assert len(one.outcomes()) == before + 1
    check_stopped(ending, got.result)


@under("refuse")
@pytest.mark.parametrize("name", ["chat-error", "messages-error", "generate-error"])
async def test_an_error_that_quotes_is_stopped(one: Live, name: str, clients: PythonClients) -> None:
    got = await seen(one.fake, clients.read, asked(name), one.through)
    assert got.requests == 1
    assert leaked(got.result) == []
    assert got.result.failure is not None
    assert got.result.failure.status == 400
    assert "This answer was stopped by policy 'refuse'" in shown(got.result)


# -- in the middle of a stream


@under(*STOPPING)
@pytest.mark.parametrize("ending", ENDINGS, ids=lambda ending: ending.stream)
async def test_a_stream_is_stopped(
    request: pytest.FixtureRequest, one: Live, ending: Ending, clients: PythonClients
) -> None:
    before = len(one.outcomes())
    got = await seen(one.fake, clients.read, asked(ending.stream), one.through)
    assert got.requests == 1
    [policy] = (name for name in STOPPING if name in request.node.callspec.id)
    assert one.outcomes()[before:] == [OUTCOMES[policy]]
    check_stopped(ending, got.result, BEFORE)
    failure = got.result.failure
    assert (failure.kind if failure else None) == (STRICT.get(ending.stream) if clients.helper else None)


@under(*STOPPING)
async def test_an_array_is_stopped(one: Live, clients: PythonClients) -> None:
    got = await seen(one.fake, clients.read, asked("generate-array"), one.through)
    assert got.requests == 1
    *said, last = json.loads(raw_body(got.result))
    parts = [part["text"] for chunk in said for part in chunk["candidates"][0]["content"]["parts"]]
    assert tuple(parts) == BEFORE
    assert last["candidates"][0]["finishReason"] == "SPII"
    assert "This answer was" in last["candidates"][0]["finishMessage"]


@under("refuse")
@pytest.mark.parametrize("api", ["chat", "responses", "messages"])
async def test_a_call_that_was_stopped_is_no_call(one: Live, api: str, clients: PythonClients) -> None:
    got = await seen(one.fake, clients.read, asked(f"{api}-stream-tool-echo"), one.through)
    assert got.requests == 1
    assert leaked(got.result) == []
    ending = next(one for one in ENDINGS if one.plain == api)
    assert ending.read(got.result) == ending.mark
    # What came of its arguments is nothing that a client could take for a call.
    document = [*got.result.events, got.result.final]
    arguments = [*values(document, "arguments", "partial_json", "arguments_delta", "input")]
    assert arguments
    assert [one for one in arguments if one not in ("", {})] == []


# -- both, to JavaScript clients


@needs_node
@under(*STOPPING)
async def test_answers_are_stopped_for_javascript_clients(one: Live, tmp_path: Path) -> None:
    wanted = [job for call in CALLS for job in patient(call)]
    one.fake.requests.clear()
    got = await read_all(wanted, one.through, tmp_path)
    assert [received.recording for received in one.fake.requests] == [job.call.recording for job in wanted]
    for job in wanted:
        ending = next(end for end in ENDINGS if job.call.recording in (end.plain, end.stream))
        before = BEFORE if job.call.stream else ()
        if job.client == "ai":
            ending = replace(ending, field="finish_reason", mark="content-filter")
        assert got[job.name].failure is None, job.name
        check_stopped(ending, got[job.name], before)


def check_stopped(ending: Ending, result: Result, before: tuple[str, ...] = ()) -> None:
    """The client was told, got what came before the span, and nothing of it or after it."""
    text = shown(result)
    assert leaked(result) == []
    assert ending.read(result) == ending.mark
    assert [piece for piece in before if f'"{piece}"' not in text] == []
    assert not ending.explained or "This answer was" in text


def patient(call: Call) -> list[Job]:
    """Every JavaScript library's way to make this call, with its own retries."""
    return [replace(job, retries=True, prompt=f"Write to {ASKED}.") for job in jobs(call)]


def raw_body(result: Result) -> bytes:
    assert isinstance(result.final, dict)
    assert result.final["status"] == 200
    return bytes.fromhex(str(result.final["body"]))
