"""Ask for a recorded answer with OpenAI's library, beyond chat and responses: images, sound, files, threads.

A form is asked with a file of its own: the recording is picked by its header, so what goes
up is what the library writes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from typing import Any

import openai

from proxy.fake.match import PICK_HEADER
from tests.sdk.calls import Api, Call

_SOUND = ("a.wav", b"RIFF\x00\x00\x00\x00WAVEfmt \x00")
_PICTURE = ("a.png", b"\x89PNG\r\n\x1a\n\x00")
_SEARCH = {"vector_store_id": "vs_sekisho"}


def _more(call: Call) -> dict[str, Any]:
    return {"extra_headers": {PICK_HEADER: call.recording}}


def _given(call: Call, *names: str) -> dict[str, Any]:
    return {name: call.body[name] for name in names if name in call.body}


def _stream(call: Call) -> dict[str, Any]:
    return {"stream": True} if call.stream else {}


def _shown(data: bytes) -> str | bytes:
    """As text, where it is."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data


def _images(client: openai.OpenAI, call: Call) -> Any:
    asked = {"model": call.model, "prompt": call.body.get("prompt", "-"), **_stream(call)}
    return client.images.generate(**asked, **_given(call, "n", "size"), **_more(call))


def _edit(client: openai.OpenAI, call: Call) -> Any:
    return client.images.edit(model="m", prompt="夕焼け", image=[_PICTURE, _PICTURE], **_more(call))


def _variation(client: openai.OpenAI, call: Call) -> Any:
    return client.images.create_variation(image=_PICTURE, n=2, **_more(call))


def _speech(client: openai.OpenAI, call: Call) -> Any:
    asked: Any = {"model": call.model, "voice": "alloy", "input": call.body.get("input", "-")}
    asked |= _given(call, "instructions", "stream_format")
    with client.audio.speech.with_streaming_response.create(**asked, **_more(call)) as answer:
        return _shown(b"".join(answer.iter_bytes()))


def _transcription(client: openai.OpenAI, call: Call) -> Any:
    form: Any = {"response_format": call.response_format} if call.response_format else {}
    return client.audio.transcriptions.create(model="m", file=_SOUND, **form, **_stream(call), **_more(call))


def _translation(client: openai.OpenAI, call: Call) -> Any:
    return client.audio.translations.create(model="m", file=_SOUND, **_more(call))


def _moderation(client: openai.OpenAI, call: Call) -> Any:
    given: Any = call.body.get("input", "-")
    return client.moderations.create(model=call.model, input=given, **_more(call))


def _upload(client: openai.OpenAI, call: Call) -> Any:
    lines = io.BytesIO(b'{"custom_id": "1", "method": "POST", "url": "/v1/embeddings", "body": {}}\n')
    return client.files.create(file=("a.jsonl", lines), purpose="batch", **_more(call))


def _content(client: openai.OpenAI, call: Call) -> Any:
    with client.files.with_streaming_response.content("f", **_more(call)) as answer:
        return _shown(b"".join(answer.iter_bytes()))


def _search(client: openai.OpenAI, call: Call) -> Any:
    query: Any = call.body.get("query", "-")
    return client.vector_stores.search(query=query, **_SEARCH, **_more(call)).model_dump()


def _run(client: openai.OpenAI, call: Call) -> Any:
    # Deprecated by the provider, and still used.
    runs: Any = client.beta.threads.runs
    return runs.create("thread_1", assistant_id="a", **_stream(call), **_more(call))


# What the library returns: one object, bytes, or an iterator of events.
OPENAI: Mapping[Api, Callable[[openai.OpenAI, Call], Any]] = {
    "openai.images": _images,
    "openai.images.edit": _edit,
    "openai.images.variation": _variation,
    "openai.speech": _speech,
    "openai.transcriptions": _transcription,
    "openai.transcriptions.stream": _transcription,
    "openai.translations": _translation,
    "openai.moderations": _moderation,
    "openai.files.create": _upload,
    "openai.files.delete": lambda client, call: client.files.delete("f", **_more(call)),
    "openai.files.content": _content,
    "openai.batches": lambda client, call: client.batches.retrieve("b", **_more(call)),
    "openai.vector_stores.search": _search,
    "openai.models": lambda client, call: client.models.list(**_more(call)).data,
    "openai.models.retrieve": lambda client, call: client.models.retrieve("m", **_more(call)),
    "openai.threads.runs": _run,
}
