"""Documents the judge is given: what is beyond reading is ruled, and never passed on unread."""

from __future__ import annotations

import pytest

from filters.policy import Policy
from proxy.dialects.generic import Generic
from tests.proxy.surfaces.sessions import BANNED, MASK, REFUSE, SECRET, policy, sse, talk

DEEP = b'{"type":"x","a":' + b"[" * 200 + b'"' + SECRET.encode() + b'"' + b"]" * 200 + b"}"
LET_THROUGH = policy(("sekisho.*", "flag"))


@pytest.mark.parametrize("rows", [REFUSE, LET_THROUGH, policy(("sekisho.overflow", "refuse"))])
def test_a_request_nested_too_deep_is_an_overflow(rows: Policy) -> None:
    out = talk(Generic(), "/x", DEEP, b"{}", rows, kind="application/json")
    assert out.forwarded is None
    assert [one["kind"] for one in out.findings] == ["sekisho.overflow"]


@pytest.mark.parametrize("kind", ["application/json", "text/event-stream"])
def test_an_answer_nested_too_deep_is_an_overflow(kind: str) -> None:
    said = sse({"type": "y", "text": "hello"})
    answer = said + b"data: " + DEEP + b"\n\n" if kind == "text/event-stream" else DEEP
    out = talk(Generic(), "/x", {"a": "b"}, answer, LET_THROUGH, kind=kind)
    assert "sekisho.overflow" in [one["kind"] for one in out.findings]
    assert SECRET.encode() not in out.sent
    assert out.sent == (said if kind == "text/event-stream" else b"")


def test_what_is_no_json_is_one_text() -> None:
    out = talk(Generic(), "/x", b"hello " + SECRET.encode(), b"{}", MASK, kind="application/json")
    assert out.forwarded == b"hello [NAME]"


def test_a_document_with_a_key_twice_is_read_twice() -> None:
    twice = b'{"a": {"b": "%b"}, "a": [{"b": "%b"}]}' % (SECRET.encode(), SECRET.encode())
    out = talk(Generic(), "/x", twice, b"{}", MASK, kind="application/json")
    assert out.forwarded == twice.replace(SECRET.encode(), b"[NAME]")


def test_an_answer_that_is_stopped_whole_is_no_stream() -> None:
    out = talk(
        Generic(), "/x", {"a": "b"}, b'{"say": "%b"}' % BANNED.encode(), REFUSE, kind="application/json"
    )
    assert out.sent == b""
    assert out.reply is not None
    assert out.reply.status == 400
