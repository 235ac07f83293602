"""Audio: what is to be said is read, what was said is read in every form it comes in."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import Any

import openai
import pytest

from proxy.dialect import Seen
from proxy.dialects.openai import OpenAI
from proxy.surfaces.audio import Transcriptions
from tests.proxy.surfaces.chat_streams import DONE, FLAG, Doc, client, found
from tests.proxy.surfaces.forms import KIND, form
from tests.proxy.surfaces.served import served
from tests.proxy.surfaces.sessions import BANNED, MASK, REFUSE, SECRET, Talk, dumps, events, policy, talk

SPEECH = "/v1/audio/speech"
PATH = "/v1/audio/transcriptions"
ASKED = form(
    ("model", b"whisper-1"), ("file; filename=a.wav", b"RIFF\x00\x00\x00\x00WAVE"), ("stream", b"true")
)
STRICT = policy(("sekisho.unscanned", "refuse"))


def speak(doc: Any, answer: bytes = b"", rows: Any = FLAG, kind: str = "audio/mpeg") -> Talk:
    return talk(OpenAI(), SPEECH, doc, answer, rows, kind=kind)


def hear(answer: bytes | Doc, rows: Any = MASK, kind: str = "application/json", **more: Any) -> Talk:
    body = answer if isinstance(answer, bytes) else dumps(answer)
    return talk(OpenAI(), PATH, ASKED, body, rows, kind=kind, asking=KIND, **more)


def stream(*docs: Doc) -> bytes:
    return b"".join(b"data: %b\r\n\r\n" % dumps(doc) for doc in docs) + DONE.replace(b"\n", b"\r\n")


# -- speech


def test_what_is_to_be_said_is_read() -> None:
    out = speak(
        {"model": SECRET, "voice": {"id": SECRET}, "input": SECRET, "instructions": f"as {SECRET} does"}
    )
    assert (found(out), out.unmapped()) == (["user", "system"], [])


def test_sound_passes_as_it_comes_and_is_on_record() -> None:
    sound = b"\xff\xfb\x00" * 1000
    out = speak({"input": "x"}, sound, MASK)
    assert out.sent == sound
    assert out.unscanned() == ["not text"]


def test_a_stream_of_sound_passes_as_it_comes() -> None:
    sound = stream(
        {"type": "speech.audio.delta", "audio": "//PExA" + "A" * 90},
        {"type": "speech.audio.done", "usage": {}},
    )
    out = speak({"input": "x", "stream_format": "sse"}, sound, kind="text/event-stream")
    assert out.sent == sound
    assert (out.unmapped(), out.unscanned()) == ([], ["audio"])


def test_a_stream_of_sound_is_on_record_once() -> None:
    sound = stream(*[{"type": "speech.audio.delta", "audio": "A" * 90}] * 50, {"type": "speech.audio.done"})
    out = speak({"input": "x", "stream_format": "sse"}, sound, kind="text/event-stream", rows=FLAG)
    assert (out.sent, out.unscanned()) == (sound, ["audio"])
    assert out.decisions[0]["kinds"] == {"sekisho.unscanned": 50}
    assert out.decisions[0]["verdict"] == "unscanned"


def test_what_is_no_sound_is_read() -> None:
    out = speak(
        {"input": "x"}, stream({"type": "speech.audio.delta", "audio": SECRET}), kind="text/event-stream"
    )
    assert found(out) == ["assistant"]


def test_a_stream_is_what_the_request_asks_for() -> None:
    surface = OpenAI().surface(Seen("POST", SPEECH))
    assert surface.streaming({"stream_format": "sse"})
    assert not surface.streaming({"stream_format": "audio"})


# -- what goes in


def test_the_fields_of_a_form_are_read() -> None:
    fields = [("file; filename=a.wav", b"RIFF\x00\x00\x00\x00WAVE"), ("response_format", b"json")]
    asked = form(*fields, ("prompt", SECRET.encode()), ("known_speaker_names[]", SECRET.encode()))
    out = talk(OpenAI(), PATH, asked, b"{}", MASK, kind="application/json", asking=KIND)
    assert out.forwarded == form(*fields, ("prompt", b"[NAME]"), ("known_speaker_names[]", b"[NAME]"))
    assert (out.unmapped(), out.unscanned()) == ([], ["audio"])


@pytest.mark.parametrize("strategy", [b"auto", b'{"type": "server_vad"}'])
def test_settings_are_mapped(strategy: bytes) -> None:
    settings = [
        ("chunking_strategy", strategy),
        ("timestamp_granularities[]", b"word"),
        ("temperature", b"0"),
    ]
    settings += [("include[]", b"logprobs"), ("language", b"ja"), ("chunking_strategy[type]", b"server_vad")]
    out = talk(OpenAI(), PATH, form(*settings), b"{}", FLAG, kind="application/json", asking=KIND)
    assert (out.findings, out.unscanned()) == ([], [])


# -- what comes out, whole

SPOKEN = f"This is {SECRET} speaking."


def test_a_transcript_is_read() -> None:
    out = hear({"text": SPOKEN, "usage": {"type": "tokens", "total_tokens": 6}})
    assert json.loads(out.sent)["text"] == "This is [NAME] speaking."
    assert out.unmapped() == []


VERBOSE = {
    "task": "transcribe",
    "language": "english",
    "duration": 2.0,
    "text": SPOKEN,
    "segments": [
        {"id": 0, "text": " This is Taro", "tokens": [1, 2], "avg_logprob": -0.1},
        {"id": 1, "text": " Yamada speaking.", "tokens": [3], "avg_logprob": -0.1},
        {"id": 2, "text": " Goodbye.", "tokens": [4], "avg_logprob": -0.1},
    ],
    "words": [{"word": word, "start": 0.0, "end": 1.0} for word in SPOKEN.split()],
}


def test_a_name_cut_by_a_pause_is_one_name() -> None:
    doc = json.loads(hear(VERBOSE).sent)
    assert doc["text"] == "This is [NAME] speaking."
    assert "".join(segment["text"] for segment in doc["segments"]) == " This is [NAME] speaking. Goodbye."
    assert [segment["tokens"] for segment in doc["segments"]] == [[], [], [4]]
    assert doc["words"] == []


def test_a_transcript_without_findings_is_the_bytes_that_came() -> None:
    raw = json.dumps(VERBOSE, indent=2).replace(SECRET, "nobody").replace("Taro", "x").replace("Yamada", "y")
    out = hear(raw.encode())
    assert out.sent == raw.encode()
    assert (out.unmapped(), [f["kind"] for f in out.findings if f["direction"] == "response"]) == ([], [])


def test_speakers_are_read() -> None:
    out = hear({"text": "x", "segments": [{"type": "x", "id": "seg_0", "speaker": SECRET, "text": "x"}]})
    assert json.loads(out.sent)["segments"][0]["speaker"] == "[NAME]"


def test_log_probabilities_of_a_masked_text_are_taken_out() -> None:
    tokens = [{"token": token, "logprob": 0.0, "bytes": [1]} for token in ("Ta", "ro", " Yamada")]
    assert json.loads(hear({"text": SECRET, "logprobs": tokens}).sent) == {"text": "[NAME]", "logprobs": []}
    assert json.loads(hear({"text": "x", "logprobs": tokens}).sent)["logprobs"] == tokens


@pytest.mark.parametrize("kind", ["text/plain; charset=utf-8", "text/vtt", "application/x-subrip"])
@pytest.mark.parametrize(
    "said",
    [f"{SPOKEN}\n", f"WEBVTT\n\n00:00.000 --> 00:02.000\n{SPOKEN}\n", f"1\n00:00 --> 00:02\n{SPOKEN}\n"],
)
def test_subtitles_and_plain_text_are_read(kind: str, said: str) -> None:
    out = hear(said.encode(), kind=kind)
    assert out.sent == said.replace(SECRET, "[NAME]").encode()
    assert out.unmapped() == []


def test_translations_are_read_alike() -> None:
    surface = OpenAI().surface(Seen("POST", "/v1/audio/translations"))
    assert isinstance(surface, Transcriptions)
    assert surface.name == "audio.translations"


# -- what comes out, as a stream


def deltas(*pieces: str, **more: Any) -> list[Doc]:
    return [{"type": "transcript.text.delta", "delta": piece, **more} for piece in pieces]


def done(text: str, **more: Any) -> Doc:
    return {"type": "transcript.text.done", "text": text, **more}


def test_pieces_and_their_repeat_are_ruled_once() -> None:
    said = stream(*deltas("This is Ta", "ro Yama", "da speaking."), done(SPOKEN))
    out = hear(said, kind="text/event-stream", cuts=(30, 70, 1))
    texts = [doc.get("delta", doc.get("text")) for doc in events(out.sent)]
    assert texts == ["This is [NAME]", "", " speaking.", "This is [NAME] speaking."]
    assert len(found(out)) == 1
    assert out.sent.endswith(b"\r\n\r\ndata: [DONE]\r\n\r\n")


def test_tokens_of_what_was_masked_are_taken_out() -> None:
    tokens = [{"token": "Taro", "logprob": 0.0, "bytes": [1]}]
    said = stream(*deltas("Taro", " Yamada", "!", logprobs=tokens), done(f"{SECRET}!", logprobs=tokens))
    assert [doc["logprobs"] for doc in events(hear(said, kind="text/event-stream").sent)] == [
        [],
        [],
        tokens,
        [],
    ]


def test_segments_are_one_text() -> None:
    segment = {"type": "transcript.text.segment", "speaker": "A", "start": 0.0, "end": 1.0, "id": "seg_0"}
    said = stream(
        {**segment, "text": " This is Taro"}, {**segment, "text": " Yamada speaking."}, done(SPOKEN)
    )
    texts = [doc["text"] for doc in events(hear(said, kind="text/event-stream").sent)]
    assert texts == [" This is [NAME]", " speaking.", "This is [NAME] speaking."]


def test_a_stream_without_findings_is_the_bytes_that_came() -> None:
    said = stream(*deltas("Hello", " world"), done("Hello world"))
    assert hear(said, kind="text/event-stream").sent == said


# -- how it ends


async def _raises(reply_or_stream: Any, call: Callable[[openai.OpenAI], Any]) -> openai.APIError:
    body, kind, status = reply_or_stream
    async with served(body, kind, status) as url:

        def run() -> None:
            with client(url) as api:
                call(api)

        with pytest.raises(openai.APIError) as refused:
            await asyncio.to_thread(run)
    return refused.value


def _transcribe(api: openai.OpenAI) -> None:
    for _ in api.audio.transcriptions.create(model="m", file=("a.wav", b"RIFF"), stream=True):
        pass


async def test_a_refused_request_is_a_bad_request() -> None:
    out = speak({"input": BANNED}, rows=REFUSE)
    assert out.reply is not None
    error = await _raises(
        (out.reply.body, "application/json", out.reply.status),
        lambda api: api.audio.speech.create(model="m", voice="alloy", input="x"),
    )
    assert isinstance(error, openai.BadRequestError)
    assert error.code == "content_policy_violation"


async def test_sound_that_may_not_pass_is_a_bad_request() -> None:
    out = speak({"input": "x"}, b"\xff\xfb" * 99, STRICT)
    assert (out.reply is None, out.sent) == (False, b"")
    assert out.reply is not None
    assert out.reply.status == 400


async def test_a_transcript_that_is_stopped_ends_in_an_error() -> None:
    said = stream(*deltas("Once there was a ", "forbidden ", "fruit."), done("x"))
    out = hear(said, REFUSE, "text/event-stream")
    assert b"fruit." not in out.sent
    assert events(out.sent)[0]["delta"] == "Once there was a "
    error = await _raises((out.sent, "text/event-stream", 200), _transcribe)
    assert error.code == "content_policy_violation"


async def test_the_client_reads_what_was_masked_and_waits_gladly() -> None:
    said = hear(stream(*deltas("Taro ", "Yamada", "."), done(f"{SECRET}.")), kind="text/event-stream").sent
    first, rest = said.split(b"\r\n\r\n", 1)
    said = first + b"\r\n\r\n" + Transcriptions.keepalive + rest
    async with served(said, "text/event-stream", 200) as url:

        def run() -> list[Any]:
            with client(url) as api:
                return list(api.audio.transcriptions.create(model="m", file=("a.wav", b"R"), stream=True))

        read = await asyncio.to_thread(run)
    assert [event.type for event in read] == ["transcript.text.delta"] * 3 + ["transcript.text.done"]
    assert read[-1].text == "[NAME]."
