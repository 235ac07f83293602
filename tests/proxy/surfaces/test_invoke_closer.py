"""A model's own stream ends as its maker would end it, inside Amazon's chunks."""

from __future__ import annotations

from typing import Any

import pytest

from proxy.dialect import Notice
from proxy.surfaces.invoke_closer import InvokeCloser, stopped
from tests.proxy.surfaces.converse_streams import CHUNKS, ask, chunks, documents
from tests.proxy.surfaces.sessions import BANNED, REFUSE
from tests.proxy.surfaces.test_invoke import PIECES

NOTICE = Notice("0199", "p", "r", "harm.fruit", "refuse", "response")
# The last event of each, and the member that says why it is the last.
ENDS: dict[str, tuple[int, str]] = {
    "messages": (6, "'stop_reason': 'refusal'"),
    "chat": (2, "'finish_reason': 'content_filter'"),
    "titan": (2, "'completionReason': 'CONTENT_FILTERED'"),
    "llama": (2, "'amazon-bedrock-guardrailAction': 'INTERVENED'"),
    "mistral": (2, "'amazon-bedrock-guardrailAction': 'INTERVENED'"),
    "cohere": (2, "'finish_reason': 'ERROR_TOXIC'"),
    "completion": (2, "'finish_reason': 'content_filter'"),
    "claude 2": (2, "'stop_reason': 'refusal'"),
}


@pytest.mark.parametrize("maker", ENDS)
def test_each_maker_has_its_end(maker: str) -> None:
    piece: Any = PIECES[maker]
    out = ask(chunks(piece("Eat "), piece(BANNED), piece(" now.")), REFUSE, CHUNKS)
    found = documents(out)
    least, mark = ENDS[maker]
    assert len(found) >= least
    assert {name for name, _ in found} == {"chunk"}
    assert found[0] == ("chunk", piece("Eat "))
    assert mark in str(found[-2:])
    assert "harm.fruit" in str(found)
    assert BANNED.encode() not in out.sent


@pytest.mark.parametrize("maker", ENDS)
def test_a_stream_stopped_at_once_has_the_same_end(maker: str) -> None:
    found = documents(ask(chunks(PIECES[maker](BANNED)), REFUSE, CHUNKS))
    assert ENDS[maker][1] in str(found[-2:])


@pytest.mark.parametrize(
    "last",
    [
        {"outputText": "x", "completionReason": "FINISH"},
        {"generation": "x", "stop_reason": "stop"},
        {"outputs": [{"text": "x", "stop_reason": "stop"}]},
        {"is_finished": True, "finish_reason": "COMPLETE"},
    ],
)
def test_nothing_follows_an_end(last: dict[str, Any]) -> None:
    closer = InvokeCloser("m")
    closer.expect(last)
    closer.saw(last)
    assert closer.close(NOTICE) == b""


@pytest.mark.parametrize("doc", [None, [], {}, {"poem": 1}])
def test_a_form_nobody_knows_just_ends(doc: object) -> None:
    closer = InvokeCloser("m")
    closer.expect(doc)
    closer.saw(doc)
    assert closer.close(NOTICE) == b""


def test_the_first_event_decides() -> None:
    closer = InvokeCloser("m")
    closer.expect({"generation": ""})
    closer.expect({"outputText": ""})
    assert b"chunk" in closer.close(NOTICE)


def test_a_document_of_no_known_form_has_no_substitute() -> None:
    assert stopped({"poem": "x"}, NOTICE) is None
