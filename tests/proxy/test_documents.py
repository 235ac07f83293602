"""A document is what the most lenient client would read."""

from __future__ import annotations

import pytest

from proxy.documents import is_json, parse
from proxy.jsonscan import TooDeep

DEEP = b"[" * 100_000 + b"]" * 100_000


@pytest.mark.parametrize(
    ("data", "doc"),
    [
        (b'{"a": 1}', {"a": 1}),
        (b"[1, 2]", [1, 2]),
        (b'\xef\xbb\xbf{"a": 1}', {"a": 1}),
        (b'{"a": NaN}', None),
        (b'{"a": "\\ud83d"}', {"a": "\ud83d"}),
        (b'{"a": "\xff"}', {"a": "\ufffd"}),
        (b'"text"', None),
        (b"7", None),
        (b"hello", None),
        (b"", None),
    ],
)
def test_objects_and_arrays_are_documents(data: bytes, doc: object) -> None:
    if b"NaN" in data:
        found = parse(data)
        assert found["a"] != found["a"]
    else:
        assert parse(data) == doc
    assert is_json(data) is (parse(data) is not None)


def test_what_is_too_deep_to_tell_may_be_one() -> None:
    with pytest.raises(TooDeep):
        parse(DEEP)
    assert is_json(DEEP)
