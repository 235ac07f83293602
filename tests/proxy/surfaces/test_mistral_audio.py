"""Mistral's transcriptions: pieces, segments and the event that repeats them; and how a stop reads."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from mistralai.client import models

from proxy.dialect import Seen
from proxy.dialects.mistral import MistralAI
from proxy.surfaces.mistral_audio import MistralTranscriptions
from tests.proxy.surfaces.forms import KIND, form
from tests.proxy.surfaces.mistral_clients import client
from tests.proxy.surfaces.sdktypes import shapes
from tests.proxy.surfaces.served import served
from tests.proxy.surfaces.sessions import BANNED, REFUSE, SECRET, Talk, dumps, events, policy, sse, talk

PATH = "/v1/audio/transcriptions"
REPORT = policy(("pii.*", ("mask", {"style": "label"})), ("sekisho.*", "flag"))
ASKED = form(
    ("model", b"voxtral-mini-latest"), ("stream", b"true"), ("file; filename=a.wav", b"RIFF\0\0\0\0WAVE")
)
SPOKEN = f"This is {SECRET} speaking."
USAGE = {"prompt_tokens": 1, "completion_tokens": 2, "total_tokens": 3}


def delta(text: str) -> dict[str, Any]:
    return {"type": "transcription.text.delta", "text": text}


def segment(text: str, kind: str = "transcription.segment") -> dict[str, Any]:
    return {"type": kind, "text": text, "start": 0.0, "end": 1.0, "speaker_id": "speaker_1"}


LANGUAGE = {"type": "transcription.language", "audio_language": "en"}
SEGMENTS = ["This is Taro", " Yamada speaking."]
DONE = {
    "type": "transcription.done",
    "model": "voxtral-mini-latest",
    "text": SPOKEN,
    "language": "en",
    "segments": [segment(one, "transcription_segment") for one in SEGMENTS],
    "usage": USAGE,
}
STREAM = [LANGUAGE, *map(delta, ("This is Ta", "ro Yama", "da speaking.")), *map(segment, SEGMENTS), DONE]


def hear(answer: bytes, rows: Any = REPORT, kind: str = "text/event-stream", **more: Any) -> Talk:
    return talk(MistralAI(), PATH, ASKED, answer, rows, kind=kind, asking=KIND, **more)


@pytest.mark.parametrize("cuts", [(), (1, 30, 7, 200)])
def test_pieces_segments_and_their_repeat_say_the_same(cuts: tuple[int, ...]) -> None:
    out = hear(sse(*STREAM), cuts=cuts)
    said = events(out.sent)
    assert [one["text"] for one in said[1:4]] == ["This is [NAME]", "", " speaking."]
    assert [one["text"] for one in said[4:6]] == ["This is [NAME]", " speaking."]
    assert said[6]["text"] == "This is [NAME] speaking."
    assert [one["text"] for one in said[6]["segments"]] == ["This is [NAME]", " speaking."]
    assert (out.unmapped(), out.unscanned()) == ([], ["audio"])


def test_a_stream_without_findings_is_the_bytes_that_came() -> None:
    said = sse(LANGUAGE, delta("Hello"), segment("Hello"), {**DONE, "text": "Hello", "segments": []})
    assert hear(said).sent == said


def test_a_whole_transcript_is_read() -> None:
    out = hear(dumps({key: value for key, value in DONE.items() if key != "type"}), kind="application/json")
    assert json.loads(out.sent)["text"] == "This is [NAME] speaking."
    assert SECRET.encode() not in out.sent
    assert out.unmapped() == []


def test_what_is_asked_is_read() -> None:
    references = dumps({SECRET: "UklGR" * 20})
    fields = [("context_bias", SECRET.encode()), ("diarize", b"true"), ("speaker_references", references)]
    more = [("file_url", b"https://example.com/a.wav"), ("file_id", b"f-1")]
    out = talk(MistralAI(), PATH, form(*fields, *more), b"{}", REPORT, kind="application/json", asking=KIND)
    assert SECRET.encode() not in (out.forwarded or b"")
    assert (out.unmapped(), out.unscanned()) == ([], ["audio", "remote audio", "file id"])


def _events(url: str) -> list[Any]:
    with client(url) as api, api.audio.transcriptions.stream(model="m", file_id="f") as stream:
        return [event.data for event in stream]


async def test_the_client_reads_what_was_masked() -> None:
    async with served(hear(sse(*STREAM)).sent) as url:
        said = await asyncio.to_thread(_events, url)
    assert [one.type for one in said] == [one["type"] for one in STREAM]
    assert said[-1].text == "This is [NAME] speaking."


async def test_a_transcript_that_is_stopped_says_why_in_its_last_event() -> None:
    out = hear(sse(*map(delta, ("Once there was a ", "forbidden ", "fruit.")), DONE), REFUSE)
    assert out.finished
    async with served(out.sent) as url:
        *said, last = await asyncio.to_thread(_events, url)
    assert "".join(one.text for one in said) == "Once there was a "
    assert (type(last), last.language) == (models.TranscriptionStreamDone, None)
    assert "harm.fruit" in last.text
    assert BANNED not in str(out.sent)


def test_nothing_follows_the_last_event() -> None:
    out = hear(sse(delta("a"), {**DONE, "text": "a", "segments": []}, delta(BANNED)), REFUSE)
    assert out.sent.count(b"transcription.done") == 2  # its name and its type


KINDS = (
    models.TranscriptionStreamTextDelta,
    models.TranscriptionStreamSegmentDelta,
    models.TranscriptionStreamLanguage,
    models.TranscriptionStreamDone,
)


@pytest.mark.parametrize("kind", KINDS)
def test_every_string_of_an_event_is_mapped(kind: Any) -> None:
    surface = MistralTranscriptions(Seen("POST", PATH))
    table = surface.table({"type": kind.model_fields["type"].default})
    assert {shape for shape in shapes(kind) if not table.slot(shape).mapped} == set()
    assert {s for s in shapes(models.TranscriptionResponse) if not surface.answer.slot(s).mapped} == set()
    asked = shapes(models.AudioTranscriptionRequestStream)
    assert {s for s in asked if not surface.form.slot(s).mapped} == set()
