"""Records as an OTLP logs request: protobuf, built without an SDK.

One resource, one scope, one log record each; numbers stay numbers. Serialised messages
of protobuf are merged by putting them one behind the other, so a request is joined from
pieces. Most attributes (policy, route, model, kinds) are the same few hundred again and
again: they are serialised once. What differs in every record is framed by hand.
Sources: opentelemetry-proto, logs/v1/logs.proto and common/v1/common.proto, whose
integers are signed 64 bits; https://protobuf.dev/programming-guides/encoding/.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache

import orjson
from opentelemetry.proto.common.v1.common_pb2 import (
    AnyValue,
    ArrayValue,
    InstrumentationScope,
    KeyValue,
    KeyValueList,
)
from opentelemetry.proto.logs.v1.logs_pb2 import LogRecord, ResourceLogs, ScopeLogs
from opentelemetry.proto.resource.v1.resource_pb2 import Resource

from audit import conventions as names
from audit.describe import summary
from audit.record import Record

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_INT64 = range(-(2**63), 2**63)


def encode(records: Sequence[Record]) -> bytes:
    """The serialised request for these records. About 35 µs a record of 16 attributes."""
    now = time.time_ns()
    scope = ScopeLogs(scope=InstrumentationScope(name=names.SCOPE)).SerializeToString()
    logs = [_field(2, b"".join((_head(one, now), *_attributes(one)))) for one in records]
    service = KeyValue(key="service.name", value=_value(names.SERVICE))
    resource = ResourceLogs(resource=Resource(attributes=[service])).SerializeToString()
    return _field(1, resource + _field(2, scope + b"".join(logs)))


def _head(record: Record, observed: int) -> bytes:
    """Everything of a log record but its attributes, serialised."""
    attrs = record["attrs"]
    loud = names.severity(record)
    return LogRecord(
        time_unix_nano=_nanoseconds(record["at"]),
        observed_time_unix_nano=observed,
        severity_number=loud,  # pyright: ignore[reportArgumentType]  # protobuf takes an enum member's number
        severity_text=names.SEVERITY_TEXT[loud],
        body=AnyValue(string_value=summary(record)),
        event_name=record["name"],
        trace_id=_identifier(attrs.get(names.TRACE_ID), 16),
        span_id=_identifier(attrs.get(names.SPAN_ID), 8),
    ).SerializeToString()


def _attributes(record: Record) -> Iterator[bytes]:
    """Each attribute as a serialised field of a log record."""
    yield _text(names.EVENT_ID, record["id"])
    if record["exchange"]:
        yield _text(names.EXCHANGE_ID, record["exchange"])
        yield _number(names.SEQ, record["seq"])
    yield _same(names.WRITER, record["writer"])
    yield _number(names.N, record["n"])
    for name, value in record["attrs"].items():
        match value:
            case None:
                continue
            case str() | bool():
                yield _same(names.exported(name), value)
            case int() if value in _INT64:
                yield _number(names.exported(name), value)
            case _:
                yield _same_json(names.exported(name), orjson.dumps(value))


@lru_cache(maxsize=4096)
def _same(key: str, value: str | bool) -> bytes:
    return _attribute(key, _value(value).SerializeToString())


@lru_cache(maxsize=1024)
def _same_json(key: str, json: bytes) -> bytes:
    return _attribute(key, _value(orjson.loads(json)).SerializeToString())


def _text(key: str, value: str) -> bytes:
    return _attribute(key, _field(1, value.encode()))


def _number(key: str, value: int) -> bytes:
    return _attribute(key, b"\x18" + _varint(value & 0xFFFFFFFFFFFFFFFF))


def _attribute(key: str, value: bytes) -> bytes:
    """An attribute of a log record. value: a serialised AnyValue."""
    return _field(6, _field(1, key.encode()) + _field(2, value))


def _field(number: int, data: bytes) -> bytes:
    """A field that holds bytes, text or a message. number: below 16."""
    return bytes((number << 3 | 2,)) + _varint(len(data)) + data


def _varint(value: int) -> bytes:
    if value < 0x80:
        return bytes((value,))
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def _value(value: object) -> AnyValue:
    match value:
        case bool():
            return AnyValue(bool_value=value)
        case str():
            return AnyValue(string_value=value)
        case int():
            return AnyValue(int_value=value) if value in _INT64 else AnyValue(string_value=str(value))
        case float():
            return AnyValue(double_value=value)
        case list():
            return AnyValue(array_value=ArrayValue(values=[_value(one) for one in value]))
        case dict():
            pairs = [KeyValue(key=str(key), value=_value(one)) for key, one in value.items()]
            return AnyValue(kvlist_value=KeyValueList(values=pairs))
        case _:
            return AnyValue()


def _identifier(text: object, length: int) -> bytes:
    """A trace or span id of `length` bytes from its hexadecimal form; empty when it is not one."""
    if not isinstance(text, str) or len(text) != 2 * length:
        return b""
    try:
        return bytes.fromhex(text)
    except ValueError:
        return b""


def _nanoseconds(at: str) -> int:
    """Nanoseconds since 1970; 0, which means unknown, for a time that cannot be read."""
    try:
        return max(0, (datetime.fromisoformat(at) - _EPOCH) // _MICROSECOND * 1000)
    except (ValueError, TypeError):
        return 0
