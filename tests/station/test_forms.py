"""What goes up in a form, and what comes back as bytes, through a running station with OpenAI's library.

A form that was touched is still a form with the same parts, a file is read line by line,
and one that a policy refuses never reaches the provider.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import openai
import pytest

from proxy import form
from proxy.fake.match import PICK_HEADER
from proxy.form import PartFrame
from tests.station.live import Live
from tests.station.talks import ASKED, under

pytestmark = pytest.mark.asyncio(loop_scope="module")

Ask = Callable[[openai.OpenAI], Any]
SOUND = ("aki.wav", b"RIFF\x00\x00\x00\x00WAVEfmt \x00\xff--not-a-boundary\r\n")
LINE = {"custom_id": "1", "method": "POST", "url": "/v1/embeddings", "body": {"model": "m", "input": [ASKED]}}
LINES = b"".join(json.dumps(one).encode() + b"\n" for one in (LINE, {**LINE, "body": {"input": "free"}}))


def picked(name: str) -> Any:
    return {"extra_headers": {PICK_HEADER: f"openai/{name}"}}


def transcribe(api: openai.OpenAI, **more: Any) -> Any:
    asked = {"model": "whisper-1", "prompt": f"Write to {ASKED}.", "language": "en"}
    return api.audio.transcriptions.create(file=SOUND, **asked, **picked("transcription"), **more)


def draw(api: openai.OpenAI) -> Any:
    pictures = [(f"{n}.png", b"\x89PNG\x00" * 9) for n in range(3)]
    return api.images.edit(model="m", prompt=f"For {ASKED}", image=pictures, **picked("images-edit"))


def upload(api: openai.OpenAI) -> Any:
    return api.files.create(file=("lines.jsonl", LINES), purpose="batch", **picked("files-create"))


def speak(api: openai.OpenAI) -> Any:
    return api.audio.speech.create(model="m", voice="alloy", input=f"To {ASKED}", **picked("speech"))


def generate(api: openai.OpenAI) -> Any:
    return api.images.generate(model="m", prompt=f"For {ASKED}", **picked("images"))


def moderate(api: openai.OpenAI) -> Any:
    return api.moderations.create(input=f"For {ASKED}", **picked("moderations"))


@pytest.fixture
def api(station: Live) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{station.url}/openai/v1", api_key="k", timeout=60) as made:
        yield made


def parts(station: Live) -> list[PartFrame]:
    """The parts of the form that went up last."""
    received = station.fake.requests[-1]
    kind = dict(received.headers)["content-type"]
    frames = form.frames(received.body, kind)
    return [one for one in frames if isinstance(one, PartFrame)]


@under("pseudonymise")
async def test_a_field_is_masked_and_the_file_beside_it_is_not_touched(
    station: Live, api: openai.OpenAI
) -> None:
    await asyncio.to_thread(transcribe, api)
    sent = {one.event: one.data for one in parts(station)}
    assert (sent["file"], sent["model"], sent["language"]) == (SOUND[1], b"whisper-1", b"en")
    assert sent["prompt"].startswith(b"Write to PII_EMAIL_1_")


@under("pseudonymise")
async def test_several_pictures_go_up_as_they_are(station: Live, api: openai.OpenAI) -> None:
    await asyncio.to_thread(draw, api)
    assert [one.event for one in parts(station)].count("image[]") == 3
    assert ASKED.encode() not in station.fake.requests[-1].body


@under("pseudonymise")
async def test_the_lines_of_a_batch_are_masked_one_by_one(station: Live, api: openai.OpenAI) -> None:
    await asyncio.to_thread(upload, api)
    [content] = [one.data for one in parts(station) if one.file]
    first, second = (json.loads(line) for line in content.splitlines())
    assert first["body"]["input"][0].startswith("PII_EMAIL_1_")
    assert (first["custom_id"], second["body"]) == ("1", {"input": "free"})


@under("refuse_request")
@pytest.mark.parametrize("ask", [transcribe, draw, upload, speak, generate, moderate])
async def test_a_request_is_refused_once_and_natively(station: Live, api: openai.OpenAI, ask: Ask) -> None:
    before = len(station.fake.requests), len(station.outcomes())
    with pytest.raises(openai.BadRequestError) as refused:
        await asyncio.to_thread(ask, api)
    pictures = ask in (draw, generate)
    assert refused.value.code == ("moderation_blocked" if pictures else "content_policy_violation")
    assert refused.value.type == ("image_generation_user_error" if pictures else "invalid_request_error")
    assert ASKED not in str(refused.value)
    assert len(station.fake.requests) == before[0]
    assert station.outcomes()[before[1] :] == ["refuse"]


@under("refuse_request")
@pytest.mark.parametrize("broken", [b"\n", b"\r\n--B"])
async def test_a_form_that_can_be_read_two_ways_goes_nowhere(station: Live, broken: bytes) -> None:
    whole = b'--B\r\nContent-Disposition: form-data; name="prompt"\r\n\r\nx\r\n--B--\r\n'
    body = whole.replace(b"\r\n", broken)
    kind = {"content-type": "multipart/form-data; boundary=B"}
    before = len(station.fake.requests)
    async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
        url = f"{station.url}/openai/v1/audio/transcriptions"
        answer = await client.post(url, content=body, headers=kind)
    assert answer.status_code == 400
    assert "sekisho.overflow" in answer.json()["error"]["message"]
    assert len(station.fake.requests) == before


@under("refuse")
async def test_an_output_that_was_stopped_is_a_bad_request(station: Live, api: openai.OpenAI) -> None:
    def read() -> bytes:
        with api.files.with_streaming_response.content("f", **picked("files-content")) as answer:
            return b"".join(answer.iter_bytes())

    with pytest.raises(openai.BadRequestError) as refused:
        await asyncio.to_thread(read)
    assert refused.value.code == "content_policy_violation"
    assert station.outcomes()[-1] == "refuse"


@under("mask")
async def test_an_output_is_masked_line_by_line(station: Live, api: openai.OpenAI) -> None:
    content = await asyncio.to_thread(lambda: api.files.content("f", **picked("files-content")))
    said = [
        json.loads(line)["response"]["body"]["choices"][0]["message"]["content"]
        for line in content.iter_lines()
    ]
    assert said[0] == "会議は九時からです。"
    assert said[1].startswith("Write to PII_EMAIL_")
    assert said[2] == "Bring the postcard."


@under("mask")
@pytest.mark.parametrize("ask", [speak, moderate])
async def test_what_has_no_text_passes(station: Live, api: openai.OpenAI, ask: Ask) -> None:
    await asyncio.to_thread(ask, api)
    assert station.outcomes()[-1] == "completed"
