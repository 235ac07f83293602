"""The realtime surface: which texts belong together, which events end them, whose they are."""

from __future__ import annotations

import json

import pytest

from proxy.dialect import Notice, Seen
from proxy.dialects.openai import OpenAI
from proxy.surfaces.realtime import Realtime
from tests.proxy.dialogues import Room
from tests.proxy.surfaces.sessions import MASK, SECRET
from tests.proxy.surfaces.sessions import talk as http

PART = {"response_id": "r", "item_id": "i", "output_index": 0, "content_index": 0}
HALF = len(SECRET) // 2
CREATED = {"type": "response.created", "response": {"id": "r"}}


def surface(query: str = "") -> Realtime:
    return Realtime(Seen("GET", "/v1/realtime", query))


@pytest.mark.parametrize(
    ("stem", "member"),
    [
        ("response.output_text", "text"),
        ("response.text", "text"),
        ("response.output_audio_transcript", "transcript"),
        ("response.audio_transcript", "transcript"),
    ],
)
def test_a_text_in_pieces_and_what_repeats_it_are_masked_alike(stem: str, member: str) -> None:
    pieces = [SECRET[:HALF], SECRET[HALF:], "!"]
    room = Room(MASK).heard(CREATED, *[{"type": f"{stem}.delta", **PART, "delta": one} for one in pieces])
    room.heard({"type": f"{stem}.done", **PART, member: f"{SECRET}!"})
    part = {"type": "audio" if member == "transcript" else "text", member: f"{SECRET}!"}
    item = {"id": "i", "type": "message", "role": "assistant", "content": [part]}
    room.heard({"type": "response.content_part.done", **PART, "part": part})
    room.heard({"type": "response.output_item.done", "response_id": "r", "output_index": 0, "item": item})
    room.heard({"type": "response.done", "response": {"id": "r", "output": [item]}})
    events = room.close().events
    assert [event["delta"] for event in events if "delta" in event] == ["[NAME]", "", "!"]
    assert json.dumps(events).count("[NAME]!") == 4
    assert SECRET not in json.dumps(events)
    assert room.got.kinds() == ["pii.name"]  # one text, one ruling


@pytest.mark.parametrize("cut", range(1, len(SECRET)))
def test_arguments_of_a_call_are_read_as_what_they_say(cut: int) -> None:
    whole = json.dumps({"to": SECRET, "n": 1})
    call = {"response_id": "r", "item_id": "i", "output_index": 0, "call_id": "c"}
    room = Room(MASK).heard(CREATED)
    for piece in (whole[: 8 + cut], whole[8 + cut :]):
        room.heard({"type": "response.function_call_arguments.delta", **call, "delta": piece})
    room.heard({"type": "response.function_call_arguments.done", **call, "name": "f", "arguments": whole})
    events = room.close().events
    said = "".join(event["delta"] for event in events if "delta" in event)
    assert json.loads(said) == {"to": "[NAME]", "n": 1}
    assert json.loads(events[-1]["arguments"]) == {"to": "[NAME]", "n": 1}


def test_a_delta_nobody_told_us_of_is_read_in_its_own_channel() -> None:
    events = [
        {"type": "response.new_thing.delta", **PART, "delta": one} for one in (SECRET[:HALF], SECRET[HALF:])
    ]
    out = Room(MASK).heard(CREATED, *events).close()
    assert [event["delta"] for event in out.events[1:]] == ["[NAME]", ""]
    assert "sekisho.unmapped" in out.kinds()


def test_sound_that_ends_does_not_end_the_words_beside_it() -> None:
    stem = "response.output_audio_transcript"
    room = Room(MASK).heard(CREATED, {"type": f"{stem}.delta", **PART, "delta": SECRET[:HALF]})
    room.heard({"type": "response.output_audio.done", **PART})
    room.heard({"type": f"{stem}.delta", **PART, "delta": SECRET[HALF:]})
    assert SECRET[:HALF] not in json.dumps(room.close().events)


def test_log_probabilities_of_masked_words_are_cleared() -> None:
    event = {"type": "conversation.item.input_audio_transcription.delta", "item_id": "i", "content_index": 0}
    room = Room(MASK).heard({**event, "delta": SECRET, "logprobs": [{"token": "Taro", "logprob": -1}]})
    (told,) = room.close().events
    assert (told["delta"], told["logprobs"]) == ("[NAME]", [])


def test_the_model_is_the_query_s() -> None:
    assert surface("model=gpt-realtime&x=1").model_said() == "gpt-realtime"
    assert surface("api-version=1&deployment=voice").model_said() == "voice"
    assert surface("model=not%20a%20name").model_said() == ""
    assert surface().model_said() == ""


def test_a_stored_prompt_is_said_to_be_unread() -> None:
    assert [*surface().opaque({"session": {"prompt": {"id": "p"}}})] == ["stored prompt"]
    assert [*surface().opaque({"session": {"instructions": "x"}})] == []


def test_a_rejection_names_the_message_and_no_content() -> None:
    notice = Notice("x1", "standard", "rule", "pii.name", "refuse")
    told = json.loads(surface().rejected({"type": "session.update", "event_id": "mine"}, notice))
    assert told["type"] == "error"
    assert (told["error"]["event_id"], told["error"]["type"]) == ("mine", "invalid_request_error")


def test_the_endpoint_that_makes_a_browsers_secret_is_read_and_the_secret_left_alone() -> None:
    asked = {"session": {"type": "realtime", "instructions": f"Serve {SECRET}"}}
    answer = {"value": "ek_1", "expires_at": 1, "session": {"type": "realtime", "instructions": SECRET}}
    body = json.dumps(answer).encode()
    out = http(OpenAI(), "/v1/realtime/client_secrets", asked, body, MASK, kind="application/json")
    assert out.forwarded is not None
    assert json.loads(out.forwarded)["session"]["instructions"] == "Serve [NAME]"
    assert out.unmapped() == []
