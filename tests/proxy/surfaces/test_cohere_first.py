"""The first version: lines that say their kind, a last line that says it all again."""

from __future__ import annotations

import json
from typing import Any

import pytest

from proxy.dialect import Seen
from proxy.dialects.cohere import Cohere
from proxy.surfaces.cohere_first import CohereFirstChat, CohereGenerate
from tests.proxy.surfaces.cohere_events import FIRST, LINES, REPORT, Doc, whole
from tests.proxy.surfaces.sessions import MASK, SECRET, Talk, dumps, talk

HISTORY: list[Doc] = [{"role": "USER", "message": "hello"}]


def line(kind: str, **more: Any) -> Doc:
    return {"is_finished": kind.startswith("stream-e"), "event_type": kind, **more}


def text(*pieces: str) -> list[Doc]:
    return [line("text-generation", text=one) for one in pieces]


def ask(*docs: Doc, path: str = "/v1/chat", kind: str = LINES, rows: Any = MASK) -> Talk:
    body = b"".join(dumps(doc) + b"\n" for doc in docs)
    return talk(Cohere(), path, FIRST, body, rows, kind=kind)


def lines(out: Talk) -> list[Doc]:
    return [json.loads(one) for one in out.sent.splitlines()]


def test_its_media_type_is_no_document() -> None:
    surface = CohereFirstChat(Seen("POST", "/v1/chat"))
    assert surface.framing("application/stream+json") == "lines"
    assert surface.framing("application/json") == "whole"
    assert surface.framing("text/event-stream; charset=utf-8") == "sse"


def test_nothing_found_nothing_changed() -> None:
    docs = [
        line("stream-start", generation_id="a"),
        *text("quite ", "harmless"),
        line("stream-end", response={}),
    ]
    assert ask(*docs).sent == b"".join(dumps(doc) + b"\n" for doc in docs)


def test_a_text_is_masked_and_so_is_its_repeat() -> None:
    said = f"I am {SECRET}."
    told = {"text": said, "chat_history": [*HISTORY, {"role": "CHATBOT", "message": said}]}
    out = ask(*text("I am Taro", " Yamada."), line("stream-end", response=told, finish_reason="COMPLETE"))
    *_, last = lines(out)
    assert [one.get("text") for one in lines(out)[:2]] == ["I am [NAME]", "."]
    assert last["response"]["text"] == "I am [NAME]."
    assert last["response"]["chat_history"] == [*HISTORY, {"role": "CHATBOT", "message": "I am [NAME]."}]
    assert [one["kind"] for one in out.findings] == ["pii.name"]  # ruled once


def test_citations_move() -> None:
    said = f"{SECRET} keeps it."
    note = {"start": 12, "end": 17, "text": "keeps", "document_ids": [SECRET]}
    end = line("stream-end", response={"text": said, "citations": [note]})
    out = lines(ask(*text(said), line("citation-generation", citations=[note]), end))
    moved = {**note, "start": 7, "end": 12}
    assert out[1]["citations"] == [moved]
    assert out[2]["response"]["citations"] == [moved]
    assert json.loads(whole("/v1/chat", {}, {"text": said, "citations": [note]}).sent)["citations"] == [moved]


def test_calls_come_in_pieces_and_then_whole() -> None:
    def piece(index: int, **more: str) -> Doc:
        return line("tool-calls-chunk", tool_call_delta={"index": index, **more})

    calls = [{"name": "f", "parameters": {"who": SECRET}}, {"name": "g", "parameters": {}}]
    out = ask(
        line("tool-calls-chunk", tool_call_delta={"text": "I call Taro "}),
        line("tool-calls-chunk", tool_call_delta={"text": "Yamada."}),
        piece(0, name="f"),
        piece(0, parameters='{"who": "Taro'),
        piece(1, name="g", parameters="{"),
        piece(0, parameters=' Yamada"}'),
        piece(1, parameters="}"),
        line("tool-calls-generation", text=f"I call {SECRET}.", tool_calls=calls),
        rows=REPORT,
    )
    found = [one["tool_call_delta"] for one in lines(out)[:-1]]
    assert [one.get("text") for one in found[:2]] == ["I call [NAME]", "."]
    mine = "".join(one.get("parameters", "") for one in found if one.get("index") == 0)
    assert json.loads(mine) == {"who": "[NAME]"}
    last = lines(out)[-1]
    assert (last["text"], last["tool_calls"][0]["parameters"]) == ("I call [NAME].", {"who": "[NAME]"})
    assert out.unmapped() == []


@pytest.mark.parametrize(
    ("role", "known"),
    [("USER", "user"), ("CHATBOT", "assistant"), ("System", "system"), ("TOOL", "tool"), (7, "user")],
)
def test_roles_are_written_in_capitals(role: object, known: str) -> None:
    turn = {"role": role, "message": SECRET}
    asked = whole("/v1/chat", {"message": "x", "chat_history": [{"role": "USER", "message": "a"}, turn]}, {})
    assert [one["role"] for one in asked.findings] == [known]
    told = ask(line("stream-end", response={"text": "x", "chat_history": [turn]}), rows=REPORT)
    assert [one["role"] for one in told.findings] == [known]


def test_events_are_read_too() -> None:
    body = b"".join(b"data: " + dumps(doc) + b"\n\n" for doc in text("Taro ", "Yamada"))
    out = talk(Cohere(), "/v1/chat", FIRST, body)
    assert [doc["text"] for doc in out.events] == ["[NAME]", ""]


def test_history_that_is_kept_upstream_is_reported() -> None:
    out = whole("/v1/chat", {"message": "x", "conversation_id": "c-1"}, {})
    assert out.unscanned() == ["stored history"]
    assert whole("/v1/generate", {"prompt": "x", "preset": "p-1"}, {}).unscanned() == ["stored prompt"]


def test_a_conversation_is_named_by_its_first_words() -> None:
    chat = CohereFirstChat(Seen("POST", "/v1/chat"))
    assert chat.conversation({"message": "b"}) == ("b", False)
    history = [{"role": "SYSTEM", "message": "s"}, {"role": "USER", "message": "a"}]
    assert chat.conversation({"message": "b", "chat_history": history}) == ("a", False)
    assert chat.conversation({"message": "b", "conversation_id": "c"}) == ("c", True)
    assert chat.conversation(None) == ("", False)
    assert CohereGenerate(Seen("POST", "/v1/generate")).conversation({"prompt": "a"}) == ("a", False)


def test_a_generation_is_read_in_pieces_by_its_index() -> None:
    def piece(index: int, said: str) -> Doc:
        return line("text-generation", text=said, index=index)

    told = {"id": "a", "prompt": "x", "generations": [{"id": "b", "text": SECRET}]}
    docs = [piece(0, "Taro "), piece(1, "Taro "), piece(0, "Yamada"), line("stream-end", response=told)]
    out = lines(ask(*docs, path="/v1/generate"))
    assert [one.get("text") for one in out] == ["[NAME]", "Taro ", "", None]
    assert out[-1]["response"]["generations"][0]["text"] == "[NAME]"


def test_likelihoods_go_with_the_text() -> None:
    tokens = [{"token": "Taro", "likelihood": -1.0}]
    doc = {
        "id": "a",
        "generations": [{"text": SECRET, "token_likelihoods": tokens}, {"token_likelihoods": tokens}],
    }
    found = json.loads(whole("/v1/generate", {"prompt": "x"}, doc).sent)["generations"]
    assert [one["token_likelihoods"] for one in found] == [None, tokens]
