"""Streams are closed by answering what is open, and an event that is left out keeps its place."""

from __future__ import annotations

from typing import Any

import pytest
from mcp.types import CallToolResult, jsonrpc_message_adapter

from proxy.dialect import Notice, Seen
from proxy.sse import SseFramer
from proxy.surfaces.mcp import Mcp
from proxy.surfaces.mcp_closer import McpCloser, asking, stopped
from tests.proxy.surfaces.sessions import dumps, events

NOTICE = Notice("0199", "office", "secret.*→refuse", "secret.key", "refuse", "response")
MODERN = {"io.modelcontextprotocol/protocolVersion": "2026-07-28"}


def call(of: object, method: str = "tools/call", **params: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": of, "method": method, "params": params}


def closer(asked: object, *seen: object, stopped_in: bytes = b"") -> McpCloser:
    surface = Mcp(Seen("POST", "/mcp"))
    surface.asked = asked
    one = McpCloser(surface)
    for doc in seen:
        one.saw(doc)
    frames = SseFramer().feed(stopped_in)
    surface.stopped = frames[0] if frames else None
    return one


def test_a_call_is_answered_by_a_result_that_says_so() -> None:
    (answer,) = events(closer(call(7, name="find")).close(NOTICE))
    assert answer["id"] == 7
    result = CallToolResult.model_validate(answer["result"])
    assert (result.is_error, result.content[0].text) == (True, NOTICE.text)  # type: ignore[union-attr]
    assert "resultType" not in answer["result"]


def test_a_call_of_the_newer_revision_is_answered_in_its_form() -> None:
    assert stopped(call(7, _meta=MODERN), NOTICE)["result"]["resultType"] == "complete"


@pytest.mark.parametrize(
    "request_",
    [call("a", "resources/read"), call(7, task={"ttl": 1}), call(0, "initialize"), {"id": 1, "method": "x"}],
)
def test_everything_else_is_answered_by_an_error(request_: dict[str, Any]) -> None:
    answer = stopped(request_, NOTICE)
    assert answer["id"] == request_["id"]
    assert answer["error"] == {"code": -32010, "message": NOTICE.text}
    jsonrpc_message_adapter.validate_python(answer)


def test_what_was_answered_is_not_answered_again() -> None:
    batch = [call(1), call("1"), call(2), {"jsonrpc": "2.0", "method": "notifications/x"}]
    done = {"jsonrpc": "2.0", "id": 1, "result": {}}
    theirs = {"jsonrpc": "2.0", "id": 2, "method": "ping"}  # the server's own id
    answers = events(closer(batch, done, theirs, {"method": "notifications/message"}, None, 3).close(NOTICE))
    assert [answer["id"] for answer in answers] == ["1", 2]
    assert closer(call(1), done).close(NOTICE) == b""


def test_an_answer_to_another_request_is_replaced() -> None:
    late = b'id: 41\ndata: {"jsonrpc":"2.0","id":9,"result":{"content":[]}}\n\n'
    out = closer(None, stopped_in=late).close(NOTICE)
    assert out.startswith(b"id: 41\nevent: message\ndata: {")
    (answer,) = events(out)
    assert (answer["id"], answer["error"]["code"]) == (9, -32010)


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
def test_an_event_that_is_left_out_keeps_its_place(line_end: bytes) -> None:
    told = line_end.join((b"id: 41", b'data: {"method":"notifications/message"}', b"", b""))
    assert closer(None, stopped_in=told).close(NOTICE) == b"id: 41\ndata: \n\n"
    out = closer(call(7, "prompts/get"), stopped_in=told).close(NOTICE)
    assert out.startswith(b"id: 41\nevent: message\ndata: ")
    assert out.count(b"\n\n") == 1


def test_without_an_id_nothing_is_said_to_nobody() -> None:
    assert closer(None, stopped_in=b'data: {"method":"notifications/message"}\n\n').close(NOTICE) == b""
    assert closer(None).close(NOTICE) == b""


@pytest.mark.parametrize("of", [None, True, 1.5, [], {}])
def test_what_has_no_id_asks_for_nothing(of: object) -> None:
    assert asking([call(of), 3, "x", {"id": 1}, {"id": 1, "method": 2}]) == []
    assert dumps([one["id"] for one in asking([call(0), call("")])]) == b'[0,""]'
