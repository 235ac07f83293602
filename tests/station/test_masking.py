"""Values hidden and put back through a real station: conversations, tools, fakes, replicas, and the guard."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.proxy.redis import PASSWORD, needs_redis, server
from tests.station.parrot import chat, events, pieces, saying
from tests.station.stand import Answer, Stand, standing

CHAT, RESPONSES = "/openai/v1/chat/completions", "/openai/v1/responses"
MAIL, PHONE = "hanako.sato@example.jp", "090-1234-5678"
TOKEN = re.compile(r"(?:PII|DATA)_[A-Z_]+_[1-9][0-9]*_[A-Z2-7]{2}")
KEYS = {"VAULT_KEY": "ab" * 32, "VAULT_WORD": PASSWORD}


def words(doc: Any) -> str:
    """What the upstream was asked last."""
    return str(doc["messages"][-1]["content"])


def policy(*rows: str, extends: str = "standard") -> str:
    lines = "\n".join(f"      - {row}" for row in rows)
    return f"policies:\n  own:\n    extends: {extends}\n    rules:\n{lines}\n"


HIDE = "{kind: pii.*, direction: request, measure: {use: pseudonymise, restore: true}}"


async def ask(stand: Stand, *said: str, path: str = CHAT, who: str = "a", **more: Any) -> Answer:
    roles = ("user", "assistant")
    messages = [{"role": roles[n % 2], "content": text} for n, text in enumerate(said)]
    body = {"model": "m", "messages": messages, **more} if path == CHAT else {"model": "m", **more}
    return await stand.send("POST", path, orjson.dumps(body), {"authorization": f"Bearer {who}"})


def content(answer: Answer) -> str:
    assert answer.status == 200, answer.body
    return str(answer.json["choices"][0]["message"]["content"])


def response(name: str, text: str) -> dict[str, Any]:
    part = {"type": "output_text", "text": text, "annotations": []}
    message = {"type": "message", "id": "msg", "role": "assistant", "content": [part]}
    return {"id": name, "object": "response", "status": "completed", "output": [message]}


async def test_a_stored_conversation_is_gone_on_from_by_the_id_of_its_last_answer(tmp_path: Path) -> None:
    seen: list[str] = []

    def say(doc: Any) -> Any:
        seen.extend(TOKEN.findall(str(doc["input"])))
        return response(f"resp_{len(seen)}_{len(str(doc))}", f"It is {seen[0]}.")

    async with saying(say) as up, standing(tmp_path, up.url, policy(HIDE), policy="own") as stand:
        first = await ask(stand, path=RESPONSES, input=f"my mail is {MAIL}")
        second = await ask(stand, path=RESPONSES, input="and now?", previous_response_id=first.json["id"])
        third = await ask(stand, path=RESPONSES, input="again", previous_response_id=second.json["id"])
        for answer in (first, second, third):
            assert f"It is {MAIL}." in answer.body.decode()
        stranger = await ask(
            stand, path=RESPONSES, who="b", input="again", previous_response_id=first.json["id"]
        )
        beginner = await ask(stand, path=RESPONSES, input=f"my mail is {MAIL}s")
        assert seen[0] in stranger.body.decode()
        assert MAIL not in stranger.body.decode()
        assert f"It is {MAIL}." not in beginner.body.decode()
    assert MAIL.encode() not in b"".join(up.heard)


@pytest.mark.parametrize("typed", ["PII_EMAIL_1_K7", "its own"])
async def test_what_a_user_types_like_a_surrogate_is_never_taken_for_one(tmp_path: Path, typed: str) -> None:
    async with (
        saying(lambda doc: chat(f"You said: {words(doc)}")) as up,
        standing(tmp_path, up.url, policy(HIDE), policy="own") as stand,
    ):
        await ask(stand, f"mail {MAIL}")
        (own,) = TOKEN.findall(up.heard[0].decode())
        typed = own if typed == "its own" else typed
        answer = content(await ask(stand, f"mail {MAIL}", "noted", f"what is {typed}? {MAIL}"))
        assert answer == f"You said: what is {typed}? {MAIL}"
        said = words(orjson.loads(up.heard[1]))
        assert typed not in said.replace(own, "", 1) if typed == own else typed not in said


def calls(**arguments: str) -> dict[str, Any]:
    found = [
        {"id": f"call_{name}", "type": "function", "function": {"name": name, "arguments": text}}
        for name, text in arguments.items()
    ]
    message = {"role": "assistant", "content": None, "tool_calls": found}
    return {"id": "c", "object": "chat.completion", "choices": [{"index": 0, "message": message}]}


def streamed(**arguments: str) -> bytes:
    docs: list[Any] = []
    for n, (name, text) in enumerate(arguments.items()):
        call = {
            "index": n,
            "id": f"call_{n}",
            "type": "function",
            "function": {"name": name, "arguments": ""},
        }
        docs.append([call])
        docs += [
            [{"index": n, "function": {"arguments": text[at : at + 5]}}] for at in range(0, len(text), 5)
        ]
    chunk = {"id": "c", "object": "chat.completion.chunk"}
    return events(*({**chunk, "choices": [{"index": 0, "delta": {"tool_calls": one}}]} for one in docs))


def arguments(answer: Answer) -> dict[str, Any]:
    """What each tool is called with."""
    found: dict[str, str] = {}
    if answer.body.startswith(b"data:"):
        names: dict[int, str] = {}
        for line in answer.body.decode().split("\n\n"):
            if line.startswith("data: {"):
                for call in orjson.loads(line[6:])["choices"][0]["delta"]["tool_calls"]:
                    name = names.setdefault(call["index"], call["function"].get("name", ""))
                    found[name] = found.get(name, "") + call["function"]["arguments"]
    else:
        for call in answer.json["choices"][0]["message"]["tool_calls"]:
            found[call["function"]["name"]] = call["function"]["arguments"]
    return {name: orjson.loads(text) for name, text in found.items()}


TOOLS = "{send_mail: restore, 'web_*': refuse, '*': keep}"


@pytest.mark.parametrize("form", [calls, streamed])
async def test_which_tools_get_values_is_a_row(tmp_path: Path, form: Any) -> None:
    row = HIDE.replace("true", f"true, tools: {TOOLS}")

    def say(doc: Any) -> Any:
        (token,) = {*TOKEN.findall(words(doc))}
        given = orjson.dumps({"to": token, "why": 'a "quoted"\nline'}).decode()
        tool = "web_search" if "search" in words(doc) else "log"
        return form(**{"send_mail": given, tool: given})

    async with saying(say) as up, standing(tmp_path, up.url, policy(row), policy="own") as stand:
        answer = await ask(stand, f"write to {MAIL}")
        (token,) = {*TOKEN.findall(up.heard[0].decode())}
        told = {"why": 'a "quoted"\nline'}
        assert arguments(answer) == {"send_mail": {"to": MAIL, **told}, "log": {"to": token, **told}}
        refused = await ask(stand, f"search for {MAIL}")
        assert b'"name":"web_search","arguments":"{\\"to' not in refused.body.replace(b" ", b"")
        assert stand.outcomes() == ["completed", "refuse"]


@pytest.mark.parametrize(
    "more", [{"service_tier": PHONE}, {"metadata": {"k": "０９０１２３４５６７８"}}, {"seed": 9012345678}]
)
@pytest.mark.parametrize(("row", "status"), [("", 400), ("{kind: sekisho.egress, measure: flag}", 200)])
async def test_a_hidden_value_leaves_by_no_other_door(
    tmp_path: Path, more: Mapping[str, Any], row: str, status: int
) -> None:
    rows = [HIDE.replace("direction: request", "direction: request, role: user"), *([row] if row else [])]
    async with (
        saying(lambda doc: chat("Thank you.")) as up,
        standing(tmp_path, up.url, policy(*rows), policy="own") as stand,
    ):
        unmapped = "metadata" in more  # a text that is read, and hidden where it stands
        answer = await ask(stand, f"call {PHONE}", **more)
        if unmapped:
            assert (answer.status, PHONE.encode() in up.heard[0]) == (200, False)
            return
        assert (answer.status, len(up.heard)) == (status, int(status == 200))
        kinds = [one["attrs"]["kind"] for one in stand.records("sekisho.finding")]
        assert "sekisho.egress" in kinds
        assert PHONE not in str(stand.records())


async def test_fakes_go_up_and_values_come_back_at_every_cut(tmp_path: Path) -> None:
    row = HIDE.replace("restore: true", "restore: true, style: fake")
    asked = f"Call {PHONE} or {MAIL}, born 昭和60年1月2日."
    async with (
        saying(lambda doc: pieces(*words(doc).replace("090-0", "090-0"))) as up,
        standing(tmp_path, up.url, policy(row), policy="own") as stand,
    ):
        answer = await ask(stand, asked, stream=True)
        up_words = words(orjson.loads(up.heard[0]))
        assert re.search(r"Call 090-0\d{3}-\d{4} or [a-z.0-9]+@example\.jp", up_words)
        lines = [line for line in answer.body.decode().split("\n\n") if line.startswith("data: {")]
        said = "".join(orjson.loads(line[6:])["choices"][0]["delta"]["content"] for line in lines)
        assert said == asked


STORE = "vault: {{key_env: VAULT_KEY, redis: {{url: '{}', password_env: VAULT_WORD, timeout_s: 2.0}}}}\n"


@needs_redis
async def test_replicas_share_what_was_hidden(tmp_path: Path) -> None:
    def say(doc: Any) -> Any:
        return chat(f"Write to {MAIL}." if len(doc["messages"]) == 1 else f"You wrote: {words(doc)}")

    (tmp_path / "redis").mkdir()
    with server(tmp_path / "redis") as url:
        for name in ("one", "other"):
            (tmp_path / name).mkdir()
        more = STORE.format(url)
        async with (
            saying(say) as up,
            standing(tmp_path / "one", up.url, more, policy="japan-business", env=KEYS) as one,
            standing(tmp_path / "other", up.url, more, policy="japan-business", env=KEYS) as other,
        ):
            first = content(await ask(one, "who?"))
            (token,) = TOKEN.findall(first)
            second = content(await ask(other, "who?", first, f"mail {token}, please"))
            assert MAIL.encode() in up.heard[1]  # what was masked on the way down is put back on the way up
            assert second == f"You wrote: mail {token}, please"
            elsewhere = await ask(other, "who?", first, f"mail {token}, please", who="b")
            assert MAIL.encode() not in up.heard[2]
            assert elsewhere.status == 200


@pytest.mark.parametrize(("row", "status"), [("", 200), ("{kind: sekisho.unshared, measure: refuse}", 400)])
async def test_a_store_that_is_not_there_is_a_finding(tmp_path: Path, row: str, status: int) -> None:
    rows = [HIDE, *([row] if row else [])]
    more = policy(*rows) + STORE.format("redis://127.0.0.1:1")
    async with (
        saying(lambda doc: chat(words(doc))) as up,
        standing(tmp_path, up.url, more, policy="own", env=KEYS) as stand,
    ):
        answer = await ask(stand, f"mail {MAIL}")
        assert answer.status == status
        assert len(up.heard) == int(status == 200)
        assert "sekisho.unshared" in [one["attrs"]["kind"] for one in stand.records("sekisho.finding")]
        if status == 200:
            assert content(answer) == f"mail {MAIL}"
