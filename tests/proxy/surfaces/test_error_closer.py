"""Streams that end in an error: one event, in the words of the provider."""

from __future__ import annotations

import json

import pytest

from proxy.dialect import Notice
from proxy.surfaces.error_closer import ErrorCloser, policy_error

NOTICE = Notice("0199", "standard", "row", "harm.x", "refuse", "response")


@pytest.mark.parametrize(
    ("named", "end", "head"),
    [(True, b"\n", b"event: error\ndata: "), (False, b"\n", b"data: "), (False, b"\r\n", b"data: ")],
)
def test_the_end_is_one_event(named: bool, end: bytes, head: bytes) -> None:
    closer = ErrorCloser(policy_error, named=named, end=end)
    closer.saw({"type": "x"})
    said = closer.close(NOTICE)
    assert said.startswith(head)
    assert said.endswith(b"}" + end * 2)
    doc = json.loads(said.removeprefix(head))
    assert doc["error"]["code"] == "content_policy_violation"
    assert doc["error"]["message"] == NOTICE.text
