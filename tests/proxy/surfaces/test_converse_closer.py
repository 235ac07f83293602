"""A stream that was stopped ends as one that a guardrail stopped, wherever it was."""

from __future__ import annotations

import pytest

from proxy.dialect import Notice
from proxy.surfaces.converse_closer import ConverseCloser, kind_of
from tests.proxy.surfaces.converse_streams import (
    CHUNKS,
    ask,
    delta,
    documents,
    framed,
    stream,
    text,
    told,
    use,
    wrapped,
)
from tests.proxy.surfaces.sessions import BANNED, REFUSE

NOTICE = Notice("0199", "p", "r", "harm.fruit", "refuse", "response")
OURS = ["contentBlockDelta", "contentBlockStop", "messageStop", "metadata"]


def test_what_was_free_leaves_then_the_block_ends_and_ours_follows() -> None:
    out = ask(framed(stream(text(["Then eat ", BANNED[:9], BANNED[9:], " now."]))), REFUSE)
    found = documents(out)
    names = [name for name, _ in found]
    assert names[-5:] == ["contentBlockStop", *OURS]
    assert found[1] == (
        "contentBlockDelta",
        {"contentBlockIndex": 0, "delta": {"text": "Then eat "}, "p": "abc"},
    )
    assert found[-4][1]["contentBlockIndex"] == found[-3][1]["contentBlockIndex"] == 1
    assert "harm.fruit" in found[-4][1]["delta"]["text"]
    assert found[-2][1] == {"stopReason": "guardrail_intervened"}
    assert found[-1][1]["usage"] == {"inputTokens": 0, "outputTokens": 0, "totalTokens": 0}
    assert BANNED.encode() not in out.sent
    assert out.finished


def test_a_call_that_is_not_finished_stays_open() -> None:
    found = documents(ask(framed(stream(text(["ok"]), use(['{"eat": "', BANNED, '"}'], 1))), REFUSE))
    assert [doc["contentBlockIndex"] for name, doc in found if name == "contentBlockStop"] == [0, 2]


def test_a_stream_stopped_at_once_still_begins() -> None:
    found = documents(ask(framed([delta(0, citation={"title": BANNED})]), REFUSE))
    assert [name for name, _ in found] == ["messageStart", *OURS]


@pytest.mark.parametrize("events", [stream(text(["hello"]))[:-1]])
def test_after_the_message_only_numbers_follow(events: list[tuple[str, dict[str, object]]]) -> None:
    quoted: tuple[str, dict[str, object]] = ("metadata", {"trace": {"guardrail": {"modelOutput": [BANNED]}}})
    found = documents(ask(framed([*events, quoted]), REFUSE))
    assert [name for name, _ in found][-2:] == ["messageStop", "metadata"]
    assert "guardrail_intervened" not in str(found)


@pytest.mark.parametrize("last", [{"message": "slow"}, {"usage": {}}])
def test_nothing_follows_an_end(last: dict[str, object]) -> None:
    closer = ConverseCloser()
    closer.saw({"role": "assistant"})
    closer.saw(last)
    assert closer.close(NOTICE) == b""


def test_novas_stream_ends_in_its_own_wrapping() -> None:
    found = told(ask(wrapped(stream(text(["Then eat ", BANNED]))), REFUSE, CHUNKS))
    assert [name for name, _ in found][-4:] == OURS
    assert found[-2] == ("messageStop", {"stopReason": "guardrail_intervened"})


@pytest.mark.parametrize(
    ("doc", "kind"),
    [
        ({"role": "assistant"}, "messageStart"),
        ({"contentBlockIndex": 0, "start": {}}, "contentBlockStart"),
        ({"contentBlockIndex": 0, "delta": {}}, "contentBlockDelta"),
        ({"contentBlockIndex": 0}, "contentBlockStop"),
        ({"stopReason": "x"}, "messageStop"),
        ({"metrics": {}}, "metadata"),
        ({"message": "x"}, "exception"),
        ({"messageStop": {}}, "messageStop"),
        ({"messageStop": []}, ""),
        ({}, ""),
        ([], ""),
        (None, ""),
    ],
)
def test_an_event_is_told_by_its_members(doc: object, kind: str) -> None:
    assert kind_of(doc)[0] == kind


def test_strange_events_do_not_confuse_the_closer() -> None:
    closer = ConverseCloser()
    for doc in (
        {"contentBlockIndex": 2**70, "delta": 1},
        {"contentBlockIndex": {}, "delta": []},
        7,
        {"delta": "x"},
    ):
        closer.saw(doc)
    assert b"guardrail_intervened" in closer.close(NOTICE)
