"""llama.cpp's native completions: the text once in pieces, and what repeats it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from proxy.dialect import Seen
from proxy.dialects.openai import OpenAI
from proxy.surfaces.llamacpp import LlamaCompletion
from tests.proxy.surfaces.chat_streams import FLAG, REPORT, Doc, found
from tests.proxy.surfaces.sessions import BANNED, MASK, REFUSE, SECRET, Talk, dumps, talk

PATH = "/completion"
SETTINGS: Doc = {"n_predict": 8, "seed": 1, "samplers": ["top_k"], "stop": [], "grammar": ""}
LAST: Doc = {
    "index": 0,
    "content": "",
    "tokens": [],
    "stop": True,
    "stop_type": "eos",
    "model": "m.gguf",
    "prompt": "Say who.",
    "generation_settings": SETTINGS,
    "timings": {"prompt_n": 3},
}


def piece(content: str, **more: Any) -> Doc:
    return {"index": 0, "content": content, "tokens": [1, 2], "stop": False, "id_slot": 0, **more}


def body(*docs: Doc) -> bytes:
    return b"".join(b"data: %b\n\n" % dumps(doc) for doc in docs)


def streamed(*docs: Doc, rows: Any = MASK) -> Talk:
    return talk(OpenAI(), PATH, {"prompt": "Say who.", "stream": True}, body(*docs), rows)


def whole(doc: Any, rows: Any = MASK, **more: Any) -> Talk:
    return talk(OpenAI(), PATH, {"prompt": "Say who."}, dumps(doc), rows, kind="application/json", **more)


@pytest.mark.parametrize(
    ("doc", "role"),
    [
        ({"prompt": SECRET}, "user"),
        ({"prompt": [SECRET, "x"]}, "user"),
        ({"prompt": {"prompt_string": SECRET}}, "user"),
        ({"input_prefix": SECRET}, "user"),
        ({"input_suffix": SECRET}, "user"),
        ({"input_extra": [{"filename": "a.py", "text": SECRET}]}, "retrieved"),
        ({"stop": [SECRET]}, "user"),
        ({"grammar": SECRET}, "definition"),
        ({"json_schema": {"description": SECRET}}, "definition"),
    ],
)
@pytest.mark.parametrize("path", [PATH, "/infill"])
def test_who_speaks_in_a_request(doc: Doc, role: str, path: str) -> None:
    out = talk(OpenAI(), path, doc, b"{}", FLAG, kind="application/json")
    assert (found(out), out.unmapped()) == ([role], [])


@pytest.mark.parametrize(
    ("doc", "why"),
    [
        ({"prompt": [1, 2]}, ["token ids"]),
        ({"prompt": ["x", 3]}, ["token ids"]),
        ({"prompt": ["x"]}, []),
        ({"prompt": {"prompt_string": "x", "multimodal_data": ["iVBORw0K"]}}, ["media"]),
    ],
)
def test_what_is_no_text_is_reported(doc: Doc, why: list[str]) -> None:
    assert talk(OpenAI(), PATH, doc, b"{}", FLAG, kind="application/json").unscanned() == why


def test_a_stream_is_masked_and_so_is_what_repeats_it() -> None:
    last = {**LAST, "prompt": f"Ask {SECRET}."}
    out = streamed(piece("It is"), piece(" Taro"), piece(" Yamada."), last, rows=REPORT)
    assert [doc["content"] for doc in out.events] == ["It is", " [NAME]", ".", ""]
    assert [doc["tokens"] for doc in out.events] == [[1, 2], [], [], []]
    assert out.events[-1] == {**last, "prompt": "Ask [NAME]."}
    assert out.unmapped() == []


def test_probabilities_of_touched_text_go() -> None:
    told = [{"id": 1, "token": "Taro", "logprob": -0.1, "top_logprobs": [{"token": "Hana"}]}]
    untouched = {**LAST, "content": "x", "completion_probabilities": told}
    assert whole(untouched).sent == dumps(untouched)
    out = json.loads(whole({**untouched, "content": SECRET}).sent)
    assert (out["content"], out["tokens"], out["completion_probabilities"]) == ("[NAME]", [], [])


def test_prompts_side_by_side_are_apart_and_each_ends_for_itself() -> None:
    docs = [
        piece("Taro"),
        piece("Taro", index=1),
        {**LAST, "index": 0},
        piece(" Yamada", index=1),
        {**LAST, "index": 1},
    ]
    out = streamed(*docs)
    assert [doc["content"] for doc in out.events] == ["Taro", "[NAME]", "", "", ""]


@pytest.mark.parametrize("doc", [[], {}, {"stop": True}, {"content": None, "index": "x"}])
def test_odd_events_pass(doc: Any) -> None:
    assert streamed(doc, LAST).sent == body(doc, LAST)


def test_a_stop_is_the_servers_own_error() -> None:
    refused = talk(OpenAI(), PATH, {"prompt": BANNED}, policy=REFUSE)
    answer = whole({**LAST, "content": BANNED}, REFUSE)
    for out in (refused, answer):
        assert out.reply is not None
        error = json.loads(out.reply.body)["error"]
        assert (out.reply.status, error["code"], error["type"]) == (400, 400, "invalid_request_error")
        assert "harm.fruit" in error["message"]
    out = streamed(piece("Eat the "), piece(BANNED), piece("later"), LAST, rows=REFUSE)
    assert BANNED.encode() not in out.sent
    assert "".join(doc["content"] for doc in out.events[:-1]) == "Eat the "
    assert out.events[-1]["error"]["code"] == 400


def test_a_text_that_was_stopped_in_its_last_event_did_not_end() -> None:
    out = streamed(piece(f"Eat the {BANNED}", stop=True), rows=REFUSE)
    assert [(doc.get("content"), doc.get("stop")) for doc in out.events] == [
        ("Eat the ", False),
        (None, None),
    ]
    assert [doc.get("stop") for doc in streamed({**LAST, "content": BANNED}, rows=REFUSE).events] == [None]


def test_a_conversation_is_named_by_its_prompt() -> None:
    surface = LlamaCompletion(Seen("POST", PATH))
    assert surface.conversation({"prompt": "hello"}) == ("hello", False)
    assert surface.conversation({"prompt": [1]}) == surface.conversation(None) == ("", False)
