"""Values put in the place of values: only the bytes of the value change, whatever surrounds it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.jsonedit import above, at, put, value_of
from tests.proxy.jsondocs import DOCUMENTS

NESTED = b'{ "a" : [1, {"b": [true,null ]}, "x"] , "a/b": {"~": -1.5e3}, "": "e\\"\\\\", "k\\u0031": {} }'


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("", NESTED),
        ("/a", b'[1, {"b": [true,null ]}, "x"]'),
        ("/a/0", b"1"),
        ("/a/1/b", b"[true,null ]"),
        ("/a/1/b/1", b"null"),  # without the blank behind it
        ("/a/2", b'"x"'),
        ("/a~1b/~0", b"-1.5e3"),  # a key with a slash, and one that is a tilde
        ("/", b'"e\\"\\\\"'),  # the empty key
        ("/k1", b"{}"),  # a key that was written with an escape
        ("/a/3", None),
        ("/a/0/b", None),
        ("/nowhere", None),
    ],
)
def test_a_value_is_found_as_it_was_written(pointer: str, value: bytes | None) -> None:
    assert value_of(NESTED, pointer) == value
    assert at(json.loads(NESTED), pointer) == (None if value is None else json.loads(value))


@pytest.mark.parametrize(
    ("raw", "values", "after"),
    [
        (b'{"a": 1 , "b": 2}', {"/a": b"null"}, b'{"a": null , "b": 2}'),
        (b"[1, 2,3 ]", {"/1": b"20", "/2": b'"c"'}, b'[1, 20,"c" ]'),
        (b" 12 ", {"": b"13"}, b" 13 "),
        (b'{"a": 1, "a": 2}', {"/a": b"3"}, b'{"a": 1, "a": 3}'),  # the one that readers take
        (b'{"a": {"b": 1}}', {"/a": b"0", "/a/b": b"2"}, b'{"a": 0}'),  # the outer one wins
        (b'{"a": [",]}:{["]}', {"/a/0": b'""'}, b'{"a": [""]}'),  # marks inside a string are text
        (b'{"a": []}', {"/a/0": b"1", "/b": b"2"}, b'{"a": []}'),  # nothing is added
    ],
)
def test_only_the_value_changes(raw: bytes, values: dict[str, bytes], after: bytes) -> None:
    assert put(raw, values) == after


@given(DOCUMENTS)
def test_nothing_to_put_changes_nothing(raw: bytes) -> None:
    assert put(raw, {}) == raw
    assert put(raw, {"/no/such": b"0"}) == raw


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["a", "b/", "~1", "", "日", '"', "\\"]), inner)
    ),
    max_leaves=12,
)


@given(JSON, st.data(), JSON, st.booleans())
def test_reading_it_again_shows_the_edit(
    doc: object, data: st.DataObject, new: object, escaped: bool
) -> None:
    holder: dict[str, object] = {"root": doc}
    container: dict[str, object] | list[object] = holder
    key: str | int = "root"
    pointer = "/root"
    while data.draw(st.booleans()):
        inner = container[key]  # type: ignore[index]  # the key is of this container's own kind
        if not isinstance(inner, dict | list) or not inner:
            break
        container = inner
        key = data.draw(st.sampled_from([*inner] if isinstance(inner, dict) else [*range(len(inner))]))
        pointer += "/" + str(key).replace("~", "~0").replace("/", "~1")
    raw = json.dumps(holder, ensure_ascii=escaped, indent=1).encode()
    assert at(holder, pointer) == container[key]  # type: ignore[index]  # as above
    container[key] = new  # type: ignore[index]  # as above
    assert json.loads(put(raw, {pointer: json.dumps(new).encode()})) == holder


@pytest.mark.parametrize(
    ("pointer", "shape", "upper"),
    [
        ("/choices/0/delta/content", "/choices/*", "/choices/0"),
        ("/choices/0/delta/content", "/choices/*/delta", "/choices/0/delta"),
        ("/a", "/a", "/a"),
        ("/a/b", "", ""),
    ],
)
def test_above(pointer: str, shape: str, upper: str) -> None:
    assert above(pointer, shape) == upper
