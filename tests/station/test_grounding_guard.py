"""A judge of what an answer rests on, behind a running station: real servers on all three sides."""

from __future__ import annotations

import asyncio
import json
from asyncio import StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.proxy.guarding.servers import Act, Asked, Server, says, serving, silent
from tests.station.stand import Stand, standing

POLICY = """\
policies:
  held:
    extends: observe
    deadline_s: {deadline_s}
    enable: [email, grounding_guard]
    detectors:
      grounding_guard:
        guards: [{{use: grounding_judge, url: "{url}", model: m, label: ours}}]
        least: 8
        {options}
    rules:
      - {{kind: pii.email, direction: request, measure: mask}}
      - {{kind: grounding.*, direction: response, measure: require_source}}
      - {{kind: [sekisho.failed, sekisho.late], measure: refuse}}
"""
GIVEN = "The harbour tram opens on 4 April 2027. Ask taro@example.jp for tickets."
SENTENCES = ["The harbour tram opens on 4 April 2027.", "A ticket to the harbour costs 990 yen."]
MARK = "［要出典 / source needed］"
FINE, MISSING = '{"verdict": "supported"}', '{"verdict": "missing", "confidence": 0.9}'


def asked(*, stream: bool = False, given: str = GIVEN) -> bytes:
    messages = [
        {"role": "system", "content": "Answer by what the tool says."},
        {"role": "user", "content": "When does the tram open?"},
        {"role": "tool", "tool_call_id": "1", "content": given},
    ]
    return json.dumps(
        {"model": "m", "messages": messages if given else messages[:2], "stream": stream}
    ).encode()


def answering(*pieces: str) -> Act:
    """A provider that says this, as a stream where it is asked for one."""

    async def act(one: Asked, writer: StreamWriter) -> None:
        if not json.loads(one.body)["stream"]:
            await says("".join(pieces))(one, writer)
            return
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n")
        for piece in pieces:
            writer.write(event({"content": piece}, None))
        writer.write(event({}, "stop") + b"data: [DONE]\n\n")
        await writer.drain()
        writer.close()

    return act


def event(delta: object, finish: object) -> bytes:
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    return b"data: " + json.dumps({"id": "c", "choices": [choice]}).encode() + b"\n\n"


@asynccontextmanager
async def held(
    home: Path, judge: Act, options: str = "fail: closed", deadline_s: float = 60.0
) -> AsyncIterator[tuple[Stand, Server, Server]]:
    """A station between a provider and a judge that does this."""
    async with serving(judge) as guard, serving(answering(*(f"{one} " for one in SENTENCES))) as upstream:
        more = POLICY.format(url=guard.url, options=options, deadline_s=deadline_s)
        async with standing(home, upstream.url.removesuffix("/v1"), more, "held") as stand:
            yield stand, guard, upstream


async def said(stand: Stand, body: bytes) -> str:
    """What the client reads."""
    answer = await stand.send("POST", "/openai/v1/chat/completions", body)
    assert answer.status == 200, answer.body
    if not answer.body.startswith(b"data:"):
        return answer.json["choices"][0]["message"]["content"]
    events = [json.loads(one[6:]) for one in answer.body.split(b"\n\n") if one.startswith(b"data: {")]
    return "".join(one["choices"][0]["delta"].get("content", "") for one in events)


def passage(text: str) -> str:
    """What a judge is asked about, out of what it is shown."""
    return text.rpartition(" PASSAGE\n")[2].rpartition("\nMARK ")[0]


def against(word: str) -> Act:
    return says(lambda text: MISSING if word in passage(text) else FINE)


def found(stand: Stand) -> list[dict[str, Any]]:
    rows = [dict[str, Any](one["attrs"]) for one in stand.records("sekisho.finding")]
    return [one for one in rows if not one["kind"].startswith("pii.")]


@pytest.mark.parametrize("stream", [False, True])
async def test_what_a_judge_finds_in_nothing_given_is_marked(stream: bool, tmp_path: Path) -> None:
    async with held(tmp_path, against("990 yen")) as (stand, guard, _):
        text = await said(stand, asked(stream=stream))
        assert text.strip() == f"{SENTENCES[0]} {SENTENCES[1][:-1]}{MARK}."
        (one,) = found(stand)
        assert (one["kind"], one["measure"], one["score"]) == ("grounding.unsupported", "require_source", 0.9)
        assert sorted(passage(each.text) for each in guard.asked) == sorted(SENTENCES)


async def test_a_judge_is_shown_what_went_up_and_the_record_shows_nothing(tmp_path: Path) -> None:
    async with held(tmp_path, says(FINE)) as (stand, guard, upstream):
        assert (await said(stand, asked())).split(" ")[0] == "The"
        shown = guard.asked[0].text
        gone = json.loads(upstream.asked[0].body)["messages"][2]["content"]
        assert "taro@example.jp" not in gone
        assert gone in shown
        assert "Answer by what the tool says." in shown
        assert "When does the tram open?" in shown
        assert all(b"taro@" not in one.body for one in guard.asked)
        assert found(stand) == []
        records = b"".join(file.read_bytes() for file in stand.ledger.rglob("*") if file.is_file())
        assert records
        assert not any(word in records for word in (b"harbour", b"taro@", b"opens"))


async def test_in_a_later_turn_of_a_conversation_it_knows_what_was_given_before(tmp_path: Path) -> None:
    async with held(tmp_path, says(FINE)) as (stand, guard, _):
        first = json.loads(asked())
        first["messages"].insert(1, {"role": "user", "content": "Tell me of lamps. " * 500})
        await said(stand, json.dumps(first).encode())
        answer = {"role": "assistant", "content": " ".join(SENTENCES)}
        later = [*first["messages"], answer, {"role": "user", "content": "And how much is it?"}]
        seen = len(guard.asked)
        await said(stand, json.dumps({**first, "messages": later}).encode())
        shown = guard.asked[seen:]
        assert shown
        assert all("opens on 4 April" in one.text and "taro@" not in one.text for one in shown)
        assert all("QUESTION\nAnd how much is it?" in one.text for one in shown)


async def test_without_anything_given_nobody_is_asked(tmp_path: Path) -> None:
    async with held(tmp_path, says(MISSING)) as (stand, guard, _):
        assert MARK not in await said(stand, asked(given=""))
        assert guard.asked == []


@pytest.mark.parametrize(
    "words", ["supported", "はい、出典にあります。", '{"verdict": "supp', "I cannot judge this."]
)
async def test_a_judge_that_cannot_be_read_is_no_support(words: str, tmp_path: Path) -> None:
    async with held(tmp_path, says(words)) as (stand, _, _):
        answer = await stand.send("POST", "/openai/v1/chat/completions", asked())
        assert b"990" not in answer.body
        assert {one["kind"] for one in found(stand)} == {"sekisho.failed"}
        assert stand.decision()["outcome"] == "refuse"


async def test_a_judge_that_hangs_is_late_and_nothing_leaves(tmp_path: Path) -> None:
    async with held(tmp_path, silent, deadline_s=1.0) as (stand, _, _):
        answer = await stand.send("POST", "/openai/v1/chat/completions", asked())
        assert b"990" not in answer.body
        assert {one["kind"] for one in found(stand)} == {"sekisho.late"}


async def test_open_or_in_the_shadow_an_answer_leaves_as_it_came(tmp_path: Path) -> None:
    for name, options, words, kind in (
        ("open", "fail: open", "I cannot judge this.", "guard.unjudged"),
        ("shadow", "shadow: true", MISSING, "guard.shadow"),
    ):
        (tmp_path / name).mkdir()
        async with held(tmp_path / name, says(words), options) as (stand, _, _):
            assert (await said(stand, asked())).strip() == " ".join(SENTENCES)
            while not stand.records("sekisho.decision"):  # noqa: ASYNC110  # it has nobody to tell
                await asyncio.sleep(0.01)  # in the shadow the answer has left before
            assert {one["kind"] for one in found(stand)} == {kind}


async def test_the_check_endpoint_asks_as_well(tmp_path: Path) -> None:
    talk = [
        {"role": "user", "content": "When?"},
        {"role": "tool", "content": GIVEN},
        {"role": "assistant", "content": SENTENCES[1]},
    ]
    body = json.dumps({"direction": "response", "messages": talk, "policy": "held"}).encode()
    async with held(tmp_path, against("990 yen")) as (stand, guard, _):
        answer = await stand.send("POST", "/sekisho/v1/check", body)
        kinds = {one["kind"] for one in answer.json["findings"]}
        assert kinds == {"grounding.unsupported", "pii.email"}
        assert [passage(one.text) for one in guard.asked] == [SENTENCES[1]]
