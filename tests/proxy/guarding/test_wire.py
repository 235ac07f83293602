"""One call over HTTP: an answer, or a word, in time."""

from __future__ import annotations

import time

import pytest

from filters.cascade.guard import GUARDS, Answer, Call
from proxy.guarding.wire import Broken, Wire
from proxy.upstream import UpstreamRequest
from tests.proxy.guarding.servers import (
    BREAKS_OFF,
    CLOSES,
    CODED,
    GARBAGE,
    REDIRECTS,
    SAFE,
    TOO_LONG,
    Act,
    drips,
    drips_headers,
    endless,
    half,
    sends,
    serving,
    silent,
)

CALL = Call("/chat/completions", b'{"messages": []}')


async def posted(act: Act, within_s: float = 60.0) -> Answer | str:
    async with serving(act) as server:
        wire = Wire(server.guard(), "", None)
        try:
            return await wire.post(CALL, within_s)
        except Broken as broken:
            return broken.why
        finally:
            await wire.close()


async def test_an_answer() -> None:
    answer = await posted(sends(SAFE))
    assert isinstance(answer, Answer)
    assert answer.status == 200
    assert answer.body == SAFE.partition(b"\r\n\r\n")[2]


@pytest.mark.parametrize(
    ("act", "why"),
    [
        (BREAKS_OFF, "not reached"),
        (CLOSES, "not reached"),
        (GARBAGE, "not reached"),
        (TOO_LONG, "too long"),
        (endless, "too long"),
        (CODED, "coded"),
    ],
    ids=["breaks off", "closes", "garbage", "too long", "endless", "coded"],
)
async def test_what_is_no_answer_has_a_word(act: Act, why: str) -> None:
    assert await posted(act) == why


@pytest.mark.parametrize("act", [silent, drips, drips_headers, half])
async def test_no_answer_in_time_is_late_whatever_comes_meanwhile(act: Act) -> None:
    began = time.monotonic()
    assert await posted(act, 0.2) == "late"
    assert time.monotonic() - began < 30


async def test_redirects_are_not_followed() -> None:
    answer = await posted(REDIRECTS)
    assert isinstance(answer, Answer)
    assert answer.status == 307


async def test_nobody_there() -> None:
    wire = Wire(GUARDS.build("llama_guard", {"url": "http://127.0.0.1:9", "model": "m"}), "", None)
    with pytest.raises(Broken, match="not reached"):
        await wire.post(CALL, 5)
    await wire.close()


@pytest.mark.parametrize(
    ("use", "header", "value"),
    [
        ("llama_guard", "authorization", "Bearer k1"),
        ("azure_content_safety", "ocp-apim-subscription-key", "k1"),
    ],
)
async def test_a_key_is_shown_as_the_guard_wants_it(
    use: str, header: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")  # of no concern here
    async with serving(sends(SAFE)) as server:
        wire = Wire(server.guard(use), "k1", None)
        await wire.post(CALL, 5)
        (asked,) = server.asked
        assert asked.headers[header] == value
        assert asked.headers["accept-encoding"] == "identity"
        assert (asked.path, asked.body) == ("/v1/chat/completions", CALL.body)
        await wire.close()


async def test_requests_are_signed_where_they_have_to_be() -> None:
    def sign(request: UpstreamRequest) -> UpstreamRequest:
        signature = (b"authorization", b"AWS4-HMAC-SHA256 " + bytes(str(len(request.body)), "ascii"))
        return UpstreamRequest(request.method, request.url, [*request.headers, signature], request.body)

    async with serving(sends(SAFE)) as server:
        wire = Wire(server.guard("bedrock_guardrail", guardrail="g1"), "", sign)
        await wire.post(CALL, 5)
        assert server.asked[0].headers["authorization"] == f"AWS4-HMAC-SHA256 {len(CALL.body)}"
        await wire.close()
