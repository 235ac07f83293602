from __future__ import annotations

import json
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proxy.jsonscan import decode, rewrite, scan
from proxy.sse import SseFrame, SseFramer
from tests.fixtures import WIRE, needs_wire
from tests.proxy.cuts import CUTS, frames


def read(body: bytes) -> list[tuple[bytes, bytes, str]]:
    return [(frame.raw, frame.data, frame.event) for frame in frames(SseFramer(), body)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"data: a\n\ndata: b\n\n", [(b"data: a\n\n", b"a", ""), (b"data: b\n\n", b"b", "")]),
        (b"data: a\r\n\r\ndata:b\r\n\r\n", [(b"data: a\r\n\r\n", b"a", ""), (b"data:b\r\n\r\n", b"b", "")]),
        (b"data: a\r\rdata: b\r\r", [(b"data: a\r\r", b"a", ""), (b"data: b\r\r", b"b", "")]),
        (b"data: a\n\rdata: b\r\n\n", [(b"data: a\n\r", b"a", ""), (b"data: b\r\n\n", b"b", "")]),
        (b"data: a\r\r\n: c\n\n", [(b"data: a\r\r", b"a", ""), (b"\n", b"", ""), (b": c\n\n", b"", "")]),
        (b"event: x\nid: 1\ndata: a\nretry: 9\n\n", [(b"event: x\nid: 1\ndata: a\nretry: 9\n\n", b"a", "x")]),
        (b"data: a\ndata\ndata:  b\n\n", [(b"data: a\ndata\ndata:  b\n\n", b"a\n\n b", "")]),
        (b"data: a\r\n: c\ndata: b\r\r", [(b"data: a\r\n: c\ndata: b\r\r", b"a\nb", "")]),
        (b": keep-alive\n\n", [(b": keep-alive\n\n", b"", "")]),
        (b"event: ping\n\n", [(b"event: ping\n\n", b"", "ping")]),
        (b"data: [DONE]\n\n", [(b"data: [DONE]\n\n", b"[DONE]", "")]),
        (b"data: a\n\n\n\r\n", [(b"data: a\n\n", b"a", ""), (b"\n", b"", ""), (b"\r\n", b"", "")]),
        (b"\xef\xbb\xbfdata: a\n\n", [(b"\xef\xbb\xbfdata: a\n\n", b"a", "")]),
        (b"data: a", [(b"data: a", b"a", "")]),
        (b"data: a\n\ndata: b\n", [(b"data: a\n\n", b"a", ""), (b"data: b\n", b"b", "")]),
        # No fields at all: a bare body, which some clients read.
        (
            b"datax: a\n data: b\nDATA: c\n\n",
            [(b"datax: a\n data: b\nDATA: c\n\n", b"datax: a\n data: b\nDATA: c", "")],
        ),
        (b"\n{\r\n  1\r\n}\r\n\r\n", [(b"\n", b"", ""), (b"{\r\n  1\r\n}\r\n\r\n", b"{\r\n  1\r\n}", "")]),
        (b"\xef\xbb\xbf{}\n", [(b"\xef\xbb\xbf{}\n", b"{}", "")]),
        (b"x: a\ndata: b\n\n", [(b"x: a\ndata: b\n\n", b"b", "")]),
        (b"event: x\nevent: y\ndata: \n\n", [(b"event: x\nevent: y\ndata: \n\n", b"", "y")]),
        # Not the ends of lines, though some libraries say so.
        (b"data:\xe2\x80\xa8\x0b\n\n", [(b"data:\xe2\x80\xa8\x0b\n\n", b"\xe2\x80\xa8\x0b", "")]),
    ],
)  # fmt: skip
def test_events(body: bytes, expected: list[tuple[bytes, bytes, str]]) -> None:
    assert read(body) == expected


@pytest.mark.parametrize("end", [b"\n\n", b"\r\n\r\n", b"\r\r", b"\r\n\n", b"\n\r\n"])
def test_an_event_leaves_with_the_last_byte_of_its_blank_line(end: bytes) -> None:
    framer = SseFramer()
    body = b"data: a" + end
    for at in range(len(body) - 1):
        assert framer.feed(body[at : at + 1]) == []
    assert framer.feed(body[-1:]) == [SseFrame(body, b"a")]


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_a_blank_line_between_events_leaves_at_once(end: bytes) -> None:
    framer = SseFramer()
    framer.feed(b"data: a" + end + end)
    assert framer.feed(end) == [SseFrame(end, b"")]


def test_only_lf_then_cr_waits_for_one_more_byte() -> None:
    framer = SseFramer()
    assert framer.feed(b"data: a\n\r") == []
    assert framer.feed(b"d") == [SseFrame(b"data: a\n\r", b"a")]
    assert framer.feed(b"ata: b\n\r") == []
    assert framer.feed(b"\n") == [SseFrame(b"data: b\n\r\n", b"b")]


# -- editing


@pytest.mark.parametrize(
    ("raw", "data", "edited"),
    [
        (b"data: a\n\n", b"b", b"data: b\n\n"),
        (b"data:a\r\n\r\n", b"b", b"data:b\r\n\r\n"),
        (b"event: x\ndata: a\nid: 1\n\n", b"b", b"event: x\ndata: b\nid: 1\n\n"),
        (b"data: a\r\n\r\n", b"b\nc", b"data: b\r\ndata: c\r\n\r\n"),
        (b"data: a\ndata: b\n\n", b"c", b"data: c\n\n"),
        (b"data: a\n: c\ndata: b\nid: 1\n\n", b"x\ny", b": c\ndata: x\ndata: y\nid: 1\n\n"),
        (b"data:a\n\n", b" b", b"data:  b\n\n"),
        (b"data: a", b"b\nc", b"data: b\ndata: c"),
        (b"data: a\n\n", b"", b"data: \n\n"),
        (b"data\n\n", b"b", b"data: b\n\n"),
        (b"\xef\xbb\xbfdata: a\n\n", b"b", b"\xef\xbb\xbfdata: b\n\n"),
        (b"data: a\r\r", b"b\r\nid: 9\r\revent: x", b"data: b\rdata: id: 9\rdata: \rdata: event: x\r\r"),
        (b"data: a\revent: x\r\ndata: b\n\r\n", b"c", b"event: x\r\ndata: c\n\r\n"),
    ],
)
def test_edits(raw: bytes, data: bytes, edited: bytes) -> None:
    (frame,) = frames(SseFramer(), raw)
    assert frame.carrying(data) == edited


def test_a_bare_body_is_edited_where_it_stands() -> None:
    [frame] = frames(SseFramer(), b' {\n  "error": "a"\n}\n\n')
    assert frame.carrying(b'{\n  "error": ""\n}') == b' {\n  "error": ""\n}\n\n'


@pytest.mark.parametrize("raw", [b": comment\n\n", b"event: ping\n\n", b"\n"])
def test_an_event_without_data_takes_none(raw: bytes) -> None:
    (frame,) = frames(SseFramer(), raw)
    with pytest.raises(ValueError, match="no document"):
        frame.carrying(b"{}")


LINES = st.lists(
    st.tuples(
        st.sampled_from([b"data: a", b"data:b", b"data", b"event: x", b"id: 1", b": c", b"odd"]),
        st.sampled_from([b"\n", b"\r\n", b"\r"]),
    ),
    min_size=1,
    max_size=6,
)
DATA = st.lists(st.sampled_from([b"x", b" ", b"\n", b"\r", b"\r\n", b"data: y", b"id: 9", b":"]), max_size=8)


@given(LINES, st.sampled_from([b"\n", b"\r\n", b"\r", b""]), DATA.map(b"".join), CUTS)
def test_no_document_can_change_the_framing(
    lines: list[tuple[bytes, bytes]], blank: bytes, data: bytes, cuts: list[int]
) -> None:
    body = b"".join(line + stop for line, stop in lines) + blank
    whole = frames(SseFramer(), body)
    places = [at for at, frame in enumerate(whole) if b"data" in frame.raw]
    if not places:
        return
    at = places[0]
    edited = [frame.raw for frame in whole]
    edited[at] = whole[at].carrying(data)
    after = frames(SseFramer(), b"".join(edited), cuts)
    assert [frame.raw for frame in after] == edited
    assert after[at].data == data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    assert [frame.event for frame in after] == [frame.event for frame in whole]


# -- real recordings


@needs_wire
def test_recorded_streams_are_framed_and_edited_faithfully() -> None:
    chance = random.Random(11)
    seen = 0
    for path in sorted(WIRE.glob("*/*.json")) if WIRE else ():
        exchange = json.loads(path.read_text("utf-8"))
        if exchange["stream"] != "sse" or "body_text" not in exchange["response"]:
            continue
        body = exchange["response"]["body_text"].encode()
        whole = frames(SseFramer(), body)
        assert b"".join(frame.raw for frame in whole) == body
        cuts = [chance.randrange(1, 400) for _ in range(len(body) // 50)]
        for lengths in (
            [1] * len(body),
            [7] * len(body),
            cuts,
            exchange["response"].get("chunk_lengths", []),
        ):
            assert frames(SseFramer(), body, lengths) == whole
        for frame in whole:
            if frame.data.startswith(b"{"):
                leaves = scan(frame.data)
                assert leaves
                leaf = leaves[-1]
                changed = rewrite(frame.data, [(leaf, "[伏せ字]\r\n")])
                (after,) = frames(SseFramer(), frame.carrying(changed))
                assert (after.data, after.event) == (changed, frame.event)
                assert decode(after.data, scan(after.data)[-1]) == "[伏せ字]\r\n"
                seen += 1
    assert seen > 2000
