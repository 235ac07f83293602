"""Images: prompts are read, in JSON and in forms; pictures are on record as unscanned."""

from __future__ import annotations

import asyncio
import base64
import io
import json
from typing import Any

import httpx
import openai
import pytest
from openai.types import ImageCreateVariationParams, ImageEditStreamEvent, ImageGenStreamEvent, ImagesResponse
from openai.types.image_edit_params import ImageEditParams
from openai.types.image_generate_params import ImageGenerateParams

from proxy.dialects.openai import OpenAI
from proxy.surfaces.images import Images
from proxy.table import Table
from tests.proxy.surfaces.chat_streams import FLAG, Doc, client, found
from tests.proxy.surfaces.forms import KIND, form
from tests.proxy.surfaces.sdktypes import shapes
from tests.proxy.surfaces.served import served
from tests.proxy.surfaces.sessions import BANNED, MASK, REFUSE, SECRET, Talk, dumps, policy, sse, talk

PATH = "/v1/images/generations"
PICTURE = base64.b64encode(b"\x89PNG" + b"\x01\x02" * 60).decode()
STRICT = policy(("sekisho.unscanned", "refuse"))


def ask(doc: Any, answer: Doc | None = None, rows: Any = FLAG, **more: Any) -> Talk:
    return talk(OpenAI(), PATH, doc, dumps(answer or {}), rows, **{"kind": "application/json", **more})


@pytest.mark.parametrize(
    ("table", "kind"),
    [
        (Images.request, ImageGenerateParams),
        (Images.answer, ImagesResponse),
        (Images.events, ImageGenStreamEvent),
        (Images.events, ImageEditStreamEvent),
    ],
)
def test_every_string_the_client_knows_is_mapped(table: Table, kind: object) -> None:
    assert {shape for shape in shapes(kind) if not table.slot(shape).mapped} == set()


@pytest.mark.parametrize("kind", [ImageEditParams, ImageCreateVariationParams])
def test_every_field_the_client_sends_is_mapped(kind: object) -> None:
    fields = {"/".join(shape.split("/")[:2]) for shape in shapes(kind)}
    assert {field for field in fields if not Images.form.slot(field).mapped} == set()


@pytest.mark.parametrize("name", ["prompt", "user"])
def test_a_prompt_is_read_and_masked(name: str) -> None:
    out = ask({name: f"a portrait of {SECRET}", "model": "m", "size": "auto"}, rows=MASK)
    assert json.loads(out.forwarded or b"")[name] == "a portrait of [NAME]"
    assert (found(out), out.unmapped()) == (["user"], [])


def test_a_form_is_read_field_by_field() -> None:
    fields = [("model", b"gpt-image-1"), ("image[]; filename=a.png", b"\x89PNG\x00"), ("n", b"1")]
    body = form(*fields, ("prompt", f"add {SECRET}".encode()))
    out = talk(OpenAI(), "/v1/images/edits", body, b"{}", MASK, kind="application/json", asking=KIND)
    assert out.forwarded == form(*fields, ("prompt", b"add [NAME]"))
    assert (out.unmapped(), out.unscanned()) == ([], ["image"])


@pytest.mark.parametrize("place", [{"images": [{"image_url": f"data:image/png;base64,{PICTURE}"}]}])
def test_a_picture_in_a_request_is_on_record(place: Doc) -> None:
    assert ask({"prompt": "x", **place}).unscanned() == ["image"]


def test_what_was_drawn_is_on_record_and_what_was_said_is_read() -> None:
    data = [{"b64_json": PICTURE, "revised_prompt": f"of {SECRET}"}, {"url": "https://example.test/a.png"}]
    out = ask({"prompt": "x"}, {"created": 1, "data": data}, MASK)
    assert out.sent == dumps({"created": 1, "data": data}).replace(SECRET.encode(), b"[NAME]")
    assert (out.unmapped(), out.unscanned()) == ([], ["image"])


def test_what_a_content_filter_adds_is_mapped() -> None:
    ruled = {"hate": {"filtered": False, "severity": "safe"}}
    data = [{"b64_json": PICTURE, "content_filter_results": ruled, "prompt_filter_results": ruled}]
    assert ask({"prompt": "x"}, {"data": data}).unmapped() == []


def events(name: str = "image_generation") -> list[Doc]:
    head = {
        "created_at": 1,
        "size": "1024x1024",
        "quality": "low",
        "background": "opaque",
        "output_format": "png",
    }
    partial = {"type": f"{name}.partial_image", "b64_json": PICTURE, "partial_image_index": 0, **head}
    usage = {"total_tokens": 2, "input_tokens": 1, "output_tokens": 1, "input_tokens_details": {}}
    return [partial, {"type": f"{name}.completed", "b64_json": PICTURE, **head, "usage": usage}]


@pytest.mark.parametrize("name", ["image_generation", "image_edit"])
def test_a_stream_of_pictures_passes_as_it_comes(name: str) -> None:
    stream = sse(*events(name))
    out = talk(OpenAI(), PATH, {"prompt": "x", "stream": True}, stream, FLAG)
    assert out.sent == stream
    assert (out.unmapped(), out.unscanned()) == ([], ["image"])
    assert out.decisions[0]["kinds"] == {"sekisho.unscanned": 2}


def _generate(url: str, **more: Any) -> Any:
    with client(url) as api:
        return api.images.generate(model="gpt-image-1", prompt="x", **more)


async def test_a_refused_prompt_is_what_the_provider_says() -> None:
    out = ask({"prompt": BANNED}, rows=REFUSE)
    assert out.reply is not None
    async with served(out.reply.body, "application/json", out.reply.status) as url:
        with pytest.raises(openai.BadRequestError) as refused:
            await asyncio.to_thread(_generate, url)
    assert (refused.value.type, refused.value.code) == ("image_generation_user_error", "moderation_blocked")
    assert BANNED not in str(refused.value)


async def test_a_picture_that_may_not_pass_is_a_bad_request() -> None:
    out = ask({"prompt": "x"}, {"data": [{"b64_json": PICTURE}]}, STRICT)
    assert out.reply is not None
    assert PICTURE.encode() not in out.reply.body
    async with served(out.reply.body, "application/json", out.reply.status) as url:
        with pytest.raises(openai.BadRequestError) as refused:
            await asyncio.to_thread(_generate, url)
    assert refused.value.code == "moderation_blocked"


async def test_a_stream_that_is_stopped_ends_in_an_error() -> None:
    out = talk(OpenAI(), PATH, {"prompt": "x", "stream": True}, sse(*events()), STRICT)
    assert PICTURE.encode() not in out.sent
    async with served(out.sent, "text/event-stream", 200) as url:

        def read() -> None:
            for _ in _generate(url, stream=True):
                pass

        with pytest.raises(openai.APIError) as stopped:
            await asyncio.to_thread(read)
    assert stopped.value.code == "moderation_blocked"


async def test_the_client_reads_a_stream() -> None:
    out = talk(OpenAI(), PATH, {"prompt": "x", "stream": True}, sse(*events()), FLAG)
    async with served(out.sent, "text/event-stream", 200) as url:
        said = await asyncio.to_thread(lambda: [e.type for e in _generate(url, stream=True)])
    assert said == ["image_generation.partial_image", "image_generation.completed"]


async def test_the_client_waits_gladly() -> None:
    said = sse(*events())
    first, end = said.split(b"\n\n", 1)
    held = first + b"\n\n" + Images.keepalive + end
    async with served(held, "text/event-stream", 200) as url:
        assert len(await asyncio.to_thread(lambda: list(_generate(url, stream=True)))) == 2


async def test_the_form_of_the_client_is_read() -> None:
    files = {"image": ("Taro Yamada.png", io.BytesIO(b"\x89PNG\x00"), "image/png")}
    asked = httpx.Request("POST", "http://x", data={"prompt": SECRET, "n": "1"}, files=files)
    kind = asked.headers["content-type"]
    out = talk(OpenAI(), "/v1/images/edits", asked.read(), b"{}", MASK, kind="application/json", asking=kind)
    assert out.forwarded == asked.read().replace(SECRET.encode(), b"[NAME]")
