from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.eventstream import EventStreamFramer
from proxy.framing import (
    ArrayFramer,
    Cutter,
    Frame,
    Framer,
    FrameTooLarge,
    LineFrame,
    LinesFramer,
    WholeFramer,
)
from proxy.sse import SseFramer
from tests.fixtures import WIRE, needs_wire
from tests.proxy.cuts import CUTS, frames, pieces
from tests.proxy.jsondocs import BLANKS, DOCUMENTS

FRAMERS = [WholeFramer, LinesFramer, ArrayFramer, SseFramer, EventStreamFramer]
# Bytes that mean something to one framing or another, in any order.
BODIES = st.lists(
    st.sampled_from(
        [b"\n", b"\r", b"\r\n", b"\n\n", b"data: ", b"data:", b"event: x", b"id", b": c", b" ",
         b"\xef\xbb\xbf", b"\xef", b"[", b"]", b"{", b"}", b",", b'"', b"\\", b'{"a":1}', b"1", b"null",
         b"\xff", "日".encode()]
    ),
    max_size=30,
).map(b"".join)  # fmt: skip


def documents(framer: Framer, body: bytes) -> list[bytes]:
    return [frame.data for frame in frames(framer, body)]


def raws(framer: Framer, body: bytes) -> list[bytes]:
    return [frame.raw for frame in frames(framer, body)]


# -- laws of every framing


@pytest.mark.parametrize("framer", FRAMERS)
@given(body=BODIES, cuts=CUTS)
def test_frames_are_the_body_and_the_same_however_it_comes(
    framer: type[Framer], body: bytes, cuts: list[int]
) -> None:
    whole = frames(framer(), body)
    assert b"".join(frame.raw for frame in whole) == body
    assert all(frame.raw for frame in whole)
    assert frames(framer(), body, cuts) == whole


@pytest.mark.parametrize("framer", FRAMERS)
@given(body=BODIES)
def test_the_same_document_leaves_the_same_bytes(framer: type[Framer], body: bytes) -> None:
    for frame in frames(framer(), body):
        assert frame.carrying(frame.data) is frame.raw


@pytest.mark.parametrize("framer", FRAMERS)
@given(body=BODIES, cuts=CUTS, limit=st.integers(1, 40))
def test_the_limit_is_the_same_however_it_comes(
    framer: type[WholeFramer | SseFramer], body: bytes, cuts: list[int], limit: int
) -> None:
    def until_over(lengths: list[int]) -> tuple[list[bytes], bool]:
        found: list[bytes] = []
        one = framer(limit)
        try:
            for piece in pieces(body, lengths):
                found += [frame.raw for frame in one.feed(piece)]
            found += [frame.raw for frame in one.end()]
        except FrameTooLarge as over:
            return found, over.size > over.limit == limit
        return found, False

    expected: list[bytes] = []
    for raw in raws(framer(), body):
        if len(raw) > limit:
            break
        expected.append(raw)
    assert until_over(cuts) == until_over([]) == (expected, b"".join(expected) != body)


@pytest.mark.parametrize("framer", FRAMERS)
def test_after_a_frame_too_large_nothing_more_comes(framer: type[WholeFramer | SseFramer]) -> None:
    one = framer(3)
    with pytest.raises(FrameTooLarge, match="over the limit of 3"):
        one.feed(b"[12345")
    for _ in range(2):
        with pytest.raises(FrameTooLarge):
            one.feed(b"\n\n]")
    with pytest.raises(FrameTooLarge):
        one.end()


@pytest.mark.parametrize("framer", FRAMERS)
@pytest.mark.parametrize("length", [1, 2, 1000])
def test_a_long_frame_is_looked_at_once_however_it_comes(
    framer: type[WholeFramer | SseFramer], length: int
) -> None:
    body = b'data: ["' + b'x\\",' * 50_000 + b'"]\n\n'
    body = body[6:] if framer is ArrayFramer else body
    one = framer()
    feeds = 0
    for piece in pieces(body, [length] * (len(body) // length)):
        one.feed(piece)
        feeds += 1
    assert one._cutter.looked <= len(body) + 2 * feeds


# -- one by one


def test_the_whole_body() -> None:
    assert frames(WholeFramer(), b' {"a":1}\n', [3]) == [Frame(b' {"a":1}\n', b' {"a":1}\n')]
    assert frames(WholeFramer(), b"") == []
    assert Frame(b"abc", b"b", at=1).carrying(b"xyz\n") == b"axyz\nc"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b'{"a":1}\n{"b":2}\n', [b'{"a":1}', b'{"b":2}']),
        (b' {"a":1} \r\n\n{"b":2}', [b'{"a":1}', b"", b'{"b":2}']),
        (b'{"a":1}\r{"b":2}\n', [b'{"a":1}\r{"b":2}']),  # a CR ends no line
        (b"\n \n", [b"", b""]),
    ],
)
def test_lines(body: bytes, expected: list[bytes]) -> None:
    assert documents(LinesFramer(), body) == expected


def test_a_line_leaves_as_soon_as_it_ends() -> None:
    framer = LinesFramer()
    assert framer.feed(b'{"a":1}\r') == []
    assert framer.feed(b"\n{") == [LineFrame(b'{"a":1}\r\n', b'{"a":1}')]


def test_an_edited_line_stays_one_line() -> None:
    (frame,) = frames(LinesFramer(), b' {"a":1}\r\n')
    assert frame.carrying(b'{\r\n"b":\n2}') == b' {  "b": 2}\r\n'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b'[{"a":1}\n,\r\n{"b":"]},"}\n]\n', [b'[{"a":1}', b'\n,\r\n{"b":"]},"}', b"\n]", b"\n"]),
        (b'\xef\xbb\xbf [ "a\\"]",12 ,[3]]', [b'\xef\xbb\xbf [ "a\\"]"', b",12", b" ,[3]", b"]"]),
        (b"[]", [b"[]"]),
        (b"[1", [b"[1"]),
        (b"[", [b"["]),
        (b"[1,2] [3]", [b"[1", b",2", b"]", b" [3]"]),
        (b'{"error":[1,2]}\n', [b'{"error":[1,2]}\n']),
        (b"<html>[]", [b"<html>[]"]),
        (b"", []),
    ],
)
def test_array_elements(body: bytes, expected: list[bytes]) -> None:
    assert raws(ArrayFramer(), body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b'[{"a":1}\n,\r\n{"b":2}\n]\n', [b'{"a":1}', b'{"b":2}', b"", b""]),
        (b'[1,"a",null]', [b"1", b'"a"', b"null", b""]),
        (b'[{"a":', [b'{"a":']),  # cut off: still a document to look at
        (b"[1,2] tail", [b"1", b"2", b"", b" tail"]),  # nothing passes unseen
        (b"[}]", [b"}", b""]),
        (b'{"error":{}}', [b'{"error":{}}']),
        (b" ", [b""]),
    ],
)
def test_array_documents(body: bytes, expected: list[bytes]) -> None:
    assert documents(ArrayFramer(), body) == expected


@given(st.lists(st.tuples(BLANKS, DOCUMENTS)), CUTS)
def test_every_element_of_an_array_is_a_document(elements: list[tuple[str, bytes]], cuts: list[int]) -> None:
    body = b"[" + b",".join(blank.encode() + raw for blank, raw in elements) + b"]\n"
    found = [frame.data for frame in frames(ArrayFramer(), body, cuts) if frame.data]
    assert found == [raw.strip() for _, raw in elements]


def test_an_element_leaves_as_soon_as_its_last_byte_is_there() -> None:
    framer = ArrayFramer()
    assert framer.feed(b'[{"a":"}"') == []
    assert framer.feed(b"}") == [Frame(b'[{"a":"}"}', b'{"a":"}"}', at=1)]
    assert framer.feed(b"\n") == []
    assert framer.feed(b"]") == [Frame(b"\n]", b"", at=2)]


def test_an_edited_element_keeps_its_separators() -> None:
    first, second, close = frames(ArrayFramer(), b'[{"a":1}\n,\n{"b":2}]')
    assert first.carrying(b'{"a":"x"}') == b'[{"a":"x"}'
    assert second.carrying(b'{"b":"y"}') == b'\n,\n{"b":"y"}'
    with pytest.raises(ValueError, match="no document"):
        close.carrying(b"{}")


def test_errors_hold_sizes_only() -> None:
    with pytest.raises(FrameTooLarge) as caught:
        Cutter(lambda _buffer, _start, _resume: -1, 4).feed(b"secret")
    assert (caught.value.size, caught.value.limit) == (6, 4)
    assert "secret" not in str(caught.value)


@needs_wire
@pytest.mark.parametrize(("stream", "framer"), [("ndjson", LinesFramer), ("json-array", ArrayFramer)])
def test_recordings(stream: str, framer: type[Framer]) -> None:
    seen = 0
    for path in sorted(WIRE.glob("*/*.json")) if WIRE else ():
        exchange = json.loads(path.read_text("utf-8"))
        if exchange["stream"] == stream and "body_text" in exchange["response"]:
            body = exchange["response"]["body_text"].encode()
            whole = frames(framer(), body)
            assert b"".join(frame.raw for frame in whole) == body
            assert frames(framer(), body, [1] * len(body)) == frames(framer(), body, [7] * len(body)) == whole
            text = body.decode()
            expected = (
                json.loads(text) if text[0] == "[" else [json.loads(line) for line in text.splitlines()]
            )
            assert [json.loads(frame.data) for frame in whole if frame.data] == expected
            seen += 1
    assert seen
