"""Whatever the path, every string is inspected; framing is by content type, a stop is a plain one."""

from __future__ import annotations

import json

import pytest

from proxy.dialect import Seen, framing_of
from proxy.dialects.generic import Generic
from tests.proxy.surfaces.sessions import BANNED, MASK, REFUSE, SECRET, sse, talk


@pytest.mark.parametrize("path", ["", "/", "/v1/messages", "/v1/chat/completions", "/x?y"])
def test_paths(path: str) -> None:
    surface = Generic().surface(Seen("POST", path))
    assert surface.name == "generic"
    assert surface.framing("text/event-stream") == framing_of("text/event-stream") == "sse"


def test_every_string_is_inspected_and_reported_by_its_shape() -> None:
    out = talk(
        Generic(), "/x", {"a": [{"b": f"I am {SECRET}."}], "n": 1}, b"{}", MASK, kind="application/json"
    )
    assert out.forwarded == b'{"a":[{"b":"I am [NAME]."}],"n":1}'
    assert out.unmapped() == ["?/?/*/?"]  # the shape of it: the names are no words of ours
    assert SECRET not in str(out.findings)


def test_a_request_that_is_stopped_is_an_error_nobody_sends_again() -> None:
    out = talk(Generic(), "/x", {"a": BANNED}, b"{}", REFUSE)
    assert out.forwarded is None
    assert out.reply
    assert out.reply.status == 400
    assert (b"x-should-retry", b"false") in out.reply.headers
    assert json.loads(out.reply.body)["error"]["code"] == "content_policy_violation"


def test_a_stream_that_is_stopped_ends() -> None:
    first, second = {"type": "x", "say": "hello"}, {"type": "x", "say": BANNED}
    out = talk(Generic(), "/x", {"a": "b"}, sse(first, second, first), REFUSE)
    assert (out.sent, out.finished) == (sse(first), True)
