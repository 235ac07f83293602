"""How stopped answers end: natively, with just what left, and without half a call."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from proxy.dialect import Notice, Seen
from proxy.surfaces.realtime import Realtime
from proxy.surfaces.realtime_follower import RealtimeFollower
from proxy.talk import Ending

NOTICE = Notice("x1", "standard", "rule", "pii.name", "refuse", "response")
PART = {"response_id": "r", "item_id": "i", "output_index": 0, "content_index": 0}


def follower(*left: dict[str, Any]) -> RealtimeFollower:
    one = Realtime(Seen("GET", "/v1/realtime")).follower()
    for doc in left:
        one.saw(doc)
    return one


def created(key: str = "r") -> dict[str, Any]:
    head = {"object": "realtime.response", "id": key, "status": "in_progress", "conversation_id": "c"}
    return {"type": "response.created", "response": head}


def added(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "response.output_item.added", "response_id": "r", "output_index": 0, "item": item}


MESSAGE = {"id": "i", "object": "realtime.item", "type": "message", "role": "assistant", "content": []}
CALL = {"id": "i", "type": "function_call", "name": "f", "call_id": "c", "arguments": ""}


def part(kind: str) -> dict[str, Any]:
    return {"type": "response.content_part.added", **PART, "part": {"type": kind}}


def down(ending: Ending) -> list[dict[str, Any]]:
    return [json.loads(one) for one in ending.down]


def up(ending: Ending) -> list[dict[str, Any]]:
    return [json.loads(one) for one in ending.up]


def test_a_text_is_closed_with_what_left_of_it() -> None:
    one = follower(created(), added(MESSAGE), part("text"))
    one.saw({"type": "response.output_text.delta", **PART, "delta": "So "})
    one.saw({"type": "response.output_text.delta", **PART, "delta": "far"})
    ending = one.close(NOTICE, ["r"], {"type": "response.output_text.delta", **PART})
    events = down(ending)
    kinds = ["response.output_text", "response.content_part", "response.output_item", "response"]
    assert [event["type"] for event in events] == [f"{kind}.done" for kind in kinds]
    assert events[0]["text"] == events[1]["part"]["text"] == "So far"
    assert events[2]["item"]["content"] == [{"type": "output_text", "text": "So far"}]
    assert events[3]["response"]["output"] == [events[2]["item"]]
    assert events[3]["response"]["conversation_id"] == "c"
    assert [sent["type"] for sent in up(ending)] == ["response.cancel", "conversation.item.delete"]
    assert {"r", "i", *(sent["event_id"] for sent in up(ending))} == set(ending.deaf)


def test_the_first_releases_names_are_kept() -> None:
    one = follower(created(), added(MESSAGE), part("audio"))
    one.saw({"type": "response.audio_transcript.delta", **PART, "delta": "So"})
    events = down(one.close(NOTICE, ["r"], {"type": "response.audio_transcript.delta", **PART}))
    assert events[0]["type"] == "response.audio_transcript.done"
    assert events[2]["item"]["content"] == [{"type": "audio", "transcript": "So"}]


def test_an_item_with_audio_is_truncated_where_nothing_was_said_yet() -> None:
    one = follower(created(), added(MESSAGE), part("audio"))
    ending = one.close(NOTICE, ["r"], {"type": "response.output_audio.delta", **PART})
    truncate = up(ending)[1]
    assert (truncate["type"], truncate["audio_end_ms"]) == ("conversation.item.truncate", 0)


def test_half_a_call_is_neither_finished_nor_repeated() -> None:
    one = follower(created(), added(CALL))
    one.saw({"type": "response.function_call_arguments.delta", **PART, "delta": '{"to": "'})
    (event,) = down(one.close(NOTICE, ["r"], {"type": "response.function_call_arguments.delta", **PART}))
    assert (event["type"], event["response"]["output"]) == ("response.done", [])


def test_an_item_that_left_whole_is_repeated_as_it_left() -> None:
    whole = {**MESSAGE, "status": "completed", "content": [{"type": "output_text", "text": "One."}]}
    one = follower(created(), added(MESSAGE), {**added(whole), "type": "response.output_item.done"})
    (event,) = down(one.close(NOTICE, ["r"], {"type": "response.done", "response": {"id": "r"}}))
    assert event["response"]["output"] == [whole]


def test_an_answer_of_which_nothing_left_is_begun_and_ended() -> None:
    events = down(follower().close(NOTICE, ["r"], created()))
    assert [event["type"] for event in events] == ["response.created", "response.done"]
    assert events[1]["response"]["status_details"] == {"type": "incomplete", "reason": "content_filter"}


def test_an_answer_that_has_ended_is_let_alone() -> None:
    one = follower(created(), {"type": "response.done", "response": {"id": "r"}})
    ending = one.close(NOTICE, [], {"type": "session.updated"})
    assert ending.up == ()
    assert [event["type"] for event in down(ending)] == ["error"]


def test_help_is_said_beside_the_end_of_an_answer() -> None:
    one = follower(created(), added(MESSAGE), part("text"))
    helping = replace(NOTICE, says="Call 110.")
    events = down(one.close(helping, ["r"], {"type": "response.output_text.delta", **PART}))
    (error,) = (event["error"] for event in events if event["type"] == "error")
    assert error["message"] == "Call 110."
    assert events[-2]["type"] == "response.done"


def test_every_event_of_ours_has_an_id_of_its_own() -> None:
    one = follower(created(), added(MESSAGE), part("text"))
    ending = one.close(NOTICE, ["r"], {"type": "response.output_text.delta", **PART})
    ids = [event["event_id"] for event in (*up(ending), *down(ending))]
    assert len(set(ids)) == len(ids)
