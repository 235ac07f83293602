"""Messages as they came, checksums looked at, and nothing unread, however broken."""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from botocore.eventstream import EventStreamBuffer
from hypothesis import given
from hypothesis import strategies as st

from proxy.eventstream import (
    ChunkFrame,
    DamagedFrame,
    ErrorFrame,
    EventStreamFramer,
    MessageFrame,
    chunk,
    event,
    message,
)
from proxy.framing import Frame, FrameTooLarge
from tests.fixtures import WIRE, needs_wire
from tests.proxy.cuts import CUTS, frames

SAID = b'{"contentBlockIndex":0,"delta":{"text":"\xe6\x97\xa5"},"p":"abc"}'
INNER = b'{"type":"content_block_delta","delta":{"text":"hello"}}'
PADDED = event("chunk", b'{"p": "abcd", "bytes" : "%b"}' % base64.b64encode(INNER))
EXCEPTION = message(
    (
        (":exception-type", "throttlingException"),
        (":content-type", "application/json"),
        (":message-type", "exception"),
    ),
    b'{"message":"slow down"}',
)
ERROR = message(
    ((":message-type", "error"), (":error-code", "500"), (":error-message", "it said hello")), b""
)
STREAM = [event("messageStart", b'{"role":"assistant"}'), event("x", SAID), chunk(INNER), PADDED, EXCEPTION]


def read(body: bytes, lengths: Sequence[int] = ()) -> list[Frame]:
    return frames(EventStreamFramer(), body, lengths)


def botocores(body: bytes) -> list[tuple[dict[str, Any], bytes]]:
    """The same by the client library everybody uses; it checks every checksum."""
    buffer = EventStreamBuffer()
    buffer.add_data(body)
    return [(one.headers, one.payload) for one in buffer]


def test_documents_and_names_of_events() -> None:
    found = read(b"".join([*STREAM, ERROR]))
    assert [(type(one), one.event, one.data) for one in found] == [
        (MessageFrame, "messageStart", b'{"role":"assistant"}'),
        (MessageFrame, "x", SAID),
        (ChunkFrame, "chunk", INNER),
        (ChunkFrame, "chunk", INNER),
        (MessageFrame, "throttlingException", b'{"message":"slow down"}'),
        (ErrorFrame, "", b"it said hello"),
    ]


@given(order=st.lists(st.sampled_from([*STREAM, ERROR]), max_size=8), cuts=CUTS)
def test_frames_are_the_messages_however_they_come(order: list[bytes], cuts: list[int]) -> None:
    body = b"".join(order)
    found = read(body, cuts)
    assert [one.raw for one in found] == order
    assert all(one.carrying(one.data) is one.raw for one in found)
    assert len(botocores(body)) == len(order)


@given(data=st.binary(min_size=1, max_size=300))
def test_a_new_document_in_the_same_message(data: bytes) -> None:
    for old in STREAM:
        (frame,) = read(old)
        new = frame.carrying(data)
        (was,), (now,) = botocores(old), botocores(new)
        assert now[0] == was[0]
        if isinstance(frame, ChunkFrame):
            assert json.loads(now[1]) == {
                **json.loads(was[1]),
                "bytes": base64.b64encode(data).decode(),
            }
        else:
            assert now[1] == data


def test_what_is_not_the_document_stays_byte_for_byte() -> None:
    (frame,) = read(PADDED)
    payload = botocores(frame.carrying(b"{}"))[0][1]
    assert payload == b'{"p": "abcd", "bytes" : "e30="}'


def test_an_error_has_its_text_in_a_header() -> None:
    (frame,) = read(ERROR)
    (now,) = botocores(frame.carrying(b"it said nothing"))
    assert now == (
        {":message-type": "error", ":error-code": "500", ":error-message": "it said nothing"},
        b"",
    )
    assert len(botocores(frame.carrying(b"x" * 100_000))[0][0][":error-message"]) == 0xFFFF


@pytest.mark.parametrize(
    "payload",
    [
        b'{"bytes":"e30=","more":"text"}',  # something else is said beside it
        b'{"bytes":"e30=","bytes":"e30="}',  # which of the two would a client read?
        b'{"bytes":"no base64"}',
        b'{"bytes":""}',
        b'{"x":{"bytes":"e30="}}',
        b'["bytes"]',
        b'{"bytes":',
        b"",
    ],
)
def test_any_other_payload_is_the_document_itself(payload: bytes) -> None:
    (frame,) = read(event("chunk", payload))
    assert (type(frame), frame.data) == (MessageFrame, payload)


def test_a_message_without_a_payload_has_no_document() -> None:
    (frame,) = read(event("x", b""))
    with pytest.raises(ValueError, match="no document"):
        frame.carrying(b"{}")


def damaged(raw: bytes, at: int) -> bytes:
    return raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :]


@pytest.mark.parametrize("at", [-1, -20, 20])
@given(cuts=CUTS)
def test_a_wrong_checksum_is_one_message_and_is_read(at: int, cuts: list[int]) -> None:
    broken = damaged(PADDED, at % len(PADDED))
    found = read(STREAM[0] + broken + STREAM[1], cuts)
    assert [type(one) for one in found] == [MessageFrame, DamagedFrame, MessageFrame]
    assert found[1].raw == broken
    assert found[1].data.startswith(broken)


def test_what_a_careless_reader_would_find_is_read_too() -> None:
    (frame,) = read(damaged(PADDED, len(PADDED) - 1))
    assert INNER in frame.data
    (now,) = botocores(frame.carrying(b"anything else"))
    assert now[0][":exception-type"] == "internalServerException"
    assert json.loads(now[1]) == {"message": "A damaged message was withheld."}


@pytest.mark.parametrize("at", range(12))
@given(cuts=CUTS)
def test_after_a_wrong_prelude_all_the_rest_is_one(at: int, cuts: list[int]) -> None:
    rest = damaged(STREAM[1], at) + STREAM[2]
    found = read(STREAM[0] + rest, cuts)
    assert [(type(one), one.raw) for one in found] == [(MessageFrame, STREAM[0]), (DamagedFrame, rest)]
    assert INNER in found[1].data


def test_half_a_message_at_the_end_is_read() -> None:
    (frame,) = read(PADDED[:-3])
    assert (type(frame), frame.raw) == (DamagedFrame, PADDED[:-3])
    assert INNER in frame.data


@pytest.mark.parametrize(
    "headers",
    [
        b"",
        b"\x05",
        b"\x05ab",
        b"\x01a",
        b"\x01a\x07\x00",
        b"\x01a\x07\x00\x09b",
        b"\x01a\x63",
        b"\x00\x07\x00\x00",
    ],
)
def test_headers_that_cannot_be_read_do_not_hide_a_document(headers: bytes) -> None:
    sizes = struct.pack(">II", 16 + len(headers) + len(SAID), len(headers))
    front = sizes + struct.pack(">I", crc32(sizes)) + headers + SAID
    (frame,) = read(front + struct.pack(">I", crc32(front)))
    assert (frame.event, frame.data) == ("", SAID)


def test_headers_of_every_type_are_passed_over() -> None:
    kinds = [(0, 0), (1, 0), (2, 1), (3, 2), (4, 4), (5, 8), (8, 8), (9, 16)]
    headers = b"".join(b"\x01%c%c%b" % (97 + kind, kind, b"\1" * size) for kind, size in kinds)
    headers += b"\x01z\x06\x00\x02\x00\x00" + b"\x0b:event-type\x07\x00\x04last"
    sizes = struct.pack(">II", 16 + len(headers) + 2, len(headers))
    front = sizes + struct.pack(">I", crc32(sizes)) + headers + b"{}"
    (frame,) = read(front + struct.pack(">I", crc32(front)))
    assert (frame.event, frame.data) == ("last", b"{}")
    (now,) = botocores(frame.carrying(b"[]"))
    assert len(now[0]) == len(kinds) + 2


def test_a_message_beyond_the_limit_is_an_error_before_it_is_whole() -> None:
    framer = EventStreamFramer(40)
    with pytest.raises(FrameTooLarge):
        framer.feed(STREAM[1][:50])


def test_every_byte_is_looked_at_once_or_so() -> None:
    framer = EventStreamFramer()
    big = event("x", b'{"a":"' + b"a" * 50_000 + b'"}')
    found = [one for at in range(len(big)) for one in framer.feed(big[at : at + 1])]
    assert [one.raw for one in found] == [big]


def recorded() -> list[Path]:
    return [file for file in sorted(WIRE.glob("*/*.json")) if "eventstream" in file.name] if WIRE else []


@needs_wire
@pytest.mark.parametrize("file", recorded(), ids=lambda file: file.stem)
def test_recordings_are_read_as_botocore_reads_them(file: Path) -> None:
    body = base64.b64decode(json.loads(file.read_bytes())["response"]["body_base64"])
    found, theirs = read(body, [7] * (len(body) // 7)), botocores(body)
    assert b"".join(one.raw for one in found) == body
    assert [one.event for one in found] == [headers[":event-type"] for headers, _ in theirs]
    for frame, (_, payload) in zip(found, theirs, strict=True):
        inner = json.loads(payload).get("bytes")
        assert frame.data == (base64.b64decode(inner) if inner else payload)
