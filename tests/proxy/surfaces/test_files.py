"""Files: what goes up in a form and comes back as bytes, line by line what each line is about."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from anthropic.types.messages import MessageBatchErroredResult, MessageBatchIndividualResponse

from filters.vault import Vault
from proxy.commands import Begin, Limits, Respond, Send
from proxy.dialect import Seen
from proxy.dialects.anthropic import Anthropic
from proxy.dialects.openai import OpenAI
from proxy.session import Session
from proxy.surfaces.files import Files
from tests.proxy.surfaces.chat_streams import FLAG, Doc, client, found
from tests.proxy.surfaces.forms import KIND, form
from tests.proxy.surfaces.served import served
from tests.proxy.surfaces.sessions import BANNED, MASK, REFUSE, SECRET, WHO, Talk, dumps, settle, talk

CONTENT = "/v1/files/file-1/content"


def put(*lines: object, rows: Any = MASK, name: str = "file; filename=batch.jsonl") -> Talk:
    body = form(("purpose", b"batch"), (name, jsonl(*lines)))
    return talk(OpenAI(), "/v1/files", body, b"{}", rows, kind="application/json", asking=KIND)


def get(content: bytes, rows: Any = MASK, kind: str = "application/octet-stream", **more: Any) -> Talk:
    return talk(OpenAI(), CONTENT, None, content, rows, kind=kind, method="GET", **more)


def jsonl(*lines: object) -> bytes:
    return b"".join(dumps(line) + b"\n" for line in lines)


def request(body: Doc, url: str = "/v1/chat/completions") -> Doc:
    return {"custom_id": SECRET, "method": "POST", "url": url, "body": {"model": SECRET, **body}}


def answer(body: Doc) -> Doc:
    response = {"status_code": 200, "request_id": "r", "body": body}
    return {"id": "batch_req_1", "custom_id": SECRET, "response": response, "error": None}


ASKED = [
    ("/v1/chat/completions", {"messages": [{"role": "tool", "content": SECRET}]}, "tool"),
    ("/v1/responses", {"instructions": SECRET}, "system"),
    ("/v1/completions", {"prompt": SECRET}, "user"),
    ("/v1/embeddings", {"input": [SECRET]}, "user"),
    ("/v1/images/generations", {"prompt": SECRET}, "user"),
    ("/v1/moderations", {"input": SECRET}, "moderation"),
    ("/v1/something", {"anything": [SECRET]}, "user"),
]


@pytest.mark.parametrize(("url", "body", "role"), ASKED)
def test_a_line_of_a_batch_is_a_request_of_its_surface(url: str, body: Doc, role: str) -> None:
    line = request(body, url)
    if url == "/v1/something":
        line["body"].pop("model")
    out = put(line, {"custom_id": "2", "url": url, "method": "POST", "body": {}})
    assert (found(out), out.unmapped()) == ([role], [])
    masked = json.loads(dumps(line["body"]).replace(dumps(SECRET), b'"[NAME]"').decode())
    if "model" in masked:
        masked["model"] = SECRET
    assert out.forwarded is not None
    assert dumps(masked) in out.forwarded


def test_what_a_line_refers_to_is_on_record() -> None:
    assert put(request({"previous_response_id": "r"}, "/v1/responses")).unscanned() == ["stored history"]


def test_a_line_to_learn_from_is_a_conversation() -> None:
    said = [{"role": "system", "content": "x"}, {"role": "assistant", "content": SECRET}]
    out = put({"messages": said}, {"messages": said})
    assert (found(out), out.unmapped()) == (["assistant"], [])


@pytest.mark.parametrize(
    "line", [{"any": {"thing": SECRET}}, {SECRET: 1}, [SECRET], {"custom_id": 1, "x": SECRET}]
)
def test_any_other_line_is_read_all_the_same(line: Any) -> None:
    out = put(line, line)
    assert SECRET.encode() not in (out.forwarded or b"")


def test_a_file_without_findings_goes_up_as_it_came() -> None:
    out = put(request({}), {"a": "b"}, rows=FLAG)
    assert out.forwarded == form(
        ("purpose", b"batch"), ("file; filename=batch.jsonl", jsonl(request({}), {"a": "b"}))
    )
    assert out.unmapped() == []


def test_a_piece_of_an_upload_is_read() -> None:
    body = form(("data; filename=upload", f"a text of {SECRET}".encode()))
    out = talk(OpenAI(), "/v1/uploads/u/parts", body, b"{}", MASK, kind="application/json", asking=KIND)
    assert out.forwarded == form(("data; filename=upload", b"a text of [NAME]"))


# -- what comes back

CHAT = {"id": "c", "object": "chat.completion", "choices": [{"index": 0, "message": {"content": SECRET}}]}
ANSWERED: list[tuple[Doc, str]] = [
    (CHAT, "assistant"),
    ({"object": "response", "output": [{"type": "message", "content": [{"text": SECRET}]}]}, "assistant"),
    ({"object": "text_completion", "choices": [{"text": SECRET}]}, "assistant"),
    ({"error": {"message": SECRET, "type": "x"}}, "error"),
    ({"something": SECRET}, "assistant"),
    ({"data": [{"revised_prompt": SECRET}]}, "assistant"),
]


@pytest.mark.parametrize(("body", "role"), ANSWERED)
def test_a_line_of_the_output_is_an_answer_of_its_surface(body: Doc, role: str) -> None:
    out = get(jsonl(answer(body), answer({"object": "list", "data": []})))
    assert (found(out), out.unmapped()) == ([role], [])
    first = json.loads(out.sent.splitlines()[0])
    assert SECRET not in json.dumps(first["response"])
    assert first["custom_id"] == SECRET


def test_an_error_of_a_line_is_read() -> None:
    line = {"id": "x", "custom_id": "1", "response": None, "error": {"code": "c", "message": SECRET}}
    assert found(get(jsonl(line, line))) == ["error"]


def test_log_probabilities_of_a_masked_line_are_taken_out() -> None:
    tokens = {"content": [{"token": "Taro", "logprob": 0.0}]}
    body = {**CHAT, "choices": [{**CHAT["choices"][0], "logprobs": tokens}]}  # type: ignore[index,dict-item]
    line = json.loads(get(jsonl(answer(body))).sent)
    assert line["response"]["body"]["choices"][0]["logprobs"] is None


def test_positions_of_a_masked_line_move() -> None:
    text = f"{SECRET} said so"
    note = {"type": "url_citation", "url": "x", "title": "x", "start_index": 12, "end_index": 16}
    part = {"type": "output_text", "text": text, "annotations": [note]}
    body = {"object": "response", "output": [{"type": "message", "content": [part]}]}
    line = json.loads(get(jsonl(answer(body))).sent)
    part = line["response"]["body"]["output"][0]["content"][0]
    moved = part["annotations"][0]
    assert part["text"][moved["start_index"] : moved["end_index"]] == "said"


def test_the_requests_of_a_batch_are_read_on_their_way_back() -> None:
    out = get(jsonl(request({"messages": [{"role": "user", "content": SECRET}]}), {}))
    assert (found(out), out.unmapped()) == (["user"], [])


@pytest.mark.parametrize(
    "content",
    [
        f"a,b\n{SECRET},1\n".encode(),
        json.dumps({"a": [SECRET]}, indent=1).encode(),
        b'{"a":\n"Taro \\u0059amada"}',
    ],
)
def test_any_text_is_read(content: bytes) -> None:
    out = get(content)
    assert b"[NAME]" in out.sent
    assert SECRET.encode() not in out.sent


@pytest.mark.parametrize(("content", "why"), [(b"\x89PNG\x00" * 2000, "image"), (b"\x00\xff" * 9, "binary")])
def test_other_bytes_pass_and_are_on_record(content: bytes, why: str) -> None:
    out = get(content, cuts=(1, 5, 4000))
    assert (out.sent, out.finished) == (content, True)
    assert out.unscanned() == [why]


# -- what is refused

LONG = [{"a": "free" * 16_000}] * 20  # more than is read before the head leaves
STOPPED = {**CHAT, "choices": [{"message": {"content": BANNED}}]}
RESULTS = "/v1/messages/batches/b/results"


def result(text: str) -> dict[str, Any]:
    said = {"type": "message", "role": "assistant", "content": [{"type": "text", "text": text}]}
    return {"custom_id": text[:9], "result": {"type": "succeeded", "message": said}}


@pytest.mark.parametrize(
    "content",
    [
        jsonl({"a": "free"}, {"a": BANNED}, {"a": "after"}),
        jsonl(answer(CHAT), answer(STOPPED)),
        f"notes on the {BANNED}".encode(),
        f"{'notes ' * 400_000} {BANNED}".encode(),
        jsonl({"a": f"{'notes ' * 400_000} {BANNED}"}),
    ],
)
@pytest.mark.parametrize("cuts", [(), (1, 7, 4000)])
def test_a_file_that_is_refused_before_its_head_leaves_is_a_bad_request(
    content: bytes, cuts: tuple[int, ...]
) -> None:
    out = get(content, REFUSE, cuts=cuts)
    assert (out.sent, out.finished) == (b"", False)
    assert out.reply is not None
    assert out.reply.status == 400
    assert json.loads(out.reply.body)["error"]["code"] == "content_policy_violation"
    assert [one["outcome"] for one in out.decisions] == ["refuse"]


def test_the_results_of_a_batch_are_refused_as_their_provider_refuses() -> None:
    content = jsonl(result("fine"), result(BANNED))
    out = talk(Anthropic(), RESULTS, None, content, REFUSE, kind="application/x-jsonl", method="GET")
    assert (out.sent, out.reply and out.reply.status) == (b"", 400)
    assert out.reply is not None
    assert json.loads(out.reply.body)["error"]["type"] == "invalid_request_error"


def test_a_line_that_is_stopped_later_does_not_leave() -> None:
    out = get(jsonl(*LONG, {"a": BANNED}, {"a": "after"}), REFUSE)
    assert out.finished
    assert (b"free" in out.sent, BANNED.encode() in out.sent, b"after" in out.sent) == (True, False, False)
    cut = get(jsonl(*LONG, {"a": BANNED}, {"a": "after"}), REFUSE, cuts=[30_000] * 43)
    assert (cut.sent, cut.finished) == (out.sent, True)


def test_the_line_that_was_stopped_is_an_error_of_its_request() -> None:
    *before, last = get(jsonl(*LONG, answer(STOPPED), answer(CHAT)), REFUSE).sent.splitlines()
    assert [json.loads(line) for line in before] == LONG
    error = json.loads(last)
    assert (error["custom_id"], error["response"]) == (SECRET, None)
    assert error["error"]["code"] == "content_policy_violation"


def test_a_result_that_was_stopped_is_one_that_failed() -> None:
    content = jsonl(*[result("free" * 16_000)] * 20, result(BANNED), result("after"))
    out = talk(Anthropic(), RESULTS, None, content, REFUSE, kind="application/x-jsonl", method="GET")
    last = MessageBatchIndividualResponse.model_validate_json(out.sent.splitlines()[-1])
    assert (len(out.sent.splitlines()), last.custom_id) == (21, BANNED[:9])
    assert isinstance(last.result, MessageBatchErroredResult)
    assert last.result.error.error.type == "invalid_request_error"


def test_a_file_that_breaks_before_its_head_leaves_is_a_bad_gateway() -> None:
    surface = OpenAI().surface(Seen("GET", CONTENT))
    desk = Vault(b"k" * 32, 60, 10, 100).open("t", "", 0.0)
    one = Session(WHO, surface, MASK, desk, settle, Limits())
    one.request(b"", "")
    said = [
        *one.head(200, "application/octet-stream"),
        *one.body(jsonl({"a": "free"})),
        *one.broken("broken"),
    ]
    assert [c.reply.status for c in said if isinstance(c, Respond)] == [502]
    assert not any(isinstance(c, Begin | Send) for c in said)
    assert not one.holding


def test_an_error_is_a_document() -> None:
    out = get(
        dumps({"error": {"message": SECRET, "type": "x", "code": None}}), kind="application/json", status=404
    )
    assert (found(out), out.unmapped()) == (["error"], [])


def test_anthropic_keeps_files_too() -> None:
    stored = {"id": "file_1", "type": "file", "filename": SECRET, "mime_type": "text/plain", "size_bytes": 1}
    out = talk(
        Anthropic(),
        "/v1/files",
        None,
        dumps({**stored, "downloadable": False}),
        FLAG,
        kind="application/json",
    )
    assert (found(out), out.unmapped()) == (["user"], [])
    gone = talk(
        Anthropic(), "/v1/files/f", None, b'{"id":"f","type":"file_deleted"}', FLAG, kind="application/json"
    )
    assert gone.findings == []
    assert isinstance(Anthropic().surface(Seen("GET", "/v1/files/f/content")), Files)


async def test_the_client_reads_a_file_that_was_masked() -> None:
    out = get(jsonl(answer(CHAT)))

    def read(url: str) -> bytes:
        with client(url) as api, api.files.with_streaming_response.content("file-1") as answered:
            return b"".join(answered.iter_bytes())

    async with served(out.sent, "application/octet-stream", 200) as url:
        assert await asyncio.to_thread(read, url) == out.sent
