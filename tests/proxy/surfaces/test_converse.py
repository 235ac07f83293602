"""Converse: text is one channel whatever its blocks, calls and thoughts are one each."""

from __future__ import annotations

import itertools
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.commands import Limits
from proxy.dialect import Seen
from proxy.dialects.bedrock import Bedrock
from proxy.eventstream import chunk, event
from proxy.frames import framer_for
from proxy.surfaces.converse import Converse
from tests.proxy.surfaces.converse_streams import (
    ASKED,
    CONVERSE,
    REPORT,
    ask,
    delta,
    documents,
    framed,
    joined,
    stop,
    stream,
    text,
    use,
)
from tests.proxy.surfaces.sessions import BANNED, REFUSE, SECRET, dumps, talk


@given(st.lists(st.integers(0, 40), max_size=6), st.lists(st.integers(1, 300), max_size=8))
def test_text_is_masked_wherever_it_was_cut(at: list[int], cuts: list[int]) -> None:
    said = f"Ask {SECRET}, or {SECRET}."
    places = sorted({0, len(said), *(one % len(said) for one in at)})
    pieces = [said[a:b] for a, b in itertools.pairwise(places)]
    out = ask(framed(stream(text(pieces))), cuts=cuts)
    found = documents(out)
    assert joined(found) == "Ask [NAME], or [NAME]."
    assert [name for name, _ in found] == [name for name, _ in stream(text(pieces))]
    assert out.unmapped() == []


@given(st.lists(st.integers(0, 20), min_size=1, max_size=5))
def test_blocks_do_not_hide_a_word_from_its_beginning(at: list[int]) -> None:
    said = f"Ask {SECRET} now."
    places = sorted({0, len(said), *(one % len(said) for one in at)})
    blocks = [text([said[a:b]], n) for n, (a, b) in enumerate(itertools.pairwise(places))]
    found = documents(ask(framed(stream(*blocks))))
    assert joined(found) == "Ask [NAME] now."
    assert [d.get("contentBlockIndex") for _, d in found] == [
        d.get("contentBlockIndex") for _, d in stream(*blocks)
    ]


def test_a_call_lets_the_text_before_it_go() -> None:
    out = ask(framed(stream(text(["Taro"]), use(["{}"], 1))))
    assert [name for name, _ in documents(out)][1:4] == [
        "contentBlockDelta",
        "contentBlockStop",
        "contentBlockStart",
    ]
    assert joined(documents(out)) == "Taro"


@given(st.lists(st.integers(0, 60), max_size=6))
def test_a_calls_input_stays_json(at: list[int]) -> None:
    said = json.dumps({"to": SECRET, "n": 1, "note": f"for {SECRET}"})
    places = sorted({0, len(said), *(one % len(said) for one in at)})
    pieces = [said[a:b] for a, b in itertools.pairwise(places)]
    found = documents(ask(framed(stream(use(pieces)))))
    inputs = [doc["delta"]["toolUse"]["input"] for name, doc in found if name == "contentBlockDelta"]
    assert json.loads("".join(inputs)) == {"to": "[NAME]", "n": 1, "note": "for [NAME]"}


def test_calls_do_not_mix_and_results_and_thoughts_are_their_own() -> None:
    half = len(SECRET) // 2
    one, two = SECRET[:half], SECRET[half:]
    blocks = [
        [delta(0, reasoningContent={"text": one}), delta(0, reasoningContent={"text": two}), stop(0)],
        [delta(1, toolResult=[{"text": one}]), delta(1, toolResult=[{"text": two}]), stop(1)],
        [delta(2, toolResult=[{"json": {"a": SECRET}}]), stop(2)],
    ]
    found = [
        doc["delta"] for name, doc in documents(ask(framed(stream(*blocks)))) if name == "contentBlockDelta"
    ]
    assert found == [
        {"reasoningContent": {"text": "[NAME]"}},
        {"reasoningContent": {"text": ""}},
        {"toolResult": [{"text": "[NAME]"}]},
        {"toolResult": [{"text": ""}]},
        {"toolResult": [{"json": {"a": "[NAME]"}}]},
    ]


def test_signatures_ids_and_what_is_redacted_stay() -> None:
    blocks = [
        [delta(0, reasoningContent={"signature": SECRET}), stop(0)],
        [delta(1, reasoningContent={"redactedContent": SECRET}), stop(1)],
    ]
    body = framed(stream(*blocks))
    assert ask(body).sent == body


def test_a_delta_nobody_has_told_us_of_is_read_as_one() -> None:
    half = len(SECRET) // 2
    out = ask(
        framed(
            stream(
                [delta(0, music={"verse": SECRET[:half]}), delta(0, music={"verse": SECRET[half:]}), stop(0)]
            )
        )
    )
    verses = [doc["delta"]["music"]["verse"] for name, doc in documents(out) if name == "contentBlockDelta"]
    assert verses == ["[NAME]", ""]
    assert out.unmapped() == ["/delta/?/?"]


def test_an_exception_is_read() -> None:
    body = framed(stream(text(["hello"]))[:2]) + event(
        "modelStreamErrorException", dumps({"message": SECRET})
    )
    assert documents(ask(body))[-1] == ("modelStreamErrorException", {"message": "[NAME]"})


def test_what_a_guardrail_quotes_is_read() -> None:
    quoted = {
        "sensitiveInformationPolicy": {"piiEntities": [{"match": SECRET, "type": "NAME", "action": SECRET}]}
    }
    trace = {"guardrail": {"modelOutput": [SECRET], "inputAssessment": {"g1": quoted}}}
    out = ask(framed([("metadata", {"usage": {}, "trace": trace})]))
    ((_, read),) = documents(out)
    found = read["trace"]["guardrail"]["inputAssessment"]["g1"]["sensitiveInformationPolicy"]["piiEntities"]
    assert read["trace"]["guardrail"]["modelOutput"] == ["[NAME]"]
    assert found == [{"match": "[NAME]", "type": "NAME", "action": SECRET}]
    assert out.unmapped() == []


def test_a_document_in_base64_is_told_and_passes() -> None:
    asked = {"messages": [{"role": "user", "content": [
        {"document": {"format": "pdf", "name": "n", "source": {"bytes": "e30="}}},
        {"image": {"format": "png", "source": {"bytes": "e30="}}},
        {"reasoningContent": {"redactedContent": "e30="}},
    ]}]}  # fmt: skip
    out = ask(b"{}", path=CONVERSE, asked=asked, kind="application/json")
    assert out.forwarded == dumps(asked)
    assert sorted(out.unscanned()) == ["encrypted content", "file", "image"]


def test_a_prompt_that_is_stored_upstream_is_told() -> None:
    path = "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A1%3Aprompt%2FP%3A1/converse"
    assert ask(
        b"{}", path=path, asked={"promptVariables": {"who": {"text": SECRET}}}, kind="application/json"
    ).unscanned() == ["stored prompt"]


@pytest.mark.parametrize("kind", ["application/vnd.amazon.eventstream", "**REDACTED**", "application/x-new"])
def test_a_stream_of_no_known_type_is_read_all_the_same(kind: str) -> None:
    assert joined(documents(ask(framed(stream(text([SECRET]))), kind=kind))) == "[NAME]"


def test_a_whole_answer_of_no_known_type_is_read_all_the_same() -> None:
    doc = {"output": {"message": {"role": "assistant", "content": [{"text": SECRET}]}}}
    out = ask(dumps(doc), path=CONVERSE, kind="**REDACTED**")
    assert json.loads(out.sent)["output"]["message"]["content"] == [{"text": "[NAME]"}]


def test_a_picture_is_no_document() -> None:
    assert Converse(Seen("POST", CONVERSE)).framing("image/png") == "opaque"


@pytest.mark.parametrize("status", [400, 429, 500])
def test_an_error_announced_as_a_stream_is_one_document(status: int) -> None:
    out = ask(dumps({"message": SECRET}), status=status)
    assert json.loads(out.sent) == {"message": "[NAME]"}


def test_a_damaged_message_is_read_and_withheld_when_something_is_in_it() -> None:
    clean, dirty = (bytearray(event("x", dumps({"delta": {"text": said}}))) for said in ("hello", SECRET))
    for one in (clean, dirty):
        one[-1] ^= 1
    assert ask(bytes(clean)).sent == bytes(clean)
    assert documents(ask(bytes(dirty))) == [
        ("internalServerException", {"message": "A damaged message was withheld."})
    ]
    hidden = bytearray(chunk(dumps({"delta": {"text": SECRET}})))
    hidden[-1] ^= 1
    assert [name for name, _ in documents(ask(bytes(hidden)))] == ["internalServerException"]


def test_a_stopped_request_is_a_validation_exception() -> None:
    asked = {"messages": [{"role": "user", "content": [{"text": BANNED}]}]}
    out = talk(Bedrock(), CONVERSE, asked, policy=REFUSE)
    assert out.reply is not None
    assert (out.reply.status, out.reply.headers) == (400, ((b"x-amzn-errortype", b"ValidationException"),))
    assert set(json.loads(out.reply.body)) == {"message"}


def test_a_stopped_answer_is_a_guardrails_doing() -> None:
    usage = {"inputTokens": 1, "outputTokens": 2, "totalTokens": 3}
    doc = {"output": {"message": {"role": "assistant", "content": [{"text": BANNED}]}}, "usage": usage}
    out = talk(Bedrock(), CONVERSE, ASKED, dumps(doc), REFUSE, kind="application/json")
    assert out.reply is not None
    read: Any = json.loads(out.reply.body)
    assert (out.reply.status, read["stopReason"], read["usage"]) == (200, "guardrail_intervened", usage)
    assert "harm.fruit" in read["output"]["message"]["content"][0]["text"]


def test_a_count_is_of_the_masked_request() -> None:
    asked = {"input": {"converse": {"messages": [{"role": "user", "content": [{"text": SECRET}]}]}}}
    path = "/model/m/count-tokens"
    out = ask(dumps({"inputTokens": 3}), REPORT, path, asked, kind="application/json")
    assert out.forwarded == dumps(asked).replace(SECRET.encode(), b"[NAME]")
    body = {"input": {"invokeModel": {"body": "QQ" * 60}}}
    assert ask(b"{}", REPORT, path, body, kind="application/json").unscanned() == ["model request"]
    assert Bedrock().surface(Seen("POST", path)).conversation(asked) == (SECRET, False)


def test_a_stream_has_no_safe_keepalive() -> None:
    assert Converse(Seen("POST", CONVERSE)).keepalive == b""
    assert framer_for("eventstream", Limits()).feed(b"") == []
