"""Masked on the way down, and restored: what official clients see of text that was touched and let through.

The oracle is the reading without the station: the same events with the same members, and
the texts that differ, put one after the other, differ by the address alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pydantic import JsonValue

from tests.sdk.calls import Call
from tests.sdk.differential import both, seen
from tests.sdk.node_clients import Job, jobs, needs_node, read_all
from tests.sdk.python_clients import PythonClients
from tests.station.live import Live
from tests.station.readings import differing, shown
from tests.station.talks import CALLS, PIECES, SAID, asked, under

pytestmark = pytest.mark.asyncio(loop_scope="module")

TOKEN = re.compile(r"PII_EMAIL_[0-9]+_[0-9A-Z]{2}")
HELPED = ["chat-stream-tool-echo", "responses-stream-tool-echo", "messages-stream-tool-echo"]
TOOLS = [*HELPED, *(f"{one}-chat-stream-tool-echo" for one in ("ollama", "cohere", "azure", "mistral"))]


@pytest.fixture(scope="module")
def plain() -> Iterator[PythonClients]:
    with PythonClients() as made:
        yield made


@pytest.fixture(scope="module")
def helper() -> Iterator[PythonClients]:
    with PythonClients(helper=True) as made:
        yield made


# -- masked on the way down


@under("mask")
@pytest.mark.parametrize("name", [*(one.recording for one in CALLS), *TOOLS])
async def test_only_the_address_is_masked(station: Live, name: str, plain: PythonClients) -> None:
    direct, through = await both(station.fake, plain.read, asked(name), station.direct, station.through)
    assert through.result.failure is None
    was, now = differing(direct.result, through.result)
    assert SAID in was
    assert TOKEN.sub(SAID, now) == was


@under("mask")
@pytest.mark.parametrize("name", ["chat-stream", "responses-stream", "messages-stream", *HELPED])
async def test_helpers_end_with_the_same_object(station: Live, name: str, helper: PythonClients) -> None:
    direct, through = await both(station.fake, helper.read, asked(name), station.direct, station.through)
    assert SAID in shown(replace(direct.result, events=()))
    assert [piece for piece in PIECES if piece in shown(through.result)] == []
    assert TOKEN.sub(SAID, shown(replace(through.result, events=()))) == shown(
        replace(direct.result, events=())
    )


@needs_node
@under("mask")
async def test_javascript_clients_see_only_the_address_masked(station: Live, tmp_path: Path) -> None:
    wanted = [job for one in CALLS for job in jobs(one)]
    direct = await read_all(wanted, station.direct, tmp_path)
    through = await read_all(wanted, station.through, tmp_path)
    for job in wanted:
        was, now = differing(direct[job.name], through[job.name])
        assert SAID in was, job.name
        assert TOKEN.sub(SAID, now) == was, job.name


@under("mask")
@pytest.mark.parametrize(
    "api", ["chat", "responses", "messages", "ollama-chat", "cohere-chat", "azure-chat", "mistral-chat"]
)
async def test_what_was_masked_goes_up_as_the_model_said_it(
    station: Live, api: str, plain: PythonClients
) -> None:
    first = asked(api)
    told = (await seen(station.fake, plain.read, first, station.through)).result
    [token] = set(TOKEN.findall(shown(told)))
    again = continued(first, [{"role": "assistant", "content": f"Mei Ueda, {token}"}])
    await seen(station.fake, plain.read, again, station.through)
    assert f"Mei Ueda, {SAID}" in sent(station)


# -- pseudonymised on the way up, restored on the way down


@under("pseudonymise")
@pytest.mark.parametrize("name", TOOLS)
async def test_an_argument_makes_the_round_trip(
    station: Live, name: str, plain: PythonClients, helper: PythonClients
) -> None:
    direct, through = await both(station.fake, plain.read, asked(name), station.direct, station.through)
    assert through.result.failure is None
    was, now = differing(direct.result, through.result)
    assert was == now
    assert SAID not in sent(station)
    assert TOKEN.search(sent(station))
    direct, through = await both(station.fake, helper.read, asked(name), station.direct, station.through)
    assert through.result.final == direct.result.final


@needs_node
@under("pseudonymise")
async def test_an_argument_makes_the_round_trip_to_javascript_clients(station: Live, tmp_path: Path) -> None:
    wanted = [told(job) for name in TOOLS for job in jobs(asked(name))]
    direct = await read_all(wanted, station.direct, tmp_path)
    there = len(station.fake.requests)
    through = await read_all(wanted, station.through, tmp_path)
    assert [SAID in request.decoded.decode() for request in station.fake.requests[there:]] == [False] * len(
        wanted
    )
    for job in wanted:
        was, now = differing(direct[job.name], through[job.name])
        assert was == now, job.name
        assert SAID in shown(through[job.name]).replace('\\"', '"'), job.name


@under("pseudonymise")
@pytest.mark.parametrize("name", TOOLS)
async def test_the_next_turn_says_the_same_to_the_model(
    station: Live, name: str, plain: PythonClients
) -> None:
    first = asked(name)
    await seen(station.fake, plain.read, first, station.through)
    before = sent(station)
    await seen(station.fake, plain.read, continued(first, TURNS[first.api]), station.through)
    after = sent(station)
    assert SAID not in after
    [token] = set(TOKEN.findall(after))
    assert set(TOKEN.findall(before)) == {token}
    assert after.count(token) == 3  # what was asked, the call, the tool's answer


_ARGUMENTS = f'{{"to":"{SAID}","subject":"Minutes"}}'
_DONE = f"Sent to {SAID}."
_CALLED: list[dict[str, Any]] = [
    {
        "role": "assistant",
        "content": None,
        "tool_calls": [
            {
                "id": "call_gate",
                "type": "function",
                "function": {"name": "send_mail", "arguments": _ARGUMENTS},
            }
        ],
    },
    {"role": "tool", "tool_call_id": "call_gate", "content": _DONE},
]
TURNS: dict[str, list[dict[str, Any]]] = {
    "chat.completions": _CALLED,
    "mistral.chat": _CALLED,
    "responses": [
        {
            "type": "function_call",
            "id": "fc_gate",
            "call_id": "call_gate",
            "name": "send_mail",
            "arguments": _ARGUMENTS,
        },
        {"type": "function_call_output", "call_id": "call_gate", "output": _DONE},
    ],
    "messages": [
        {
            "role": "assistant",
            "content": [
                {
                    "type": "tool_use",
                    "id": "toolu_gate",
                    "name": "send_mail",
                    "input": {"to": SAID, "subject": "Minutes"},
                }
            ],
        },
        {"role": "user", "content": [{"type": "tool_result", "tool_use_id": "toolu_gate", "content": _DONE}]},
    ],
    "ollama.chat": [
        {
            "role": "assistant",
            "tool_calls": [
                {"function": {"name": "send_mail", "arguments": {"to": SAID, "subject": "Minutes"}}}
            ],
        },
        {"role": "tool", "tool_name": "send_mail", "content": _DONE},
    ],
    "cohere.v2.chat": [
        {
            "role": "assistant",
            "tool_calls": [
                {
                    "id": "call_gate",
                    "type": "function",
                    "function": {"name": "send_mail", "arguments": _ARGUMENTS},
                }
            ],
        },
        {"role": "tool", "tool_call_id": "call_gate", "content": _DONE},
    ],
}


def continued(call: Call, turns: list[dict[str, Any]]) -> Call:
    """The same talk, some turns later."""
    name = "input" if call.api == "responses" else "messages"
    begun = call.body[name]
    said: list[JsonValue] = [{"role": "user", "content": begun}] if isinstance(begun, str) else [*begun]  # type: ignore[misc]  # a list
    return replace(call, body={**call.body, name: [*said, *turns]})


def told(job: Job) -> Job:
    """The AI SDK has a prompt of its own; it is to say what the recorded request says."""
    return replace(job, prompt=f"Send the minutes to {SAID} today.")


def sent(station: Live) -> str:
    """The last request as the upstream had it."""
    return station.fake.requests[-1].decoded.decode()
