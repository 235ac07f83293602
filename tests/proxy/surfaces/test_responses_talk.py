"""Responses over a socket: streams side by side, endings, and every event the client knows."""

from __future__ import annotations

import json
from typing import Any

import pytest
from openai.types.responses import ResponsesClientEvent, ResponsesServerEvent

from proxy.dialect import Seen
from proxy.surfaces.responses_talk import ResponsesTalk
from tests.proxy.dialogues import Room
from tests.proxy.surfaces.sdktypes import shapes
from tests.proxy.surfaces.sessions import BANNED, MASK, REFUSE, SECRET
from tests.proxy.surfaces.test_realtime_tables import kind_of, members

HALF = len(SECRET) // 2
WHERE = {"item_id": "m", "output_index": 0, "content_index": 0}


def surface() -> ResponsesTalk:
    return ResponsesTalk(Seen("GET", "/v1/responses"))


def room(policy: Any) -> Room:
    return Room(policy, "/v1/responses")


def created(stream: str = "") -> dict[str, Any]:
    return lane({"type": "response.created", "response": {"id": f"resp_{stream}", "output": []}}, stream)


def delta(text: str, stream: str = "") -> dict[str, Any]:
    return lane({"type": "response.output_text.delta", **WHERE, "delta": text}, stream)


def completed(stream: str = "") -> dict[str, Any]:
    return lane({"type": "response.completed", "response": {"id": f"resp_{stream}", "output": []}}, stream)


def lane(doc: dict[str, Any], stream: str) -> dict[str, Any]:
    return {**doc, "stream_id": stream} if stream else doc


@pytest.mark.parametrize("event", members(ResponsesClientEvent), ids=lambda one: one.__name__)
def test_every_string_of_the_clients_events_is_mapped(event: Any) -> None:
    assert {shape for shape in shapes(event) if not surface().request.slot(shape).mapped} == set()


@pytest.mark.parametrize("event", members(ResponsesServerEvent), ids=lambda one: one.__name__)
def test_every_string_of_the_servers_events_is_mapped(event: Any) -> None:
    table = surface().table({"type": kind_of(event)})
    assert {shape for shape in shapes(event) if not table.slot(shape).mapped} == set()


def test_the_same_places_in_two_streams_are_two_channels() -> None:
    one = room(MASK).heard(created("a"), created("b"), delta(SECRET[:HALF], "a"), delta("Nobody ", "b"))
    one.heard(delta("else.", "b"), completed("b"), delta(SECRET[HALF:], "a"), completed("a"))
    said = [(event["stream_id"], event["delta"]) for event in one.close().events if "delta" in event]
    assert said == [("a", "[NAME]"), ("b", "Nobody "), ("b", "else."), ("a", "")]


def test_a_steered_answer_is_read_on_both_sides() -> None:
    steer = {"type": "response.steer", "previous_response_id": "resp_", "input": f"Ask {SECRET}"}
    one = room(MASK).said({"type": "response.create", "input": "Hi"}).heard(created()).said(steer)
    assert one.got.sent[-1]["input"] == "Ask [NAME]"
    failed = {"type": "response.steer.failed", "error": {"code": "x", "message": SECRET, "type": "y"}}
    one.heard({**failed, "steer": {"input": SECRET, "previous_response_id": "resp_"}})
    told = one.got.events[-1]
    assert (told["error"]["message"], told["steer"]["input"]) == ("[NAME]", "[NAME]")


def test_an_answer_that_is_refused_ends_natively_in_its_stream_and_the_rest_of_it_is_dropped() -> None:
    one = room(REFUSE).heard(created("a"), delta("Eat no ", "a"), delta(f"{BANNED}.", "a"))
    ended = one.got.events[-1]
    assert (ended["type"], ended["stream_id"]) == ("response.incomplete", "a")
    assert ended["response"]["incomplete_details"] == {"reason": "content_filter"}
    assert one.got.up == []  # there is no event that cancels
    before = len(one.got.down)
    one.heard(delta(BANNED, "a"), completed("a"))
    assert len(one.got.down) == before
    one.heard(created("a"), delta("Bread.", "a"), completed("a"))
    assert [event["type"] for event in one.got.events[before:]] == [
        "response.created", "response.output_text.delta", "response.completed",
    ]  # fmt: skip


def test_a_refusal_in_the_last_event_does_not_cost_the_next_answer() -> None:
    item = {
        "id": "m",
        "type": "message",
        "role": "assistant",
        "content": [{"type": "output_text", "text": BANNED}],
    }
    last = {"type": "response.completed", "response": {"id": "resp_", "output": [item]}}
    one = room(REFUSE).heard(created(), last)
    assert one.got.events[-1]["type"] == "response.incomplete"
    assert BANNED not in json.dumps(one.got.events)
    assert one.heard(created(), completed()).got.events[-1]["type"] == "response.completed"


def test_a_rejected_request_names_its_stream() -> None:
    one = room(REFUSE).said({"type": "response.create", "input": BANNED, "stream_id": "a"})
    (told,) = one.got.events
    assert (told["type"], told["status"], told["stream_id"]) == ("error", 400, "a")
    assert told["error"]["code"] == "content_policy_violation"


def test_an_error_ends_its_turn() -> None:
    error = {"type": "error", "status": 400, "error": {"type": "x", "code": "y", "message": SECRET}}
    one = room(MASK).said({"type": "response.create", "input": "Hi"}).heard(error)
    assert [outcome for _, outcome, _ in one.got.decisions()] == ["completed"]
    assert one.got.events[0]["error"]["message"] == "[NAME]"


def test_history_the_provider_keeps_is_said_to_be_unread() -> None:
    one = room(MASK).said({"type": "response.create", "input": "Hi", "previous_response_id": "resp_0"})
    assert one.close().kinds() == ["sekisho.unscanned"]
