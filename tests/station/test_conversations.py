"""Conversations over real sockets: as if nothing stood between, and what differs when something is found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openai
import pytest

from proxy.fake import Script, load_scripts
from proxy.fake.match import PICK_HEADER
from tests.fixtures import WIRE
from tests.station.sockets import SCRIPTS, booth, play, settled
from tests.station.stand import one_decision_each

THEIRS = [one for one in (load_scripts(Path(WIRE)) if WIRE else ()) if one.provider != "gemini"]
ALL = [*SCRIPTS.values(), *THEIRS]
MASKING = """
policies:
  masking:
    rules:
      - {kind: "secret.*", measure: mask}
      - {kind: "pii.*", measure: mask}
  refusing:
    rules:
      - {kind: "pii.*", measure: refuse}
      - {kind: "secret.*", measure: refuse}
"""


async def test_every_conversation_passes_byte_for_byte(tmp_path: Path) -> None:
    async with booth(tmp_path, scripts=ALL) as one:
        for script in ALL:
            if any(not isinstance(line.text, bytes) for line in script.lines):
                continue
            one.fake.heard.clear()
            async with one.open(script) as socket:
                came = await play(socket, script)
            assert came == [line.text for line in script.lines if not line.sent], script.name
            assert one.fake.heard == [line.text for line in script.lines if line.sent], script.name
    one_decision_each(one.stand.records())


async def realtime(url: str, script: Script) -> list[dict[str, Any]]:
    """A script through the official client."""
    client = openai.AsyncOpenAI(api_key="sk-test", base_url=url)
    events: list[dict[str, Any]] = []
    async with client.realtime.connect(
        model="gpt-realtime", extra_headers={PICK_HEADER: script.name}
    ) as talk:
        for line in script.lines:
            if line.sent:
                assert isinstance(line.text, bytes)
                await talk.send(json.loads(line.text))
            else:
                events.append((await talk.recv()).model_dump())
    await client.close()
    return events


async def responses(url: str, script: Script) -> list[dict[str, Any]]:
    client = openai.AsyncOpenAI(api_key="sk-test", base_url=url)
    events: list[dict[str, Any]] = []
    async with client.responses.connect(extra_headers={PICK_HEADER: script.name}) as talk:
        for line in script.lines:
            if line.sent:
                assert isinstance(line.text, bytes)
                await talk.send(json.loads(line.text))
            else:
                events.append((await talk.recv()).model_dump())
    await client.close()
    return events


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=lambda one: one.name)
async def test_the_official_client_sees_the_same_through_the_station(script: Script, tmp_path: Path) -> None:
    read = realtime if script.surface == "realtime" else responses
    async with booth(tmp_path) as one:
        direct = await read(f"{one.fake.base_url}/v1", script)
        through = await read(f"{one.stand.url}/openai/v1", script)
    assert through == direct
    assert direct


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=lambda one: one.name)
async def test_the_official_client_reads_what_was_masked(script: Script, tmp_path: Path) -> None:
    read = realtime if script.surface == "realtime" else responses
    async with booth(tmp_path, "masking", more=MASKING) as one:
        direct = await read(f"{one.fake.base_url}/v1", script)
        through = await read(f"{one.stand.url}/openai/v1", script)
        assert one_decision_each(one.stand.records())
    assert [event["type"] for event in through] == [event["type"] for event in direct]
    told = json.dumps(through, ensure_ascii=False)
    for secret in ("buara@exam", "haibuara", "1234-5678", "9876-5432"):
        assert secret not in told


async def until(talk: Any, kind: str) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = []
    while not events or events[-1]["type"] != kind:
        events.append((await talk.recv()).model_dump())
    return events


async def test_a_realtime_answer_that_is_refused_ends_natively_and_the_session_lives_on(
    tmp_path: Path,
) -> None:
    script = SCRIPTS["openai/realtime-text"]
    sent = [json.loads(line.text) for line in script.lines if line.sent and isinstance(line.text, bytes)]
    async with booth(tmp_path, "refusing", more=MASKING) as one:
        client = openai.AsyncOpenAI(api_key="sk-test", base_url=f"{one.stand.url}/openai/v1")
        async with client.realtime.connect(
            model="gpt-realtime", extra_headers={PICK_HEADER: script.name}
        ) as talk:
            for event in sent[:3]:
                await talk.send(event)
            first = await until(talk, "response.done")
            content = [{"type": "input_text", "text": "I am taro@example.com"}]
            await talk.send({**sent[1], "item": {**sent[1]["item"], "content": content}})  # type: ignore[arg-type]  # an event
            error = (await until(talk, "error"))[-1]
            for event in sent[3:]:
                await talk.send(event)
            second = await until(talk, "response.done")
        await client.close()
        await settled(one)
        heard = [json.loads(message) for message in one.fake.heard]
        outcomes = one.stand.outcomes()
    ended = first[-1]["response"]
    assert (ended["status"], ended["status_details"]["reason"]) == ("incomplete", "content_filter")
    assert [item["content"][0]["text"] for item in ended["output"]] == ["Write to "]
    assert error["error"]["code"] == "content_policy_violation"
    assert second[-1]["response"]["output"][0]["content"][0]["text"] == "Nobody, I am afraid."
    assert "taro@example.com" not in json.dumps(heard)
    assert [event["type"] for event in heard if str(event.get("event_id", "")).startswith("sekisho_")] == [
        "response.cancel", "conversation.item.delete",
    ]  # fmt: skip
    assert sorted(outcomes) == ["completed", "completed", "refuse", "refuse"]


async def test_a_responses_answer_that_is_refused_ends_natively_and_the_next_one_passes(
    tmp_path: Path,
) -> None:
    script = SCRIPTS["openai/responses-socket"]
    async with booth(tmp_path, "refusing", more=MASKING) as one:
        client = openai.AsyncOpenAI(api_key="sk-test", base_url=f"{one.stand.url}/openai/v1")
        async with client.responses.connect(extra_headers={PICK_HEADER: script.name}) as talk:
            await talk.send({"type": "response.create", "model": "gpt-5.6", "input": "Who?"})
            first = await until(talk, "response.incomplete")
            await talk.send({"type": "response.create", "model": "gpt-5.6", "input": "taro@example.com"})
            error = (await until(talk, "error"))[-1]
            await talk.send({"type": "response.create", "model": "gpt-5.6", "input": "And on Sundays?"})
            second = await until(talk, "response.completed")
        await client.close()
        heard = b"".join(one.fake.heard)
    assert first[-1]["response"]["incomplete_details"] == {"reason": "content_filter"}
    assert "haibuara" not in json.dumps(first)
    assert error["error"]["code"] == "content_policy_violation"
    assert error["status"] == 400
    assert second[-1]["response"]["id"] == "resp_b"
    assert b"taro@example.com" not in heard


async def test_hidden_from_the_provider_and_restored_for_the_client(tmp_path: Path) -> None:
    script = SCRIPTS["openai/realtime-echo"]
    mail = "hanako@example.jp"
    async with booth(tmp_path, "japan-business") as one, one.open(script) as socket:
        await socket.recv()
        content = [{"type": "input_text", "text": f"Mail {mail} today"}]
        item = {"type": "message", "role": "user", "content": content}
        await socket.send(json.dumps({"type": "conversation.item.create", "item": item}))
        await socket.send(json.dumps({"type": "response.create"}))
        events = [json.loads(await socket.recv()) for _ in range(14)]
        said = "".join(event.get("delta", "") for event in events)
        assert mail.encode() not in b"".join(one.fake.heard)
    assert said == f"You said: Mail {mail} today"


async def test_a_value_cut_in_the_middle_of_nothing_else_is_in_the_ledger(tmp_path: Path) -> None:
    async with booth(tmp_path, "masking", more=MASKING) as one:
        for script in SCRIPTS.values():
            async with one.open(script) as socket:
                if all(isinstance(line.text, bytes) for line in script.lines):
                    await play(socket, script)
        await settled(one)
        told = json.dumps(one.stand.records(), ensure_ascii=False)
    for content in ("haibuara", "090-1234", "Nagano", "visitors", "sk-test"):
        assert content not in told
