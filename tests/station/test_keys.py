"""Sekisho's own keys: who may come in, under which policy, and that no key goes further."""

from __future__ import annotations

import hashlib
from pathlib import Path

import orjson
import pytest

from proxy.fake import CONVERSATIONS, FakeUpstream, load
from tests.station.stand import TALKS, standing

OPEN, SHUT = "sk-sekisho-open-0123456789", "sk-sekisho-shut-9876543210"
TALK = "openai/chat-two-choices"


def keys(more: str = "") -> str:
    digest = {key: hashlib.sha256(key.encode()).hexdigest() for key in (OPEN, SHUT)}
    return f"""
keys:
  - {{name: team-open, sha256: {digest[OPEN]}, policy: observe}}
  - {{name: team-shut, sha256: {digest[SHUT]}, policy: strict}}
{more}"""


def bearer(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"}


@pytest.mark.parametrize(
    ("path", "where", "word"),
    [
        ("/openai/v1/chat/completions", "code", "invalid_api_key"),
        ("/anthropic/v1/messages", "type", "authentication_error"),
        ("/gemini/v1beta/models/m:generateContent", "status", "UNAUTHENTICATED"),
    ],
)
@pytest.mark.parametrize(
    "given", [{}, bearer("sk-other"), {"x-api-key": "sk-other"}, {"authorization": "Basic x"}]
)
async def test_without_a_key_nobody_comes_in(
    path: str, where: str, word: str, given: dict[str, str], tmp_path: Path
) -> None:
    async with FakeUpstream(load(CONVERSATIONS)) as fake, standing(tmp_path, fake.base_url, keys()) as stand:
        answer = await stand.send("POST", path, b'{"messages": []}', given)
        assert (answer.status, answer.json["error"][where]) == (401, word)
        assert "sk-other" not in answer.body.decode()
        assert (stand.outcomes(), fake.requests) == (["invalid_api_key"], [])


@pytest.mark.parametrize("name", ["authorization", "x-api-key", "api-key", "x-goog-api-key"])
async def test_a_key_opens_under_its_own_policy_and_stays_here(name: str, tmp_path: Path) -> None:
    body = TALKS[TALK].asked.body
    async with FakeUpstream(load(CONVERSATIONS)) as fake, standing(tmp_path, fake.base_url, keys()) as stand:
        for key, policy, kept in ((OPEN, "observe", True), (SHUT, "strict", False)):
            given = {name: f"Bearer {key}" if name == "authorization" else key}
            answer = await stand.send("POST", "/openai/v1/chat/completions", body, given)
            assert answer.headers["sekisho-policy"].startswith(f"{policy}@")
            assert (b"ren.ito@example.com" in answer.body) is kept
        sent = orjson.dumps([[list(one.headers), one.target] for one in fake.requests])
        assert OPEN.encode() not in sent
        assert SHUT.encode() not in sent
        assert name.encode() not in sent
        callers = [one["attrs"]["caller"] for one in stand.records("sekisho.decision")]
        assert callers == ["team-open", "team-shut"]


async def test_the_route_brings_its_own_credential(tmp_path: Path) -> None:
    provider = {"PROVIDER_KEY": "sk-provider"}
    async with FakeUpstream(load(CONVERSATIONS)) as fake:
        async with standing(
            tmp_path, fake.base_url, keys(), waits="credential_env: PROVIDER_KEY", env=provider
        ) as stand:
            body = TALKS[TALK].asked.body
            await stand.send(
                "POST", "/openai/v1/chat/completions", body, {"x-api-key": OPEN, **bearer("mine")}
            )
        assert fake.requests[0].header("authorization") == "Bearer sk-provider"
        assert fake.requests[0].header("x-api-key") is None


AKID = "AKIAABCDEFGHIJKLMNOP"
SIGNED = f"AWS4-HMAC-SHA256 Credential={AKID}/20260101/us-east-1/bedrock/aws4_request, Signature=ff"
OF_AN_ID = f"  - {{name: by-id, sha256: {hashlib.sha256(AKID.encode()).hexdigest()}, policy: observe}}"


@pytest.mark.parametrize("given", [{"authorization": SIGNED}, bearer(AKID), {"x-api-key": AKID}])
async def test_an_access_keys_id_is_no_key_and_that_is_told(given: dict[str, str], tmp_path: Path) -> None:
    async with (
        FakeUpstream([]) as fake,
        standing(tmp_path, fake.base_url, keys(OF_AN_ID)) as stand,
    ):
        answer = await stand.send("POST", "/openai/v1/chat/completions", b"{}", given)
        assert answer.status == 401
        assert "AWS_BEARER_TOKEN_BEDROCK" in answer.body.decode()
        assert AKID not in answer.body.decode()
        assert (stand.outcomes(), fake.requests) == (["signature_is_no_key"], [])


async def test_a_client_that_signs_sends_a_key_beside_its_signature(tmp_path: Path) -> None:
    own = {"PROVIDER_KEY": "sk-provider"}
    async with FakeUpstream(load(CONVERSATIONS)) as fake:
        async with standing(
            tmp_path, fake.base_url, keys(), waits="credential_env: PROVIDER_KEY", env=own
        ) as stand:
            given = {"authorization": SIGNED, "x-api-key": OPEN}
            body = TALKS[TALK].asked.body
            assert (await stand.send("POST", "/openai/v1/chat/completions", body, given)).status == 200
        assert fake.requests[0].header("authorization") == "Bearer sk-provider"
        assert fake.requests[0].header("x-api-key") is None


async def test_the_stations_own_endpoints_want_a_key_too(tmp_path: Path) -> None:
    async with FakeUpstream([]) as fake, standing(tmp_path, fake.base_url, keys()) as stand:
        body = b'{"text": "hello"}'
        assert (await stand.send("POST", "/sekisho/v1/check", body)).status == 401
        assert (await stand.send("POST", "/sekisho/v1/check", body, bearer(OPEN))).status == 200
        assert (await stand.send("GET", "/healthz")).status == 200
        assert (await stand.send("GET", "/readyz")).status == 200


async def test_without_keys_credentials_pass_and_callers_are_pseudonyms(tmp_path: Path) -> None:
    body = TALKS[TALK].asked.body
    async with FakeUpstream(load(CONVERSATIONS)) as fake, standing(tmp_path, fake.base_url) as stand:
        for key in ("sk-one", "sk-two", "sk-one"):
            await stand.send("POST", "/openai/v1/chat/completions", body, bearer(key))
        assert [one.header("authorization") for one in fake.requests] == [
            f"Bearer sk-{n}" for n in ("one", "two", "one")
        ]
        one, two, again = (str(row["attrs"]["caller"]) for row in stand.records("sekisho.decision"))
        assert one == again != two
        assert "sk-" not in one
