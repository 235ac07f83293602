"""How an exchange that was stopped looks to official clients: native, final, and without what stopped it.

Before the upstream, in the place of an answer, in the middle of a stream; every library
with its own default retries, none of which may ask again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from proxy.fake import Recording
from tests.sdk.calls import Call, call
from tests.sdk.differential import both, seen
from tests.sdk.python_clients import PythonClients
from tests.sdk.result import Result
from tests.station.live import Live
from tests.station.readings import shown, values
from tests.station.talks import (
    BEFORE,
    CALLS,
    ENDINGS,
    FORMLESS,
    LONGER,
    PERSONAL,
    STRICT,
    TALKS,
    Ending,
    asked,
    check_kind,
    check_refused_request,
    check_stopped,
    leaked,
    under,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

# Measure → outcome, as the station's records name it.
STOPPING = {"refuse": "refuse", "cut": "cut", "hold_for_review": "hold"}


@pytest.fixture(scope="module", params=[False, True], ids=["plain", "helper"])
def clients(request: pytest.FixtureRequest) -> Iterator[PythonClients]:
    with PythonClients(request.param, retries=True) as made:
        yield made


def _calls(ending: Ending) -> str:
    """The talk in which a tool is called with the address."""
    return f"{ending.stream}-tool-echo"


# -- before the upstream


@under("refuse_request")
@pytest.mark.parametrize("wanted", [*CALLS, asked("embeddings")], ids=lambda one: one.recording)
async def test_a_request_is_refused(station: Live, wanted: Call, clients: PythonClients) -> None:
    before = len(station.outcomes())
    got = await seen(station.fake, clients.read, wanted, station.through)
    assert got.requests == 0
    assert station.outcomes()[before:] == ["refuse"]  # asked once
    check_refused_request(got.result, blocked=wanted.api == "generate")


@under("refuse_request")
async def test_a_request_for_an_array_is_refused(station: Live, clients: PythonClients) -> None:
    got = await seen(station.fake, clients.read, asked("generate-array"), station.through)
    assert got.requests == 0
    [chunk] = json.loads(raw_body(got.result))
    assert chunk["promptFeedback"]["blockReason"] == "PROHIBITED_CONTENT"


# -- in the place of an answer


@under(*STOPPING)
@pytest.mark.parametrize("ending", ENDINGS, ids=lambda ending: ending.plain)
async def test_a_whole_answer_is_stopped(station: Live, ending: Ending, clients: PythonClients) -> None:
    before = len(station.outcomes())
    got = await seen(station.fake, clients.read, asked(ending.plain), station.through)
    assert got.requests == 1
    assert len(station.outcomes()) == before + 1
    check_stopped(ending, got.result)


_ERRORS = [
    *(f"{one}-error" for one in ("chat", "messages", "generate")),
    *(f"{one}-chat-error" for one in ("ollama", "cohere", "azure", "mistral")),
]


@under("refuse")
@pytest.mark.parametrize("name", _ERRORS)
async def test_an_error_that_quotes_is_stopped(station: Live, name: str, clients: PythonClients) -> None:
    got = await seen(station.fake, clients.read, asked(name), station.through)
    assert got.requests == 1
    assert leaked(got.result) == []
    assert got.result.failure is not None
    assert got.result.failure.status == 400
    assert "This answer was stopped by policy 'refuse'" in shown(got.result)


# -- in the middle of a stream


@pytest.mark.parametrize(("station", "outcome"), STOPPING.items(), indirect=["station"])
@pytest.mark.parametrize("ending", ENDINGS, ids=lambda ending: ending.stream)
async def test_a_stream_is_stopped(
    station: Live, outcome: str, ending: Ending, clients: PythonClients
) -> None:
    before = len(station.outcomes())
    got = await seen(station.fake, clients.read, asked(ending.stream), station.through)
    assert got.requests == 1
    assert station.outcomes()[before:] == [outcome]
    check_stopped(ending, got.result, BEFORE)
    failure = got.result.failure
    strict = STRICT.get(asked(ending.stream).api) if clients.helper else None
    assert (failure.kind if failure else None) == strict


@under(*STOPPING)
async def test_an_array_is_stopped(station: Live, clients: PythonClients) -> None:
    got = await seen(station.fake, clients.read, asked("generate-array"), station.through)
    assert got.requests == 1
    *said, last = json.loads(raw_body(got.result))
    parts = [part["text"] for chunk in said for part in chunk["candidates"][0]["content"]["parts"]]
    assert tuple(parts) == BEFORE
    assert last["candidates"][0]["finishReason"] == "SPII"
    assert "This answer was" in last["candidates"][0]["finishMessage"]


@under("refuse")
@pytest.mark.parametrize(
    "ending", [one for one in ENDINGS if _calls(one) in TALKS], ids=lambda one: one.plain
)
async def test_a_call_that_was_stopped_is_no_call(
    station: Live, ending: Ending, clients: PythonClients
) -> None:
    got = await seen(station.fake, clients.read, asked(_calls(ending)), station.through)
    assert got.requests == 1
    check_stopped(ending, got.result)
    # What came of its arguments is nothing that a client could take for a call.
    document = [*got.result.events, got.result.final]
    arguments = [*values(document, "arguments", "partial_json", "arguments_delta", "input")]
    assert arguments or ending.whole_calls
    assert [one for one in arguments if one not in ("", {})] == []


@under("refuse")
@pytest.mark.parametrize("recording", LONGER, ids=lambda one: one.name)
async def test_whatever_was_going_on_the_end_is_readable(
    station: Live, recording: Recording, clients: PythonClients
) -> None:
    wanted = call(recording)
    direct, through = await both(station.fake, clients.read, wanted, station.direct, station.through)
    assert through.requests == direct.requests
    assert PERSONAL.findall(shown(through.result)) == []
    strict = STRICT.get(wanted.api) if clients.helper else None
    check_kind(direct.result, through.result, FORMLESS.get(wanted.api, strict))


def raw_body(result: Result) -> bytes:
    assert isinstance(result.final, dict)
    assert result.final["status"] == 200
    return bytes.fromhex(str(result.final["body"]))
