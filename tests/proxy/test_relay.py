"""What becomes an exchange, and what is answered before it is one: each with one record."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest

from tests.proxy.raw import answering, refusing_url, serving
from tests.station.stand import Stand, standing

CHAT = "/openai/v1/chat/completions"
BODY = b'{"model": "gpt-5", "messages": [{"role": "user", "content": "hello"}]}'
DEEP = b"[" * 100 + b"]" * 100
KEYS = f"keys: [{{name: team, sha256: {hashlib.sha256(b'ours').hexdigest()}}}]\n"


@pytest.mark.parametrize(
    ("path", "body", "headers", "status", "code"),
    [
        ("/nowhere", BODY, {}, 404, "no_route"),
        (CHAT, b"x" * 2000, {}, 413, "request_too_large"),
        (CHAT, DEEP, {}, 502, "upstream_refused"),  # nested, but read
        (CHAT, BODY, {"content-encoding": "rot13"}, 415, "unsupported_content_encoding"),
        (CHAT, BODY, {"content-encoding": "gzip"}, 400, "bad_content_encoding"),
        (CHAT, gzip.compress(b"x" * 2000, mtime=0), {"content-encoding": "gzip"}, 413, "request_too_large"),
        (CHAT, BODY.decode().encode("utf-16"), {}, 400, "not_utf8"),
        (CHAT, BODY, {}, 502, "upstream_refused"),
    ],
)
async def test_what_cannot_be_served_is_told_and_recorded(
    path: str, body: bytes, headers: dict[str, str], status: int, code: str, tmp_path: Path
) -> None:
    async with standing(tmp_path, refusing_url(), "limits: {body_bytes: 1500}\n") as stand:
        answer = await stand.send("POST", path, body, headers)
        assert (answer.status, answer.whole) == (status, True)
        assert code.encode() in answer.body
        assert stand.decision()["outcome"] == code
        [decision] = stand.records("sekisho.decision")
        assert answer.headers["sekisho-exchange"] == decision["exchange"]


async def asked(stand: Stand, path: str, key: str) -> int:
    return (await stand.send("POST", path, BODY, {"authorization": f"Bearer {key}"})).status


async def test_where_keys_are_in_force_nothing_of_ours_is_answered_without_one(tmp_path: Path) -> None:
    async with serving(answering) as server, standing(tmp_path, server.url, KEYS) as stand:
        assert await asked(stand, CHAT, "theirs") == 401
        assert await asked(stand, "/sekisho/v1/check", "theirs") == 401
        assert await asked(stand, CHAT, "ours") == 200
        assert (await stand.client.get(stand.url + "/healthz")).status_code == 200
        assert stand.outcomes() == ["invalid_api_key", "invalid_api_key", "completed"]
        assert stand.records("sekisho.decision")[-1]["attrs"]["caller"] == "team"


async def test_an_exchange_is_recorded_with_what_it_is(tmp_path: Path) -> None:
    async with serving(answering) as server, standing(tmp_path, server.url) as stand:
        assert await asked(stand, CHAT, "k") == 200
        told = stand.decision()
        assert (told["model"], told["dialect"], told["policy"]) == ("gpt-5", "openai", "standard")
        assert (told["streaming"], told["outcome"], told["status"]) == (False, "completed", 200)
        assert told["caller"] not in ("", "k")


async def test_what_is_no_upstream_of_ours_is_no_route(tmp_path: Path) -> None:
    async with standing(tmp_path, refusing_url()) as stand:
        answer = await stand.send("GET", "/u/nobody/v1/models")
        assert (answer.status, stand.outcomes()) == (404, ["no_route"])
