"""What leaves in the place of a refused request or a stopped answer, read by the official client."""

from __future__ import annotations

import openai
import pytest

from proxy.dialects.openai import OpenAI
from tests.proxy.surfaces.responses_streams import HEAD, Doc, openai_at
from tests.proxy.surfaces.served import served
from tests.proxy.surfaces.sessions import BANNED, REFUSE, dumps, talk


async def test_a_refused_request_is_a_bad_request() -> None:
    out = talk(OpenAI(), "/v1/responses", {"model": "m", "input": BANNED}, policy=REFUSE)
    assert out.forwarded is None
    assert out.reply is not None
    async with (
        served(out.reply.body, "application/json", out.reply.status) as base,
        openai_at(base) as client,
    ):
        with pytest.raises(openai.BadRequestError) as refused:
            await client.responses.create(model="m", input="x")
    assert refused.value.code == "content_policy_violation"
    assert "harm.fruit" in refused.value.message


async def test_a_stopped_answer_is_an_incomplete_response_with_a_refusal() -> None:
    item = {
        "id": "m",
        "type": "message",
        "role": "assistant",
        "status": "completed",
        "content": [{"type": "output_text", "text": f"eat {BANNED}", "annotations": []}],
    }
    doc = {
        **HEAD,
        "status": "completed",
        "output": [item],
        "instructions": BANNED,
        "usage": {"total_tokens": 3},
    }
    out = talk(
        OpenAI(), "/v1/responses", {"model": "m", "input": "x"}, dumps(doc), REFUSE, kind="application/json"
    )
    assert out.reply is not None
    assert BANNED.encode() not in out.reply.body
    async with (
        served(out.reply.body, "application/json", out.reply.status) as base,
        openai_at(base) as client,
    ):
        read = await client.responses.create(model="m", input="x")
    assert (read.id, read.status, read.model) == (HEAD["id"], "incomplete", "gpt-5")
    assert read.incomplete_details is not None
    assert read.incomplete_details.reason == "content_filter"
    assert [part.type for one in read.output if one.type == "message" for part in one.content] == ["refusal"]
    assert read.usage is not None
    assert read.usage.total_tokens == 3


@pytest.mark.parametrize(
    ("doc", "status", "says"),
    [
        ({"object": "list", "data": [{"role": "user", "content": BANNED}]}, 200, 400),
        ({"error": {"message": BANNED}}, 403, 403),
    ],
)
def test_what_is_no_response_object_is_stopped_as_an_error(doc: Doc, status: int, says: int) -> None:
    out = talk(
        OpenAI(),
        "/v1/responses/r/input_items",
        None,
        dumps(doc),
        REFUSE,
        kind="application/json",
        method="GET",
        status=status,
    )
    assert out.reply is not None
    assert out.reply.status == says
    assert BANNED.encode() not in out.reply.body
