"""Messages through sessions: what is masked, what is reported, how the station answers itself."""

from __future__ import annotations

import json
from typing import Any

import pytest

from proxy.dialect import Seen
from proxy.dialects.mcp import ModelContext
from proxy.surfaces.mcp import Mcp
from proxy.surfaces.mcp_tables import RECEIVED, SENT
from proxy.table import EXEMPT, Table
from tests.proxy.surfaces.recordings import recorded
from tests.proxy.surfaces.sessions import BANNED, REFUSE, SECRET, Talk, dumps, policy, talk

REPORT = policy(("pii.*", ("mask", {"style": "label"})), ("sekisho.*", "flag"))
Doc = dict[str, Any]


def message(method: str, of: int | None = 1, **params: Any) -> Doc:
    named = {} if of is None else {"id": of}
    return {"jsonrpc": "2.0", **named, "method": method, "params": params}


def result(of: int = 1, **members: Any) -> Doc:
    return {"jsonrpc": "2.0", "id": of, "result": members}


CALL = message("tools/call", name="find", arguments={"who": "Kaiyo"})


def send(doc: object, rows: Any = REPORT, **more: Any) -> Talk:
    return talk(ModelContext(), "/mcp", doc, b"", rows, kind="", status=202, **more)


def receive(
    doc: object, asked: object = CALL, rows: Any = REPORT, *, stream: bool = False, **more: Any
) -> Talk:
    body = b"event: message\r\ndata: %b\r\n\r\n" % dumps(doc) if stream else dumps(doc)
    kind = "text/event-stream" if stream else "application/json"
    return talk(ModelContext(), "/mcp", asked, body, rows, kind=kind, **more)


def masked(doc: object) -> object:
    return json.loads(dumps(doc).decode().replace(SECRET, "[NAME]"))


UP = [
    message("initialize", clientInfo={"name": SECRET, "version": "1"}, protocolVersion="2025-11-25"),
    message("tools/call", name="find", arguments={"who": [SECRET], SECRET: {"deep": SECRET}}),
    message("prompts/get", name="greet", arguments={"who": SECRET}),
    message("resources/read", uri=f"harbour://ships/{SECRET}"),
    message(
        "completion/complete",
        ref={"type": "ref/prompt", "name": "p"},
        argument={"name": "a", "value": SECRET},
    ),
    message(
        "tools/call", name="both", inputResponses={"who": {"action": "accept", "content": {"type": SECRET}}}
    ),
    message("notifications/cancelled", None, requestId=1, reason=SECRET),
    result(5, action="accept", content={"name": SECRET, "id": SECRET}),
    result(5, role="assistant", model="m", content={"type": "text", "text": SECRET}),
    result(
        5,
        role="assistant",
        model="m",
        content=[{"type": "tool_use", "id": "t", "name": "f", "input": {"a": SECRET}}],
    ),
    result(5, roots=[{"uri": f"file:///home/{SECRET}", "name": SECRET}]),
    {"jsonrpc": "2.0", "id": 5, "error": {"code": -1, "message": SECRET, "data": [SECRET]}},
]

DOWN = [
    result(instructions=SECRET, serverInfo={"name": SECRET, "version": "1", "title": SECRET}),
    result(
        tools=[
            {
                "name": "f",
                "title": SECRET,
                "description": SECRET,
                "inputSchema": {"properties": {SECRET: {"description": SECRET}}},
            }
        ]
    ),
    result(
        prompts=[{"name": "p", "description": SECRET, "arguments": [{"name": "a", "description": SECRET}]}]
    ),
    result(resources=[{"name": SECRET, "uri": f"x://{SECRET}", "description": SECRET}], nextCursor="c"),
    result(resourceTemplates=[{"name": SECRET, "uriTemplate": f"x://{SECRET}/{{a}}"}]),
    result(
        content=[{"type": "text", "text": SECRET}, {"type": "resource_link", "uri": SECRET, "name": SECRET}],
        structuredContent={"a": [SECRET]},
    ),
    result(content=[{"type": "resource", "resource": {"uri": SECRET, "text": SECRET}}], isError=True),
    result(contents=[{"uri": "x://y", "text": SECRET}]),
    result(description=SECRET, messages=[{"role": "user", "content": {"type": "text", "text": SECRET}}]),
    result(completion={"values": [SECRET]}),
    result(
        resultType="input_required",
        inputRequests={"who": {"method": "elicitation/create", "params": {"message": SECRET}}},
    ),
    message(
        "sampling/createMessage",
        9,
        systemPrompt=SECRET,
        messages=[{"role": "user", "content": {"type": "text", "text": SECRET}}],
    ),
    message(
        "elicitation/create", 9, message=SECRET, requestedSchema={"properties": {"a": {"title": SECRET}}}
    ),
    message("notifications/message", None, level="info", logger=SECRET, data={"a": SECRET}),
    message("notifications/message", None, level="info", data=SECRET),
    message("notifications/progress", None, progressToken="t", progress=1, message=SECRET),
    message("notifications/resources/updated", None, uri=f"x://{SECRET}"),
    message("notifications/tasks/status", None, taskId="t", status="failed", statusMessage=SECRET),
    {
        "jsonrpc": "2.0",
        "id": 1,
        "error": {"code": -32042, "message": SECRET, "data": {"elicitations": [{"message": SECRET}]}},
    },
]


@pytest.mark.parametrize("doc", UP, ids=[f"{n} {doc.get('method', 'result')}" for n, doc in enumerate(UP)])
def test_what_goes_up_is_masked(doc: Doc) -> None:
    for asked in (doc, [doc, message("ping", 3)]):
        out = send(asked)
        assert out.forwarded is not None
        assert json.loads(out.forwarded) == masked(asked)
        assert out.unmapped() == []


@pytest.mark.parametrize(
    "doc", DOWN, ids=[f"{n} {doc.get('method', 'result')}" for n, doc in enumerate(DOWN)]
)
def test_what_comes_down_is_masked(doc: Doc) -> None:
    whole, batch = receive(doc), receive([doc, doc])
    streamed = receive(doc, stream=True)
    assert json.loads(whole.sent) == masked(doc)
    assert json.loads(batch.sent) == masked([doc, doc])
    assert streamed.events == [masked(doc)]
    assert [one.unmapped() for one in (whole, batch, streamed)] == [[], [], []]


def test_a_stream_that_nobody_asked_for_is_read_alike() -> None:
    body = b"".join(b"id: %d\ndata: %b\n\n" % (at, dumps(doc)) for at, doc in enumerate(DOWN))
    out = talk(ModelContext(), "/mcp", None, body, REPORT, method="GET")
    assert out.events == [masked(doc) for doc in DOWN]
    assert out.unmapped() == []


@pytest.mark.parametrize(
    ("name", "left"),
    [("find_ships.v2", True), ("a" * 128, True), ("a" * 129, False), ("ignore all else", False), (7, False)],
)
@pytest.mark.parametrize("table", [SENT, RECEIVED], ids=["up", "down"])
def test_a_name_that_is_a_word_is_left_alone(table: Table, name: object, left: bool) -> None:
    pointer = "/params/name" if table is SENT else "/result/tools/0/name"
    doc = message("tools/call", name=name) if table is SENT else result(tools=[{"name": name}])
    slot = table.slot(pointer.replace("0", "*"))
    found = Mcp(Seen("POST", "/mcp")).slot(slot, pointer, doc)
    assert found == (EXEMPT if left else slot)


def test_a_name_that_is_a_sentence_is_read() -> None:
    assert (
        json.loads(receive(result(tools=[{"name": SECRET}])).sent)["result"]["tools"][0]["name"] == "[NAME]"
    )


def test_media_and_states_pass_and_are_reported() -> None:
    data = "iVBORw0KGgo" * 9
    blocks = [{"type": "image", "mimeType": "image/png", "data": data}]
    out = receive(result(content=blocks, requestState=SECRET))
    assert json.loads(out.sent)["result"] == {"content": blocks, "requestState": SECRET}
    assert sorted(out.unscanned()) == ["media", "request state"]


def test_what_nobody_named_is_read_as_a_tools_and_reported() -> None:
    out = receive(result(news={"headline": SECRET}))
    assert json.loads(out.sent)["result"] == {"news": {"headline": "[NAME]"}}
    assert out.unmapped() == ["/result/?/?"]


# -- refused


def test_a_request_is_refused_by_its_own_answer() -> None:
    reply = send(message("tools/call", name="f", arguments={"a": BANNED}), REFUSE).reply
    assert reply is not None
    answer = json.loads(reply.body)
    assert (reply.status, answer["id"], answer["result"]["isError"]) == (200, 1, True)
    assert BANNED not in str(answer)


def test_a_batch_is_refused_request_by_request() -> None:
    batch = [
        message("tools/call", 1, arguments={"a": BANNED}),
        message("x", None),
        message("ping", 2),
        result(9),
    ]
    reply = send(batch, REFUSE).reply
    assert reply is not None
    first, second = json.loads(reply.body)
    assert (reply.status, first["id"], second["id"], second["error"]["code"]) == (200, 1, 2, -32010)


@pytest.mark.parametrize(
    "doc",
    [
        message("notifications/cancelled", None, reason=BANNED),
        result(5, action="accept", content={"a": BANNED}),
        [message("notifications/cancelled", None, reason=BANNED)],
    ],
)
def test_what_asks_for_nothing_is_refused_for_nobody(doc: object) -> None:
    reply = send(doc, REFUSE).reply
    assert reply is not None
    assert (reply.status, json.loads(reply.body)["id"]) == (400, None)


@pytest.mark.parametrize(
    ("asked", "doc", "status"),
    [
        (CALL, result(content=[{"type": "text", "text": BANNED}]), 200),
        (message("prompts/list"), result(prompts=[{"name": "p", "description": BANNED}]), 200),
        (CALL, {"jsonrpc": "2.0", "id": 1, "error": {"code": 1, "message": BANNED}}, 400),
        ([CALL, message("ping", 2)], [result(content=[{"type": "text", "text": BANNED}]), result(2)], 200),
        (None, result(4, content=[{"type": "text", "text": BANNED}]), 200),
        (None, [result(4, content=[{"type": "text", "text": BANNED}])], 200),
    ],
)
def test_an_answer_is_replaced(asked: Any, doc: Any, status: int) -> None:
    out = receive(doc, asked, REFUSE, status=status)
    assert out.reply is not None
    assert out.reply.status == status
    answer = json.loads(out.reply.body)
    assert BANNED not in str(answer)
    ids = [one["id"] for one in answer] if isinstance(answer, list) else [answer["id"]]
    wanted = [one["id"] for one in asked] if isinstance(asked, list) else [asked["id"] if asked else None]
    assert ids == (wanted if asked or isinstance(doc, list) else [4])
    if status >= 400:
        assert "error" in answer


def test_a_stream_is_stopped_before_the_event_that_is_refused() -> None:
    docs = [
        message("notifications/progress", None, progressToken="t", progress=1, message="Going on"),
        message("notifications/message", None, level="info", data=f"eat {BANNED}"),
        result(content=[{"type": "text", "text": "Done."}]),
    ]
    body = b"".join(b"data: %b\n\n" % dumps(doc) for doc in docs)
    out = talk(ModelContext(), "/mcp", CALL, body, REFUSE)
    first, last = out.events
    assert first == docs[0]
    assert (last["id"], last["result"]["isError"]) == (1, True)
    assert BANNED not in out.sent.decode()


# -- answers of the station's own


def surface(asked: object, method: str = "POST") -> Mcp:
    one = Mcp(Seen(method, "/mcp"))
    one.asked = asked
    return one


def test_failures_are_errors_of_the_protocol() -> None:
    failed = surface(CALL).failed("upstream_timeout", 504)
    assert (failed.status, json.loads(failed.body)["id"]) == (504, 1)
    assert json.loads(failed.body)["error"]["code"] == -32603
    denied = surface(None).denied(401, "invalid_api_key", "No key.")
    assert (denied.status, json.loads(denied.body)) == (
        401,
        {"jsonrpc": "2.0", "id": None, "error": {"code": -32600, "message": "No key."}},
    )
    batch = surface([CALL, message("ping", 2)]).denied(413, "request_too_large", "Too long.")
    assert [one["id"] for one in json.loads(batch.body)] == [1, 2]


def test_a_conversation_is_a_session() -> None:
    one = surface(CALL)
    assert one.arrived([(b"mcp-session-id", b"abc")]) == ""
    assert one.conversation(CALL) == ("abc", False)
    assert surface(CALL).conversation(CALL) == ("", False)
    assert one.arrived([(b"mcp-name", b"lose")]) == "mcp-name"


def test_what_goes_on_record() -> None:
    assert surface(None, "GET").streaming(None)
    assert not surface(CALL).streaming({**CALL, "stream": True})
    assert surface(CALL).model({"model": "m"}) == ""


@pytest.mark.parametrize("one", list(recorded("mcp")), ids=lambda one: one.name)
def test_recordings_are_known(one: Any) -> None:
    out = talk(ModelContext(), one.path, one.asked, one.answer, REPORT, kind=one.kind, status=one.status)
    assert out.sent == one.answer
    assert out.unmapped() == []
