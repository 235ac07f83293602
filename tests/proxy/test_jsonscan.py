from __future__ import annotations

import base64
import gzip
import json
import random
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.jsonscan import JsonBroken, Leaf, TooDeep, TooMany, decode, rewrite, scan
from proxy.sse import SseFramer
from tests.fixtures import WIRE, needs_wire
from tests.proxy.jsondocs import DOCUMENTS, Said, strings

CHUNK = (
    b'{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1712345678,"model":"m","choices":'
    b'[{"index":0,"delta":{"content":" Hello"},"logprobs":null,"finish_reason":null}],"usage":null}'
)


def said(raw: bytes) -> list[Said]:
    return [Said(leaf.pointer, leaf.shape, leaf.is_key, decode(raw, leaf)) for leaf in scan(raw)]


def values(raw: bytes) -> dict[str, str]:
    return {one.pointer: one.text for one in said(raw) if not one.is_key}


def test_a_chunk() -> None:
    assert values(CHUNK) == {
        "/id": "chatcmpl-1",
        "/object": "chat.completion.chunk",
        "/model": "m",
        "/choices/0/delta/content": " Hello",
    }
    content = next(leaf for leaf in scan(CHUNK) if leaf.pointer.endswith("content") and not leaf.is_key)
    assert content.shape == "/choices/*/delta/content"
    assert CHUNK[content.start : content.end] == b'" Hello"'


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b'"top"', [("", "", "top")]),
        (b'["a",1,[2,3],{},"b",["c"]]', [("/0", "/*", "a"), ("/4", "/*", "b"), ("/5/0", "/*/*", "c")]),
        (b'[[[],[1,2]],[{"k":1}],"x"]', [("/2", "/*", "x")]),
        (b'{"a/b":{"m~n":"v"}}', [("/a~1b/m~0n", "/a~1b/m~0n", "v")]),
        (b'{"*":["v"]}', [("/*/0", "/~2/*", "v")]),
        (b'{"\\u0061":"v"}', [("/a", "/a", "v")]),
        (b'{"":"v"}', [("/", "/", "v")]),
        (b'{"a":"1","a":"2"}', [("/a", "/a", "1"), ("/a", "/a", "2")]),
        (b'\xef\xbb\xbf {"a" :\n"v" } \r\n', [("/a", "/a", "v")]),
        (b'{"a":NaN,"b":-Infinity,"c":"v"}', [("/c", "/c", "v")]),
        (b'{"a":1e999,"c":"v"}', [("/c", "/c", "v")]),
        (b'["\\ud83d","\\ud83d\\ude00","\\\\\\"","\\\\"]',
         [("/0", "/*", "\ud83d"), ("/1", "/*", "😀"), ("/2", "/*", '\\"'), ("/3", "/*", "\\")]),
        (b'{"a":"\xff\xe6\x97","b":"v"}', [("/a", "/a", "\ufffd\ufffd"), ("/b", "/b", "v")]),
        (b'{"\\ud83d\xff":"\\ud83d\\n\xff"}', [("/\ufffd\ufffd", "/\ufffd\ufffd", "\ud83d\n\ufffd")]),
        (b"17", []),
        (b" null ", []),
    ],
)  # fmt: skip
def test_what_is_read(raw: bytes, expected: list[tuple[str, str, str]]) -> None:
    assert [(one.pointer, one.shape, one.text) for one in said(raw) if not one.is_key] == expected


@pytest.mark.parametrize(
    ("raw", "position"),
    [
        (b"", 0), (b"  ", 2), (b"{", 1), (b'{"a"}', 4), (b'{"a":}', 5), (b"{a:1}", 1), (b'{"a":1}{', 7),
        (b"[}", 1), (b"[1,]", 3), (b"[1 2]", 3), (b"01", 1), (b"1 x", 2), (b"'a'", 0), (b'"open', 0),
        (b'["a\nb"]', 3), (b'["\\q"]', 2), (b'["\xe6\x97\xa5",x]', 7), (b"\xff", 0),
        (b'\xef\xbb\xbf["\xff",x]', 8), ("{}".encode("utf-16"), 0),
    ],
)  # fmt: skip
def test_what_is_broken_and_where(raw: bytes, position: int) -> None:
    with pytest.raises(JsonBroken, match=f"byte {position}:") as caught:
        scan(raw)
    assert caught.value.position == position


@given(DOCUMENTS)
def test_every_string_is_reported_as_json_reads_it(raw: bytes) -> None:
    assert said(raw) == strings(raw)


@given(DOCUMENTS)
def test_a_leaf_is_a_token_and_positions_only_grow(raw: bytes) -> None:
    at = 0
    for leaf in scan(raw):
        assert at <= leaf.start
        assert raw[leaf.start] == raw[leaf.end - 1] == ord('"')
        at = leaf.end


def _accepted(raw: bytes) -> bool:
    try:
        strings(raw)
    except ValueError:
        return False
    return True


@given(DOCUMENTS, st.data())
def test_broken_is_what_json_cannot_read(raw: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(raw)))
    until = data.draw(st.integers(at, min(len(raw), at + 3)))
    inside = data.draw(st.lists(st.sampled_from(b'"\\{}[],:0-e.u\xff\x00\n '), max_size=3))
    changed = raw[:at] + bytes(inside) + raw[until:]
    if _accepted(changed):
        assert said(changed) == strings(changed)
    else:
        with pytest.raises(JsonBroken):
            scan(changed)


@given(DOCUMENTS, st.data())
def test_an_edit_changes_its_token_only(raw: bytes, data: st.DataObject) -> None:
    leaves = scan(raw)
    assert rewrite(raw, [(leaf, decode(raw, leaf)) for leaf in leaves]) == raw
    chosen = [leaf for leaf in leaves if data.draw(st.booleans())]
    texts = [data.draw(st.text(st.characters(exclude_categories=()))) for _ in chosen]
    out = rewrite(raw, list(zip(chosen, texts, strict=True))[::-1])
    at = shift = 0
    for leaf, after in zip(leaves, scan(out), strict=True):
        assert raw[at : leaf.start] == out[at + shift : after.start]
        if leaf in chosen:
            assert decode(out, after) == _joined(texts[chosen.index(leaf)])
        else:
            assert out[after.start : after.end] == raw[leaf.start : leaf.end]
        at, shift = leaf.end, after.end - leaf.end
    assert raw[at:] == out[at + shift :]


def _joined(text: str) -> str:
    """Two halves of a surrogate pair side by side are one character to every JSON reader."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")


def test_two_edits_of_one_leaf_are_refused() -> None:
    leaf = scan(b'["a"]')[0]
    with pytest.raises(ValueError, match="byte 1"):
        rewrite(b'["a"]', [(leaf, "b"), (leaf, "c")])


@pytest.mark.parametrize("name", ["depth", "empty"])
@pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b'{"a":', b"}")])
def test_depth_is_bounded_to_the_level(name: str, opening: bytes, closing: bytes) -> None:
    inside = b'"x"' if name == "depth" else b"1"
    for depth in (7, 8):
        assert len(scan(opening * depth + inside + closing * depth, max_depth=8)) < 10
    for max_depth in (8, 2):  # first a form that is new, then one that is remembered
        with pytest.raises(TooDeep):
            scan(opening * 9 + inside + closing * 9, max_depth=max_depth)
        scan(opening * 9 + inside + closing * 9, max_depth=9)


@pytest.mark.parametrize("depth", [129, 10_000, 10_000_000])
@pytest.mark.parametrize("closing", [b"", b"]"])
@pytest.mark.parametrize("inside", [b"", b'"\\ud83d"'])
def test_any_depth_is_refused_without_recursion(depth: int, closing: bytes, inside: bytes) -> None:
    with pytest.raises(JsonBroken) as caught:
        scan(b"[" * depth + inside + closing * depth)
    if closing:
        assert isinstance(caught.value, TooDeep)


def test_strings_are_bounded_to_the_one() -> None:
    raw = b'["a",{"b":"c"}]'
    assert len(scan(raw, max_leaves=3)) == 3
    with pytest.raises(TooMany):
        scan(raw, max_leaves=2)


def test_a_long_key_above_many_strings_is_refused_before_it_multiplies() -> None:
    raw = b'{"%b":[%b""]}' % (b"k" * 100_000, b'"",' * 50_000)
    with pytest.raises(TooMany):
        scan(raw)
    assert len(scan(raw.replace(b"k" * 99_900, b""))) == 50_002


def test_errors_hold_no_content() -> None:
    for raw in (b'{"taro":"secret', b'{"taro":"secret"} secret', b"[" * 200 + b"]" * 200):
        with pytest.raises(JsonBroken) as caught:
            scan(raw)
        assert "taro" not in str(caught.value)
        assert "secret" not in str(caught.value)
        assert not hasattr(caught.value.__context__, "doc")


def test_a_leaf_is_a_value() -> None:
    assert Leaf("/a", "/a", 1, 4, is_key=True) == scan(b'{"a":1}')[0]


# -- real recordings


def bodies() -> Iterator[bytes]:
    """Every JSON document of the recordings, requests and answers, framed or whole."""
    for path in sorted(WIRE.glob("*/*.json")) if WIRE else ():
        exchange = json.loads(path.read_text("utf-8"))
        request, response = exchange["request"], exchange["response"]
        if request.get("body") is not None:
            yield request.get("body_text", json.dumps(request["body"], ensure_ascii=False)).encode()
        for frame in exchange.get("websocket") or ():
            yield json.dumps(frame).encode()
        yield from _documents(exchange["stream"], _body(response))


def _body(response: dict[str, str]) -> bytes:
    body = base64.b64decode(response["body_base64"]) if "body_base64" in response else b""
    body = body or response.get("body_text", "").encode()
    return gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body


def _documents(stream: str | None, body: bytes) -> Iterator[bytes]:
    match stream:
        case "sse":
            framer = SseFramer()
            yield from (frame.data for frame in framer.feed(body) + framer.end())
        case "ndjson":
            yield from body.splitlines()
        case "eventstream":
            pass
        case _:
            yield body


@needs_wire
def test_every_recorded_document_is_read_and_edited_faithfully() -> None:
    chance = random.Random(7)
    count = 0
    for raw in bodies():
        if not _accepted(raw):
            with pytest.raises(JsonBroken):
                scan(raw)
            continue
        count += 1
        assert said(raw) == strings(raw)
        leaves = scan(raw)
        assert rewrite(raw, [(leaf, decode(raw, leaf)) for leaf in leaves]) == raw
        if leaves:
            one = chance.choice(leaves)
            out = rewrite(raw, [(one, "[伏せ字]")])
            grown = len(out) - len(raw)
            assert out[: one.start] == raw[: one.start]
            assert out[one.end + grown :] == raw[one.end :]
            assert json.loads(out[one.start : one.end + grown]) == "[伏せ字]"
    assert count > 3000
