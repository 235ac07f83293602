"""The station's own endpoints, asked over ASGI: judged by the gate, and nothing repeated in an error."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from config.errors import AuditError
from proxy.assembly import Station, read_setup
from proxy.own import admin_app, own_app

MAIL, KEY = "hanako.sato@example.jp", "AKIASEKISHODEMO00001"
CHECK = "/sekisho/v1/check"


@pytest.fixture
async def station(tmp_path: Path) -> AsyncIterator[Station]:
    one = Station(read_setup(None, {"SEKISHO_HOME": str(tmp_path)}))
    yield one
    await one.close()


@pytest.fixture
async def client(station: Station) -> AsyncIterator[httpx.AsyncClient]:
    transport = httpx.ASGITransport(own_app(station))
    async with httpx.AsyncClient(transport=transport, base_url="http://station") as one:
        yield one


async def test_a_text_is_judged(client: httpx.AsyncClient) -> None:
    asked = {"text": f"to {MAIL}.", "direction": "response", "policy": "strict"}
    told = (await client.post(CHECK, json=asked)).json()
    assert told["verdict"] == "mask"
    assert [(one["kind"], one["start"], one["end"]) for one in told["findings"]] == [("pii.email", 3, 25)]
    assert MAIL not in told["text"]


async def test_messages_are_judged_one_by_one(client: httpx.AsyncClient) -> None:
    messages = [{"content": "hello"}, {"role": "assistant", "content": MAIL}, {"content": KEY}]
    told = (await client.post(CHECK, json={"messages": messages, "policy": "strict"})).json()
    assert told["verdict"] == "refuse"
    assert [(one["kind"].split(".")[0], one["message"]) for one in told["findings"]] == [
        ("pii", 1),
        ("secret", 2),
    ]
    assert told["text"].split("\n")[0] == "hello"
    assert KEY not in told["text"]


@pytest.mark.parametrize(
    ("asked", "status", "detail"),
    [
        ({"text": "x", "policy": "nowhere"}, 404, "there is no policy of that name"),
        ({}, 422, "give either `text` or `messages`"),
        ({"text": "x", "messages": []}, 422, "give either `text` or `messages`"),
        ({"text": [MAIL]}, 422, "body.text: string_type"),
        ({MAIL: "x"}, 422, "body: extra_forbidden"),
        ({"messages": [{"content": 7}]}, 422, "body.messages.0.content: string_type"),
        ({"text": "x", "direction": MAIL}, 422, "body.direction: literal_error"),
    ],
)
async def test_what_cannot_be_judged(
    client: httpx.AsyncClient, asked: dict[str, object], status: int, detail: str
) -> None:
    answer = await client.post(CHECK, json=asked)
    assert (answer.status_code, answer.json()) == (status, {"detail": detail})


async def test_it_answers(client: httpx.AsyncClient) -> None:
    assert (await client.get("/healthz")).json() == {"status": "ok"}
    assert (await client.get("/policies")).status_code == 404


async def test_it_is_ready_while_it_can_record(client: httpx.AsyncClient, station: Station) -> None:
    ready = await client.get("/readyz")
    assert (ready.status_code, ready.json()) == (200, {"status": "ready", "ledger": "writable"})
    station.spool.close()
    with pytest.raises(AuditError):
        station.tell("sekisho.started", {})
    full = await client.get("/readyz")
    assert (full.status_code, full.json()) == (503, {"status": "not ready", "ledger": "full"})


async def test_administration_lists_what_is_in_force(station: Station) -> None:
    transport = httpx.ASGITransport(admin_app(station))
    async with httpx.AsyncClient(transport=transport, base_url="http://admin") as client:
        told = {one["name"]: one for one in (await client.get("/policies")).json()}
        assert (await client.post(CHECK, json={"text": "x"})).status_code == 404
    assert told.keys() == station.setup.policies.keys()
    strict = station.setup.policies["strict"]
    assert told["strict"]["digest"] == strict.digest
    assert [row["name"] for row in told["strict"]["rules"]] == [rule.name for rule in strict.rules]
