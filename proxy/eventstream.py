"""Amazon's event stream as frames: exact bytes kept, both checksums checked, documents found.

A message is a prelude (its length, the length of its headers, a checksum of both), the
headers, a payload, and a checksum of all before it. The document is the payload; where that
is `{"bytes": "…"}`, as models' own events travel, it is the JSON inside the base64, and an
`error` message has its text in a header. `carrying` rebuilds lengths and checksums around a
new document and leaves every other header as it was.

What must stay true: nothing passes unread. A message whose own checksum is wrong is read as
one text, with what a careless reader could find in it, and leaves as it came or, once
anything in it was acted on, as an exception in its place. After a prelude that is wrong
nobody knows where the next message begins: the rest of the body is such a message too.
Source: AWS event stream encoding, as botocore reads it (docs/sources.md#aws-eventstream).
"""

import base64
import binascii
import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

import orjson

from proxy import jsonscan
from proxy.framing import DEFAULT_LIMIT, Buffer, Cutter, Frame

MEDIA_TYPE = "application/vnd.amazon.eventstream"

_PRELUDE = struct.Struct(">III")
_CRC = struct.Struct(">I")
_LEAST = _PRELUDE.size + _CRC.size
_STRING = 7
_SIZES = {0: 0, 1: 0, 2: 1, 3: 2, 4: 4, 5: 8, 8: 8, 9: 16}  # of header values; 6 and 7 say their own
_LONGEST_HEADER = 0xFFFF
_INNER = re.compile(rb'"bytes"\s*+:\s*+"([A-Za-z0-9+/=\\]*+)')


def message(headers: Sequence[tuple[str, str]], payload: bytes) -> bytes:
    """A message with these headers, all strings, in this order."""
    spelled = b"".join(_header(name.encode(), value.encode()) for name, value in headers)
    return _built(spelled, payload)


def event(kind: str, payload: bytes) -> bytes:
    """An event of this type, with JSON."""
    return message(
        ((":event-type", kind), (":content-type", "application/json"), (":message-type", "event")), payload
    )


def chunk(document: bytes) -> bytes:
    """A model's own event, as InvokeModelWithResponseStream carries it."""
    return event("chunk", b'{"bytes":"%b"}' % base64.b64encode(document))


class MessageFrame(Frame, frozen=True):
    """A message whose payload is the document."""

    def carrying(self, data: bytes) -> bytes:
        """The message with this payload. A ValueError if it has none."""
        if data == self.data:
            return self.raw
        if not self.data:
            raise ValueError("the message has no document to replace")
        return _built(self.raw[_PRELUDE.size : self.at], data)


class ChunkFrame(Frame, frozen=True):
    """A message whose document is base64 inside its payload, which begins at `at`."""

    def carrying(self, data: bytes) -> bytes:
        """The message with this document, in the same payload otherwise."""
        if data == self.data:
            return self.raw
        payload = self.raw[self.at : -_CRC.size]
        leaf = _bytes_in(payload)
        assert leaf is not None  # or it would not be a ChunkFrame
        inside = jsonscan.rewrite(payload, [(leaf, base64.b64encode(data).decode())])
        return _built(self.raw[_PRELUDE.size : self.at], inside)


class ErrorFrame(Frame, frozen=True):
    """A message of the type `error`, whose text is in a header."""

    def carrying(self, data: bytes) -> bytes:
        """The error with this text, cut where a header would be too long."""
        if data == self.data:
            return self.raw
        old = [(one.name, one.value) for one in _headers(self.raw[_PRELUDE.size : self.at])]
        new = [(name, data[:_LONGEST_HEADER] if name == b":error-message" else value) for name, value in old]
        return _built(b"".join(_header(*one) for one in new), b"")


class DamagedFrame(Frame, frozen=True):
    """Bytes that are no message. The document is whatever could be read in them."""

    def carrying(self, data: bytes) -> bytes:
        """As it came, or an exception in its place: it cannot be edited."""
        return self.raw if data == self.data else _WITHHELD


@dataclass(frozen=True, slots=True)
class _Header:
    """A header of the type string."""

    name: bytes
    value: bytes


class EventStreamFramer:
    """Messages as they come. limit: bytes of one message. Linear, however the stream is cut."""

    def __init__(self, limit: int = DEFAULT_LIMIT) -> None:
        self._cutter = Cutter(_message_end, limit)

    def feed(self, chunk: bytes) -> list[Frame]:
        """The messages that are whole now."""
        return [_frame(raw) for raw in self._cutter.feed(chunk)]

    def end(self) -> list[Frame]:
        """What is left: half a message, or everything since a prelude that was wrong."""
        rest = self._cutter.end()
        return [_damaged(rest)] if rest else []


def _message_end(buffer: Buffer, start: int, _resume: int) -> int:
    if len(buffer) - start < _PRELUDE.size:
        return -1
    length, headers, crc = _PRELUDE.unpack_from(buffer, start)
    if crc != crc32(buffer[start : start + 8]) or length < _LEAST + headers:
        return -1  # for good: the same bytes are asked about again, and nothing is cut any more
    return start + length if start + length <= len(buffer) else -1


def _frame(raw: bytes) -> Frame:
    at = _PRELUDE.size + _PRELUDE.unpack_from(raw)[1]
    if _CRC.unpack_from(raw, len(raw) - _CRC.size)[0] != crc32(raw[: -_CRC.size]):
        return _damaged(raw)
    said = {one.name: one.value for one in _headers(raw[_PRELUDE.size : at])}
    kind = (said.get(b":event-type") or said.get(b":exception-type") or b"").decode("utf-8", "replace")
    payload = raw[at : -_CRC.size]
    if error := said.get(b":error-message"):
        return _damaged(raw) if payload else ErrorFrame(raw, error, kind, at)
    inner = _inner(payload)
    if inner:
        return ChunkFrame(raw, inner, kind, at)
    return MessageFrame(raw, payload, kind, at)


def _damaged(raw: bytes) -> DamagedFrame:
    """All that somebody could make of these bytes who does not look at checksums."""
    inside = (_decoded(found.replace(b"\\", b"")) for found in _INNER.findall(raw))
    return DamagedFrame(raw, b"\n".join((raw, *inside)))


def _inner(payload: bytes) -> bytes:
    """The document inside `{"bytes": "…"}`; empty if the payload is anything else."""
    leaf = _bytes_in(payload) if b'"bytes"' in payload else None
    return _decoded(jsonscan.decode(payload, leaf).encode("utf-8", "replace")) if leaf else b""


def _bytes_in(payload: bytes) -> jsonscan.Leaf | None:
    """The base64 of a payload that holds nothing else but padding."""
    try:
        leaves = [leaf for leaf in jsonscan.scan(payload) if not leaf.is_key]
    except jsonscan.JsonBroken:
        return None
    found = [leaf for leaf in leaves if leaf.pointer == "/bytes"]
    beside = [leaf for leaf in leaves if leaf.pointer not in ("/bytes", "/p")]
    return found[0] if len(found) == 1 and not beside else None


def _decoded(text: bytes) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        return b""


def _headers(block: bytes) -> Iterator[_Header]:
    """The string headers; those behind one that cannot be read are not found."""
    at = 0
    while at < len(block):
        name = block[at + 1 : at + 1 + block[at]]
        at += 1 + len(name)
        kind = block[at] if at < len(block) else -1
        at += 1
        size = _SIZES.get(kind)
        if size is None:
            if kind not in (6, _STRING) or at + 2 > len(block):
                return
            size = int.from_bytes(block[at : at + 2])
            at += 2
        if kind == _STRING:
            yield _Header(name, block[at : at + size])
        at += size


def _header(name: bytes, value: bytes) -> bytes:
    return bytes([len(name)]) + name + bytes([_STRING]) + len(value).to_bytes(2) + value


def _built(headers: bytes, payload: bytes) -> bytes:
    """A message around these headers, spelled, and this payload."""
    sizes = struct.pack(">II", _LEAST + len(headers) + len(payload), len(headers))
    front = b"".join((sizes, _CRC.pack(crc32(sizes)), headers, payload))
    return front + _CRC.pack(crc32(front))


_WITHHELD = message(
    (
        (":exception-type", "internalServerException"),
        (":content-type", "application/json"),
        (":message-type", "exception"),
    ),
    orjson.dumps({"message": "A damaged message was withheld."}),
)
